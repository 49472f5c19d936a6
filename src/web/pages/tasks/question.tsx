import type { StepView } from '../../../domain/onboarding/view';
import { Field, type Filled, Select } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { taskWords } from './messages';

type Asked = NonNullable<StepView['form']>[number];

/** One question of a task's form. */
export function Question({ question, filled, locale }: { question: Asked; filled: Filled; locale: Locale }) {
  const words = taskWords(locale);
  const { type, required, choices = [], minimum, maximum, maxLength } = question;
  const name = `answers.${question.name}`;
  const label = required || type === 'yes-no' ? question.label : words.optional(question.label);
  if (type === 'choice') {
    const options = choices.map((choice) => ({ value: choice, label: choice }));
    return (
      <Select name={name} label={label} filled={filled} options={options} none={words.choose} required={required} />
    );
  }
  if (type === 'yes-no')
    return (
      <label class="field">
        <input type="checkbox" name={name} value="yes" checked={filled.values[name] === 'yes'} /> {label}
      </label>
    );
  return (
    <Field
      name={name}
      type={type}
      label={label}
      filled={filled}
      required={required}
      min={minimum}
      max={maximum}
      maxLength={maxLength}
      step={type === 'number' ? 'any' : undefined}
    />
  );
}
