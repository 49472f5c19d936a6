import type { FailureResolution } from '../../../domain/onboarding/messages';
import type { OnboardingView, TimelineEntry } from '../../../domain/onboarding/view';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale, MessageKey } from '../../../i18n/locales';
import { findMessage, getTranslator, translate } from '../../../i18n/translate';
import { translateApiText } from '../../i18n/translate-api-text';
import { formatTerminationReason, formatIncident } from './format-reason';

interface NoteContext {
  view: OnboardingView;
  locale: Locale;
}
type NoteFormatter = (context: NoteContext, ...parts: string[]) => string;

const ANY_TEXT_PATTERN = /^(.+)$/s;
const errorNoteFormat: [RegExp, NoteFormatter] = [
  ANY_TEXT_PATTERN,
  ({ locale }, message) => translateApiText(locale, message),
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
  branched: [
    /^to (.+)$/,
    ({ view, locale }, branch) => translate(locale, 'notes.branch', { title: getStepTitle(view, branch) }),
  ],
  escalated: [
    /^to (.+)$/,
    ({ locale }, label) => translate(locale, 'notes.to', { whom: formatAssigneeLabel(label, locale) }),
  ],
  delegated: [/^to (.+)$/, ({ locale }, email) => translate(locale, 'notes.to', { whom: email })],
  substituted: [
    /^for (.+), who is away$/,
    ({ locale }, email) => translate(locale, 'notes.insteadOf', { away: email }),
  ],
  approved: [
    /^still asked: (.+)$/,
    ({ locale }, labels) => translate(locale, 'notes.stillPending', { whom: formatAssigneeLabels(labels, locale) }),
  ],
  expired: [/^nobody decided about the failure in time$/, ({ locale }) => translate(locale, 'notes.undecided')],
  'deadline-passed': [
    /^not complete by (\S+)$/,
    ({ view, locale }, at) =>
      translate(locale, 'notes.notCompleteBy', { when: getFormatters(locale).formatInstant(at, view.timeZone) }),
  ],
  resolved: [
    /^(retry|skip|rollback|accept)(.*)$/s,
    ({ locale }, action, comment) =>
      `${translate(locale, `notes.resolution.${action as FailureResolution['action']}`)}${comment}`,
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
    ({ locale }, kind, answer) => `${findMessage(locale, `timeline.${kind}`) ?? kind}: ${answer}`,
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
  findMessage(locale, `notes.reason.${code}`) ?? findMessage(locale, `problems.${code}`) ?? code;

/** Replaces step ids with titles, and instants with local times. */
const replaceIdsAndInstants = (detail: string, { view, locale }: NoteContext): string =>
  detail
    .replace(INSTANT_PATTERN, (at) => getFormatters(locale).formatInstant(at, view.timeZone))
    .replace(/[\w-]+/g, (word) => {
      const title = getStepTitle(view, word);
      return title === word ? word : translate(locale, 'notes.quoted', { title });
    });

const formatAssigneeLabels = (labels: string, locale: Locale): string =>
  labels
    .split(', ')
    .map((label) => formatAssigneeLabel(label, locale))
    .join(', ');

/** By part of an assignee label that is neither a person nor a role. */
const ASSIGNEE_KEYS: ReadonlyMap<string, MessageKey> = new Map([
  ['escalation contacts', 'notes.assignee.escalation-contacts'],
  ['the new hire', 'notes.assignee.new-hire'],
  ['the manager’s manager', 'notes.assignee.managers-manager'],
  ['or', 'notes.or'],
  ['and', 'notes.and'],
]);

/** Translates an assignee label of a plan: roles and people, joined by `or` or `and`. */
function formatAssigneeLabel(label: string, locale: Locale): string {
  const t = getTranslator(locale);
  const formatPart = (part: string) => {
    const key = ASSIGNEE_KEYS.get(part);
    return key === undefined ? (findMessage(locale, `status.role.${part}`) ?? part) : t(key);
  };
  return label
    .split(/ (or|and) /)
    .map(formatPart)
    .join(' ');
}
