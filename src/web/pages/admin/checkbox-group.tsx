import type { FormValues } from '../../ui/forms';

/** Returns the checked choices. A parsed form has one value as a string, several as an array. */
export function readCheckedChoices<Choice extends string>(
  form: unknown,
  name: string,
  choices: readonly Choice[],
): Choice[] {
  const checked = [(form as Record<string, unknown> | undefined)?.[name]].flat();
  return choices.filter((choice) => checked.includes(choice));
}

interface CheckboxGroupProps<Choice extends string> {
  name: string;
  legend: string;
  choices: readonly Choice[];
  getLabel: (choice: Choice) => string;
  checked: readonly Choice[];
  formValues: FormValues;
}

export function CheckboxGroup<Choice extends string>({
  name,
  legend,
  choices,
  getLabel,
  checked,
  formValues,
}: CheckboxGroupProps<Choice>) {
  const error = formValues.errors?.find(({ field }) => field.startsWith(name))?.message;
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice}>
          <input type="checkbox" name={name} value={choice} checked={checked.includes(choice)} /> {getLabel(choice)}
        </label>
      ))}
      {error && (
        <small class="error" role="alert">
          {error}
        </small>
      )}
    </fieldset>
  );
}
