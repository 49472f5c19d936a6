import type { Locale } from '../../i18n/locales';
import { findMessage } from '../../i18n/translate';

/** Returns the label of a request field by its API name. Names in parentheses stand for errors without a single field. */
export const getFieldLabel = (locale: Locale, field: string): string => findMessage(locale, `fields.${field}`) ?? field;

/** Returns column names as in the file; only names in parentheses get a label. */
export const formatColumnName = (locale: Locale, field: string): string =>
  field.startsWith('(') ? getFieldLabel(locale, field) : field;
