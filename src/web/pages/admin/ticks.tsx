import type { Filled } from '../../ui/forms';

/** Which of these were ticked: a form sends one as text, several as a list. */
export function tickedIn<Choice extends string>(form: unknown, name: string, choices: readonly Choice[]): Choice[] {
  const ticked = [(form as Record<string, unknown> | undefined)?.[name]].flat();
  return choices.filter((choice) => ticked.includes(choice));
}

interface TicksProps<Choice extends string> {
  name: string;
  legend: string;
  choices: readonly Choice[];
  labelOf: (choice: Choice) => string;
  ticked: readonly Choice[];
  filled: Filled;
}

/** Several of a few choices, with what is wrong beneath. */
export function Ticks<Choice extends string>({ name, legend, choices, labelOf, ticked, filled }: TicksProps<Choice>) {
  const error = filled.errors?.find(({ field }) => field.startsWith(name))?.message;
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice}>
          <input type="checkbox" name={name} value={choice} checked={ticked.includes(choice)} /> {labelOf(choice)}
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
