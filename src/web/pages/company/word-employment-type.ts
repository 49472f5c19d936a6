import type { EMPLOYMENT_TYPES } from '../../../domain/request';
import type { Locale } from '../../../i18n/locales';
import { translate } from '../../../i18n/translate';

export const wordEmploymentType = (type: string, locale: Locale): string =>
  translate(locale, `new-onboarding.employmentTypes.${type as (typeof EMPLOYMENT_TYPES)[number]}`);
