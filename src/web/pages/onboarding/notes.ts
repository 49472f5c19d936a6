import type { OnboardingView, TimelineEntry } from '../../../domain/onboarding/view';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { sentenceIn } from '../../i18n/errors';
import { titlesOf } from '../../ui/layout/problem-messages';
import { statusWords } from '../../ui/status-badge';
import { noteWords } from './note-messages';
import { endingIn, whyItStands } from './reasons';
import { timelineWords } from './timeline-messages';

interface Reader {
  view: OnboardingView;
  locale: Locale;
}
type InWords = (reader: Reader, ...parts: string[]) => string;

const WHOLE = /^(.+)$/s;
const error: [RegExp, InWords] = [WHOLE, ({ locale }, said) => sentenceIn(locale, said)];
const ending: [RegExp, InWords] = [WHOLE, ({ view, locale }, reason) => endingIn(locale, reason, view)];
const obstacle: [RegExp, InWords] = [WHOLE, ({ locale }, said) => whyItStands(locale, said)];
const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** By the kind of an entry: how the engine writes its note, and the same in the reader's words. */
const NOTES: Readonly<Record<string, [written: RegExp, inWords: InWords]>> = {
  branched: [/^to (.+)$/, ({ view, locale }, branch) => noteWords(locale).branch(titleIn(view, branch))],
  escalated: [/^to (.+)$/, ({ locale }, label) => noteWords(locale).to(asked(label, locale))],
  delegated: [/^to (.+)$/, ({ locale }, email) => noteWords(locale).to(email)],
  'stood-in': [/^for (.+), who is away$/, ({ locale }, email) => noteWords(locale).insteadOf(email)],
  approved: [/^still asked: (.+)$/, ({ locale }, labels) => noteWords(locale).stillAsked(allAsked(labels, locale))],
  expired: [/^nobody decided about the failure in time$/, ({ locale }) => noteWords(locale).undecided],
  'deadline-passed': [
    /^not complete by (\S+)$/,
    ({ view, locale }, at) => noteWords(locale).notCompleteBy(formatsOf(locale).instant(at, view.timeZone)),
  ],
  resolved: [
    /^(retry|skip|rollback|accept)(.*)$/s,
    ({ locale }, action, said) => `${noteWords(locale).resolution[action as 'retry']}${said}`,
  ],
  failed: error,
  'undo-failed': error,
  'not-arranged': error,
  declined: ending,
  'cancel-requested': ending,
  cancelled: ending,
  'rolled-back': ending,
  lost: obstacle,
  'stands-still': obstacle,
  'not-started': obstacle,
  'goes-on': obstacle,
  rescheduled: [
    /^([\d-]+) → ([\d-]+)$/,
    ({ locale }, ...dates) => dates.map((date) => formatsOf(locale).date(date)).join(' → '),
  ],
  ignored: [
    /^([a-z-]+): (.+)$/s,
    (reader, code, detail) => `${reasonOf(code, reader.locale)} (${named(detail, reader)})`,
  ],
  'notice-refused': [
    /^([a-z-]+): (.+)$/s,
    ({ locale }, kind, answer) => `${timelineWords(locale)[kind] ?? kind}: ${answer}`,
  ],
};

/** The note of an entry, with titles for the ids of steps and words for codes; what a person wrote stays as it is. */
export function noteOf({ kind, note }: TimelineEntry, view: OnboardingView, locale: Locale): string | undefined {
  const [written, inWords] = NOTES[kind] ?? [];
  const found = written?.exec(note ?? '');
  return found && inWords ? inWords({ view, locale }, ...found.slice(1)) : note;
}

export const titleIn = ({ steps }: OnboardingView, id: string): string =>
  steps.find((step) => step.id === id)?.title ?? id;

const reasonOf = (code: string, locale: Locale): string =>
  noteWords(locale).reason[code] ?? (titlesOf(locale) as Readonly<Record<string, string>>)[code] ?? code;

/** Ids of steps by their titles, and instants as people read them. */
const named = (detail: string, { view, locale }: Reader): string =>
  detail
    .replace(INSTANT, (at) => formatsOf(locale).instant(at, view.timeZone))
    .replace(/[\w-]+/g, (word) => {
      const title = titleIn(view, word);
      return title === word ? word : noteWords(locale).quoted(title);
    });

const allAsked = (labels: string, locale: Locale): string =>
  labels
    .split(', ')
    .map((label) => asked(label, locale))
    .join(', ');

/** Whom a plan asks, as it names them: roles, people, or several of them. */
function asked(label: string, locale: Locale): string {
  const words = noteWords(locale);
  const known: Readonly<Record<string, string>> = { ...statusWords(locale).role, ...words.asked, ...words.and };
  return label
    .split(/( or | and )/)
    .map((part) => known[part] ?? part)
    .join('');
}
