import type { ComponentChildren, InputHTMLAttributes, LooseInputHTMLAttributes, TextareaHTMLAttributes } from 'preact';
import type { FieldError } from '../../lib/errors';

/** What somebody typed, and what is wrong with it, by the name of the field. */
export interface Filled {
  values: Readonly<Record<string, string | undefined>>;
  errors?: readonly FieldError[];
}

interface Labelled {
  name: string;
  label: string;
  filled: Filled;
  hint?: string;
}

/** A labelled input with what is wrong beside it; what was typed stays. */
export function Field({
  name,
  label,
  filled,
  hint,
  ...input
}: Labelled & { list?: string } & Omit<LooseInputHTMLAttributes, 'label' | 'name'>) {
  // The strict type knows which role goes with which `type`: too much for one that is only passed on.
  const strict = input as InputHTMLAttributes;
  return (
    <Around name={name} label={label} filled={filled} hint={hint}>
      <input {...strict} {...common(name, filled, hint)} value={filled.values[name] ?? ''} />
    </Around>
  );
}

interface SelectProps extends Labelled {
  options: readonly { value: string; label: string }[];
  /** What stands there while nothing is chosen. */
  none?: string;
  required?: boolean;
}

export function Select({ name, label, filled, hint, options, none, required }: SelectProps) {
  const chosen = filled.values[name] ?? '';
  return (
    <Around name={name} label={label} filled={filled} hint={hint}>
      <select {...common(name, filled, hint)} required={required}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </Around>
  );
}

export function TextArea({
  name,
  label,
  filled,
  hint,
  ...rest
}: Labelled & Omit<TextareaHTMLAttributes, 'label' | 'name'>) {
  return (
    <Around name={name} label={label} filled={filled} hint={hint}>
      <textarea {...rest} {...common(name, filled, hint)}>
        {filled.values[name] ?? ''}
      </textarea>
    </Around>
  );
}

const errorOf = (name: string, { errors = [] }: Filled) => errors.find(({ field }) => field === name)?.message;

/** The error and the hint are tied to the field for screen readers. */
function common(name: string, filled: Filled, hint?: string) {
  const error = errorOf(name, filled);
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined;
  return { id: name, name, 'aria-describedby': described, 'aria-invalid': error ? ('true' as const) : undefined };
}

function Around({ name, label, filled, hint, children }: Labelled & { children: ComponentChildren }) {
  const error = errorOf(name, filled);
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {children}
      {hint && <small id={`${name}-hint`}>{hint}</small>}
      {error && (
        <small id={`${name}-error`} class="error" role="alert">
          {error}
        </small>
      )}
    </div>
  );
}

interface UnplacedProps {
  filled: Filled;
  /** The fields of the form. */
  names: readonly string[];
  /** What other fields are called. */
  labels?: Readonly<Record<string, string>>;
}

/** What is wrong with the whole, or with a field that is not on this form. */
export function Unplaced({ filled, names, labels = {} }: UnplacedProps) {
  const errors = (filled.errors ?? []).filter(({ field }) => !names.includes(field));
  if (errors.length === 0) return null;
  return (
    <ul class="problem" role="alert">
      {errors.map(({ field, message }) => (
        <li key={field}>{field === WHOLE ? message : `${labels[field] ?? field} ${message}`}</li>
      ))}
    </ul>
  );
}

/** Where an error is about no single field. */
export const WHOLE = '(form)';

/** What was typed, as text by field: a form is shown again with it. */
export const typed = (form: unknown): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries((form ?? {}) as Record<string, unknown>).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : undefined,
    ]),
  );
