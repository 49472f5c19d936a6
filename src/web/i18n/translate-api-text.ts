import { RejectionError } from '../../api/http/rejection-error';
import type { Locale } from '../../i18n/locales';
import { translate } from '../../i18n/translate';
import { ERRORS, FirstdayError, type ErrorCode } from '../../lib/errors';
import { GERMAN } from './german';
import { createPhrasebook, type Phrasebook } from './phrasebook';
import { PLAN_WORDS } from './plan-words';

/** Keyed by the English texts of the API. A text without an entry stays English. */
const PHRASEBOOKS: Readonly<Record<Locale, Phrasebook>> = {
  en: createPhrasebook([]),
  de: createPhrasebook([...listProblemTitles('de'), ...Object.entries(GERMAN), ...Object.entries(PLAN_WORDS)]),
};

function listProblemTitles(locale: Locale): [string, string][] {
  const codes = Object.keys(ERRORS) as ErrorCode[];
  return codes.map((code) => [ERRORS[code].title, translate(locale, `problems.${code}`)]);
}

export const findTranslation = (locale: Locale, text: string): string | undefined => PHRASEBOOKS[locale](text);

/** Returns unknown text unchanged: it may be free text of a person. */
export const translateApiText = (locale: Locale, text: string): string => findTranslation(locale, text) ?? text;

/** Translates an API error. The title replaces a detail that has no translation. */
export function translateError(locale: Locale, error: FirstdayError): FirstdayError {
  if (locale === 'en') return error;
  if (error instanceof RejectionError)
    return new FirstdayError(error.code, error.describe(locale), error.fields, error.extra);
  const { code, detail, fields, extra } = error;
  const translatedFields = fields.map((fieldError) => ({
    ...fieldError,
    message: translateApiText(locale, fieldError.message),
  }));
  return new FirstdayError(
    code,
    findTranslation(locale, detail) ?? translate(locale, `problems.${code}`),
    translatedFields,
    extra,
  );
}
