import type { Locale } from '../../i18n/locales';
import { translate } from '../../i18n/translate';

/** Marks a row that came with the sample company, and goes with it. */
export const SampleBadge = ({ isSample, locale }: { isSample: boolean; locale: Locale }) =>
  isSample ? <span class="badge wait">{translate(locale, 'setup.sample')}</span> : null;
