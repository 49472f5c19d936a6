import { type ErrorCode, ERRORS, FirstdayError } from '../../lib/errors';
import { GERMAN } from './german';
import { inEveryLanguage, type Locale } from './locale';
import { type Phrasebook, phrasebook } from './phrasebook';
import { PLAN_WORDS } from './plan-words';
import { titlesOf } from '../ui/layout/problem-messages';

/** The API speaks English; where a language has no lines, so do the pages. */
const bookIn = inEveryLanguage<Phrasebook>({
  en: phrasebook([]),
  de: phrasebook([...titles('de'), ...Object.entries(GERMAN), ...Object.entries(PLAN_WORDS)]),
});

function titles(locale: Locale): [string, string][] {
  return Object.entries(titlesOf(locale)).map(([code, title]) => [ERRORS[code as ErrorCode].title, title]);
}

/** What the API says, in the reader's language; undefined where there are no words for it. */
export const inWordsOf = (locale: Locale, said: string): string | undefined => bookIn(locale)(said);

/** The same where it may be anybody's text: what there are no words for stays as it is. */
export const sentenceIn = (locale: Locale, said: string): string => inWordsOf(locale, said) ?? said;

/** A refusal of the API in the reader's language: a detail without words is left to the title, which says it in short. */
export function refusalIn(locale: Locale, error: FirstdayError): FirstdayError {
  if (locale === 'en') return error;
  const { code, detail, fields, extra } = error;
  const said = fields.map((fault) => ({ ...fault, message: sentenceIn(locale, fault.message) }));
  return new FirstdayError(code, inWordsOf(locale, detail) ?? titlesOf(locale)[code], said, extra);
}
