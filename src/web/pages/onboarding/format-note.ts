import type { OnboardingView, TimelineEntry } from '../../../domain/onboarding/view';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import { translate } from '../../i18n/translate';
import { problemTitles } from '../../ui/layout/problem-messages';
import { statusMessages } from '../../ui/status-badge';
import { noteMessages } from './note-messages';
import { formatTerminationReason, formatIncident } from './format-reason';
import { timelineMessages } from './timeline-messages';

interface NoteContext {
  view: OnboardingView;
  locale: Locale;
}
type NoteFormatter = (context: NoteContext, ...parts: string[]) => string;

const ANY_TEXT_PATTERN = /^(.+)$/s;
const errorNoteFormat: [RegExp, NoteFormatter] = [
  ANY_TEXT_PATTERN,
  ({ locale }, message) => translate(locale, message),
];
const terminationNoteFormat: [RegExp, NoteFormatter] = [
  ANY_TEXT_PATTERN,
  ({ view, locale }, reason) => formatTerminationReason(locale, reason, view),
];
const incidentNoteFormat: [RegExp, NoteFormatter] = [
  ANY_TEXT_PATTERN,
  ({ locale }, incident) => formatIncident(locale, incident),
];
const INSTANT_PATTERN = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** By timeline kind: pattern of the engine's English note, and its formatter. */
const NOTE_FORMATS: Readonly<Record<string, [written: RegExp, inWords: NoteFormatter]>> = {
  branched: [/^to (.+)$/, ({ view, locale }, branch) => noteMessages(locale).branch(getStepTitle(view, branch))],
  escalated: [/^to (.+)$/, ({ locale }, label) => noteMessages(locale).to(formatAssigneeLabel(label, locale))],
  delegated: [/^to (.+)$/, ({ locale }, email) => noteMessages(locale).to(email)],
  substituted: [/^for (.+), who is away$/, ({ locale }, email) => noteMessages(locale).insteadOf(email)],
  approved: [
    /^still asked: (.+)$/,
    ({ locale }, labels) => noteMessages(locale).stillPending(formatAssigneeLabels(labels, locale)),
  ],
  expired: [/^nobody decided about the failure in time$/, ({ locale }) => noteMessages(locale).undecided],
  'deadline-passed': [
    /^not complete by (\S+)$/,
    ({ view, locale }, at) =>
      noteMessages(locale).notCompleteBy(getFormatters(locale).formatInstant(at, view.timeZone)),
  ],
  resolved: [
    /^(retry|skip|rollback|accept)(.*)$/s,
    ({ locale }, action, comment) => `${noteMessages(locale).resolution[action as 'retry']}${comment}`,
  ],
  failed: errorNoteFormat,
  'undo-failed': errorNoteFormat,
  'schedule-unavailable': errorNoteFormat,
  declined: terminationNoteFormat,
  'cancel-requested': terminationNoteFormat,
  cancelled: terminationNoteFormat,
  'rolled-back': terminationNoteFormat,
  orphaned: incidentNoteFormat,
  stuck: incidentNoteFormat,
  'not-started': incidentNoteFormat,
  'incident-resolved': incidentNoteFormat,
  rescheduled: [
    /^([\d-]+) → ([\d-]+)$/,
    ({ locale }, ...dates) => dates.map((date) => getFormatters(locale).formatDate(date)).join(' → '),
  ],
  ignored: [
    /^([a-z-]+): (.+)$/s,
    (context, code, detail) =>
      `${formatIgnoredReason(code, context.locale)} (${replaceIdsAndInstants(detail, context)})`,
  ],
  'notification-rejected': [
    /^([a-z-]+): (.+)$/s,
    ({ locale }, kind, answer) => `${timelineMessages(locale)[kind] ?? kind}: ${answer}`,
  ],
};

/** Formats a note with step titles for ids and labels for codes. Text written by a person stays as is. */
export function formatNote({ kind, note }: TimelineEntry, view: OnboardingView, locale: Locale): string | undefined {
  const [pattern, format] = NOTE_FORMATS[kind] ?? [];
  const match = pattern?.exec(note ?? '');
  return match && format ? format({ view, locale }, ...match.slice(1)) : note;
}

export const getStepTitle = ({ steps }: OnboardingView, id: string): string =>
  steps.find((step) => step.id === id)?.title ?? id;

const formatIgnoredReason = (code: string, locale: Locale): string =>
  noteMessages(locale).reason[code] ?? (problemTitles(locale) as Readonly<Record<string, string>>)[code] ?? code;

/** Replaces step ids with titles, and instants with local times. */
const replaceIdsAndInstants = (detail: string, { view, locale }: NoteContext): string =>
  detail
    .replace(INSTANT_PATTERN, (at) => getFormatters(locale).formatInstant(at, view.timeZone))
    .replace(/[\w-]+/g, (word) => {
      const title = getStepTitle(view, word);
      return title === word ? word : noteMessages(locale).quoted(title);
    });

const formatAssigneeLabels = (labels: string, locale: Locale): string =>
  labels
    .split(', ')
    .map((label) => formatAssigneeLabel(label, locale))
    .join(', ');

/** Translates an assignee label of a plan: roles and people, joined by `or` or `and`. */
function formatAssigneeLabel(label: string, locale: Locale): string {
  const messages = noteMessages(locale);
  const known: Readonly<Record<string, string>> = {
    ...statusMessages(locale).role,
    ...messages.assigneeLabels,
    ...messages.and,
  };
  return label
    .split(/( or | and )/)
    .map((part) => known[part] ?? part)
    .join('');
}
