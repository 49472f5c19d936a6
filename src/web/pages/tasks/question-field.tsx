import type { StepResponse } from '../../../api/resources/onboardings/view-schema';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { Field, type FormValues, Select } from '../../ui/forms';

type FormQuestion = NonNullable<StepResponse['form']>[number];

export function QuestionField({
  question,
  formValues,
  locale,
}: {
  question: FormQuestion;
  formValues: FormValues;
  locale: Locale;
}) {
  const t = getTranslator(locale);
  const { type, required, choices = [], minimum, maximum, maxLength } = question;
  const name = `answers.${question.name}`;
  const label = required || type === 'yes-no' ? question.label : t('tasks.optional', { label: question.label });
  if (type === 'choice') {
    const options = choices.map((choice) => ({ value: choice, label: choice }));
    return (
      <Select
        name={name}
        label={label}
        formValues={formValues}
        options={options}
        placeholder={t('tasks.choose')}
        required={required}
      />
    );
  }
  if (type === 'yes-no')
    return (
      <label class="field">
        <input type="checkbox" name={name} value="yes" checked={formValues.values[name] === 'yes'} /> {label}
      </label>
    );
  return (
    <Field
      name={name}
      type={type}
      label={label}
      formValues={formValues}
      required={required}
      min={minimum}
      max={maximum}
      maxLength={maxLength}
      step={type === 'number' ? 'any' : undefined}
    />
  );
}
