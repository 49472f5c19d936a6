import { inEveryLanguage, type Locale } from './locale';
import { type Phrasebook, phrasebook } from './phrasebook';
import { CONDITIONS, PLAN_WORDS } from './plan-words';

/** What an author of a plan wrote, whole. */
const WRITTEN = new Set(['title', 'counterTask', 'label', 'instructions']);
/** What planning puts together of a plan's moments, people and conditions. */
const COMPOSED = new Set(['who', 'start', 'due', 'when']);
/** Why a step is left out; any other note is somebody's own. */
const LEFT_OUT = /^only when: /;
/** What people entered stays as it is. */
const ENTERED = new Set(['request', 'answers', 'result']);

const bookIn = inEveryLanguage<{ written: Phrasebook; composed: Phrasebook } | undefined>({
  en: undefined,
  de: {
    written: phrasebook(Object.entries(PLAN_WORDS)),
    composed: phrasebook([...Object.entries(CONDITIONS), ...Object.entries(PLAN_WORDS)]),
  },
});

/** An answer of the API with what plans, steps, tasks and places are called in the reader's language, where it has a word for it. */
export function withTitlesIn<Answer>(locale: Locale, answer: Answer): Answer {
  const book = bookIn(locale);
  if (book === undefined) return answer;

  const told = (key: string, text: string): string => {
    if (WRITTEN.has(key)) return book.written(text) ?? text;
    if (COMPOSED.has(key) || (key === 'note' && LEFT_OUT.test(text))) return book.composed(text) ?? text;
    return text;
  };
  const within = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return told(key, value);
    if (Array.isArray(value)) return value.map((entry) => within(key, entry));
    if (!isRecord(value) || ENTERED.has(key)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, within(name, inner)]));
  };
  return within('', answer) as Answer;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
