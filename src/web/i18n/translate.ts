import { type ErrorCode, ERRORS, FirstdayError } from '../../lib/errors';
import { GERMAN } from './german';
import { defineMessages, type Locale } from './locale';
import { type Phrasebook, phrasebook } from './phrasebook';
import { PLAN_WORDS } from './plan-words';
import { problemTitles } from '../ui/layout/problem-messages';

/** The API speaks English; where a language has no lines, so do the pages. */
const phrasebooks = defineMessages<Phrasebook>({
  en: phrasebook([]),
  de: phrasebook([...listProblemTitles('de'), ...Object.entries(GERMAN), ...Object.entries(PLAN_WORDS)]),
});

function listProblemTitles(locale: Locale): [string, string][] {
  return Object.entries(problemTitles(locale)).map(([code, title]) => [ERRORS[code as ErrorCode].title, title]);
}

/** What the API says, in the reader's language; undefined where there are no words for it. */
export const findTranslation = (locale: Locale, said: string): string | undefined => phrasebooks(locale)(said);

/** The same where it may be anybody's text: what there are no words for stays as it is. */
export const translate = (locale: Locale, said: string): string => findTranslation(locale, said) ?? said;

/** A refusal of the API in the reader's language: a detail without words is left to the title, which says it in short. */
export function translateError(locale: Locale, error: FirstdayError): FirstdayError {
  if (locale === 'en') return error;
  const { code, detail, fields, extra } = error;
  const said = fields.map((fault) => ({ ...fault, message: translate(locale, fault.message) }));
  return new FirstdayError(code, findTranslation(locale, detail) ?? problemTitles(locale)[code], said, extra);
}
