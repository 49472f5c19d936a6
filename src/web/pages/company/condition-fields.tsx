import { EMPLOYMENT_TYPES } from '../../../domain/request';
import type { Locale } from '../../../i18n/locales';
import { pickText } from '../../../i18n/pick-text';
import { getTranslator } from '../../../i18n/translate';
import { type FormValues, Select, TextArea } from '../../ui/forms';
import { CheckboxGroup } from '../admin/checkbox-group';
import { getConditionLabel, wordAnswer } from './condition-list';
import {
  type AnswerCondition,
  getConditionFieldName,
  type ProfileChoices,
  type TextCondition,
} from './condition-values';
import type { ProfileDraft } from './profile-values';
import { isAmong } from './text-lists';
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
  const isTyped = departments.length === 0;
  const renderField = (name: AnswerCondition | TextCondition) => (
    <ConditionField key={name} {...{ name, formValues, locale }} />
  );
  const hasRare = RARE_CONDITIONS.some((name) => formValues.values[getConditionFieldName(name)]);
  const hasError = formValues.errors?.some(({ field }) => RARE_CONDITIONS.map(getConditionFieldName).includes(field));
  return (
    <fieldset>
      <legend class="heading">{t('company.names.when')}</legend>
      <p>{t('company.conditionsHint')}</p>
      {isTyped && renderField('department')}
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
      {COMMON_CONDITIONS.map(renderField)}
      <details open={hasRare || hasError}>
        <summary>{t('company.moreConditions')}</summary>
        {RARE_CONDITIONS.map(renderField)}
      </details>
      <label>
        <input type="checkbox" name="isAddition" value="yes" checked={isAddition} /> {t('company.isAddition')}
      </label>
    </fieldset>
  );
}

const COMMON_CONDITIONS = ['title', 'remote'] as const;
const RARE_CONDITIONS = ['hasEndDate', 'manager', 'equipment', 'trainings'] as const;

interface ConditionFieldProps {
  name: AnswerCondition | TextCondition;
  formValues: FormValues;
  locale: Locale;
}

function ConditionField({ name, formValues, locale }: ConditionFieldProps) {
  const t = getTranslator(locale);
  const props = { name: getConditionFieldName(name), label: getConditionLabel(name, locale), formValues };
  if (name !== 'remote' && name !== 'hasEndDate')
    return <TextArea {...props} hint={t('company.onePerLine')} rows={2} />;
  const options = [true, false].map((answer) => ({ value: String(answer), label: wordAnswer(name, answer, locale) }));
  return <Select {...props} options={options} placeholder={t('company.any')} />;
}

/** Returns the names as the settings spell them. */
const matchSpelling = (names: readonly string[], chosen: readonly string[] = []): string[] =>
  names.filter((name) => isAmong(name, chosen));
