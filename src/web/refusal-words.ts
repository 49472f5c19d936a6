import { type ErrorCode, ERRORS, FirstdayError } from '../errors';
import { GERMAN } from './german';
import { inEveryLanguage, type Locale } from './locale';
import { titlesOf } from './shell/problem-words';

interface Line {
  pattern: RegExp;
  words: string;
}

const PLACE = /\{(\w+)\}/g;

/** The API speaks English; where a language has no lines, so do the pages. */
const linesIn = inEveryLanguage<readonly Line[]>({
  en: [],
  de: [...titles('de'), ...Object.entries(GERMAN)].map(([english, words]) => ({ pattern: patternOf(english), words })),
});

function titles(locale: Locale): [string, string][] {
  return Object.entries(titlesOf(locale)).map(([code, title]) => [ERRORS[code as ErrorCode].title, title]);
}

function patternOf(english: string): RegExp {
  const literal = english.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(PLACE, '(?<$1>.*)')}$`, 's');
}

/** What the API says, in the reader's language; undefined where there are no words for it. */
export function inWordsOf(locale: Locale, said: string): string | undefined {
  const line = linesIn(locale).find(({ pattern }) => pattern.test(said));
  const found = line?.pattern.exec(said)?.groups ?? {};
  return line?.words.replace(PLACE, (_place, name: string) => sentenceIn(locale, found[name] ?? ''));
}

/** The same where it may be anybody's text: what there are no words for stays as it is. */
export const sentenceIn = (locale: Locale, said: string): string => inWordsOf(locale, said) ?? said;

/** A refusal of the API in the reader's language: a detail without words is left to the title, which says it in short. */
export function refusalIn(locale: Locale, error: FirstdayError): FirstdayError {
  if (locale === 'en') return error;
  const { code, detail, fields, extra } = error;
  const said = fields.map((fault) => ({ ...fault, message: sentenceIn(locale, fault.message) }));
  return new FirstdayError(code, inWordsOf(locale, detail) ?? titlesOf(locale)[code], said, extra);
}
