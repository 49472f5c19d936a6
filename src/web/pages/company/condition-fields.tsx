import { EMPLOYMENT_TYPES } from '../../../domain/request';
import type { Locale } from '../../../i18n/locales';
import { pickText } from '../../../i18n/pick-text';
import { getTranslator } from '../../../i18n/translate';
import { type FormValues, Select, TextArea } from '../../ui/forms';
import { CheckboxGroup } from '../admin/checkbox-group';
import { getConditionLabel, wordAnswer } from './condition-list';
import { ANSWER_CONDITIONS, getConditionFieldName, type ProfileChoices, TEXT_CONDITIONS } from './condition-values';
import type { ProfileDraft } from './profile-values';
import { wordEmploymentType } from './word-employment-type';

interface ConditionFieldsProps {
  draft: ProfileDraft;
  formValues: FormValues;
  choices: ProfileChoices;
  locale: Locale;
}

/** A condition without a choice holds for everyone. */
export function ConditionFields({ draft: { when, isAddition }, formValues, choices, locale }: ConditionFieldsProps) {
  const t = getTranslator(locale);
  const { departments, locations } = choices.settings;
  const getPlanTitle = (name: string): string => choices.plans.find((plan) => plan.name === name)?.title ?? name;
  const getLocationTitle = (code: string): string => pickText(locations[code]?.title ?? code, locale);
  const groups = [
    { name: 'department', names: departments, getTitle: String },
    { name: 'location', names: Object.keys(locations), getTitle: getLocationTitle },
    { name: 'employmentType', names: EMPLOYMENT_TYPES, getTitle: (type: string) => wordEmploymentType(type, locale) },
    { name: 'plan', names: choices.plans.map((plan) => plan.name), getTitle: getPlanTitle },
  ] as const;
  const textConditions = [...(departments.length === 0 ? (['department'] as const) : []), ...TEXT_CONDITIONS];
  return (
    <fieldset>
      <legend class="heading">{t('company.names.when')}</legend>
      <p>{t('company.conditionsHint')}</p>
      {groups
        .filter(({ names }) => names.length > 0)
        .map(({ name, names, getTitle }) => (
          <CheckboxGroup
            key={name}
            name={getConditionFieldName(name)}
            legend={getConditionLabel(name, locale)}
            choices={names}
            getLabel={getTitle}
            checked={matchSpelling(names, when[name])}
            formValues={formValues}
          />
        ))}
      {ANSWER_CONDITIONS.map((name) => (
        <Select
          key={name}
          name={getConditionFieldName(name)}
          label={getConditionLabel(name, locale)}
          formValues={formValues}
          options={[true, false].map((answer) => ({ value: String(answer), label: wordAnswer(name, answer, locale) }))}
          placeholder={t('company.any')}
        />
      ))}
      {textConditions.map((name) => (
        <TextArea
          key={name}
          name={getConditionFieldName(name)}
          label={getConditionLabel(name, locale)}
          hint={t('company.onePerLine')}
          formValues={formValues}
          rows={2}
        />
      ))}
      <label>
        <input type="checkbox" name="isAddition" value="yes" checked={isAddition} /> {t('company.isAddition')}
      </label>
    </fieldset>
  );
}

/** Returns the names as the settings spell them. */
const matchSpelling = (names: readonly string[], chosen: readonly string[] = []): string[] =>
  names.filter((name) => chosen.some((one) => one.toLowerCase() === name.toLowerCase()));
