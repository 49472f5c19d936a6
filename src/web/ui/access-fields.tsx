import type { Locale } from '../../i18n/locales';
import { getTranslator } from '../../i18n/translate';
import { type AccessSystem, listAccessChoices, toAccessFieldName } from './access-choices';
import { type FormValues, Select } from './forms';

interface AccessFieldsProps {
  locale: Locale;
  formValues: FormValues;
  systems: readonly AccessSystem[];
}

/** Asks for each system whether its account is as in the access profile, added or left out. */
export function AccessFields({ locale, formValues, systems }: AccessFieldsProps) {
  const t = getTranslator(locale);
  if (systems.length === 0) return null;
  return (
    <details class="access">
      <summary>{t('new-onboarding.access.title')}</summary>
      <p>{t('new-onboarding.access.hint')}</p>
      <div class="columns">
        {systems.map((system) => (
          <Select
            key={system.code}
            name={toAccessFieldName(system.code)}
            label={system.title}
            formValues={formValues}
            placeholder={t('new-onboarding.access.profile')}
            options={listAccessChoices(system).map(({ kind, value, licence }) => ({
              value,
              label:
                licence === undefined
                  ? t(`new-onboarding.access.${kind}`)
                  : t('new-onboarding.access.addWithLicence', { licence }),
            }))}
          />
        ))}
      </div>
    </details>
  );
}
