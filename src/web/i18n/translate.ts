import { type ErrorCode, ERRORS, FirstdayError } from '../../lib/errors';
import { GERMAN } from './german';
import { defineMessages, type Locale } from './locale';
import { type Phrasebook, createPhrasebook } from './phrasebook';
import { PLAN_WORDS } from './plan-words';
import { problemTitles } from '../ui/layout/problem-messages';

/** Keyed by the English texts of the API. A text without an entry stays English. */
const phrasebooks = defineMessages<Phrasebook>({
  en: createPhrasebook([]),
  de: createPhrasebook([...listProblemTitles('de'), ...Object.entries(GERMAN), ...Object.entries(PLAN_WORDS)]),
});

function listProblemTitles(locale: Locale): [string, string][] {
  return Object.entries(problemTitles(locale)).map(([code, title]) => [ERRORS[code as ErrorCode].title, title]);
}

export const findTranslation = (locale: Locale, text: string): string | undefined => phrasebooks(locale)(text);

/** Returns unknown text unchanged: it may be free text of a person. */
export const translate = (locale: Locale, text: string): string => findTranslation(locale, text) ?? text;

/** Translates an API error. The title replaces a detail that has no translation. */
export function translateError(locale: Locale, error: FirstdayError): FirstdayError {
  if (locale === 'en') return error;
  const { code, detail, fields, extra } = error;
  const translatedFields = fields.map((fieldError) => ({
    ...fieldError,
    message: translate(locale, fieldError.message),
  }));
  return new FirstdayError(
    code,
    findTranslation(locale, detail) ?? problemTitles(locale)[code],
    translatedFields,
    extra,
  );
}
