import type { CompanySettings } from '../../../company/settings';
import type { Locale } from '../../../i18n/locales';
import { pickText } from '../../../i18n/pick-text';
import { getTranslator } from '../../../i18n/translate';

interface GeneralFactsProps {
  settings: CompanySettings;
  /** Set if there is a logo. */
  logoUrl?: string;
  locale: Locale;
}

/** Lists the settings of the form "General". Leaves out unset ones. */
export function GeneralFacts({ settings, logoUrl, locale }: GeneralFactsProps) {
  const t = getTranslator(locale);
  const rates = Object.entries(settings.exchangeRates).map(([currency, rate]) => `${currency} ${String(rate)}`);
  const facts = [
    ['name', settings.name],
    ['language', t(`admin.languages.${settings.language}`)],
    ['logo', logoUrl && <img src={logoUrl} alt={t('company.names.logo')} />],
    ['colour', <ColourSample colour={settings.colour} />],
    ['signature', settings.signature && pickText(settings.signature, locale)],
    ['supportContact', settings.supportContact],
    ['currency', settings.currency],
    ['exchangeRates', rates.join(', ')],
    ['departments', settings.departments.join(', ') || t('company.anyDepartment')],
  ] as const;
  return (
    <dl class="facts logo">
      {facts.map(([name, value]) => value && [<dt>{t(`company.names.${name}`)}</dt>, <dd>{value}</dd>])}
    </dl>
  );
}

/** Drawn as a picture: the content security policy allows no style of an element. */
const ColourSample = ({ colour }: { colour: string }) => (
  <>
    <svg class="swatch" width="16" height="16" role="presentation">
      <rect width="16" height="16" fill={colour} />
    </svg>{' '}
    {colour}
  </>
);
