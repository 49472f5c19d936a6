import type { Locale } from '../../i18n/locales';
import { type Phrasebook, createPhrasebook } from './phrasebook';
import { COMPOSED_WORDS, PLAN_WORDS } from './plan-words';

/** Texts of plan authors, translated as a whole. */
const AUTHORED_KEYS = new Set(['title', 'undoTask', 'label', 'instructions']);
/** Texts that planning composes of moments and assignees. */
const COMPOSED_KEYS = new Set(['assignee', 'start', 'due']);
/** User input is not translated. */
const USER_INPUT_KEYS = new Set(['request', 'answers', 'result']);

const PHRASEBOOKS: Readonly<Record<Locale, { written: Phrasebook; composed: Phrasebook } | undefined>> = {
  en: undefined,
  de: {
    written: createPhrasebook(Object.entries(PLAN_WORDS)),
    composed: createPhrasebook([...Object.entries(COMPOSED_WORDS), ...Object.entries(PLAN_WORDS)]),
  },
};

/** Translates titles of plans, steps, tasks and places in an API response. A text without an entry stays as is. */
export function translatePlanTitles<Answer>(locale: Locale, response: Answer): Answer {
  const book = PHRASEBOOKS[locale];
  if (book === undefined) return response;

  const translateText = (key: string, text: string): string => {
    if (AUTHORED_KEYS.has(key)) return book.written(text) ?? text;
    if (COMPOSED_KEYS.has(key)) return book.composed(text) ?? text;
    return text;
  };
  const translateValue = (key: string, value: unknown): unknown => {
    if (typeof value === 'string') return translateText(key, value);
    if (Array.isArray(value)) return value.map((entry) => translateValue(key, entry));
    if (!isRecord(value) || USER_INPUT_KEYS.has(key)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, translateValue(name, inner)]));
  };
  return translateValue('', response) as Answer;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
