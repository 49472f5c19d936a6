import type { ComponentChildren, InputHTMLAttributes, LooseInputHTMLAttributes, TextareaHTMLAttributes } from 'preact';
import type { FieldError } from '../../lib/errors';

/** What somebody typed, and what is wrong with it, by the name of the field. */
export interface FormValues {
  values: Readonly<Record<string, string | undefined>>;
  errors?: readonly FieldError[];
}

interface FieldProps {
  name: string;
  label: string;
  formValues: FormValues;
  hint?: string;
}

/** A labelled input with what is wrong beside it; what was typed stays. */
export function Field({
  name,
  label,
  formValues,
  hint,
  ...input
}: FieldProps & { list?: string } & Omit<LooseInputHTMLAttributes, 'label' | 'name'>) {
  // The strict type knows which role goes with which `type`: too much for one that is only passed on.
  const strict = input as InputHTMLAttributes;
  return (
    <FieldWrapper name={name} label={label} formValues={formValues} hint={hint}>
      <input {...strict} {...buildFieldAttributes(name, formValues, hint)} value={formValues.values[name] ?? ''} />
    </FieldWrapper>
  );
}

interface SelectProps extends FieldProps {
  options: readonly { value: string; label: string }[];
  /** What stands there while nothing is chosen. */
  placeholder?: string;
  required?: boolean;
}

export function Select({ name, label, formValues, hint, options, placeholder, required }: SelectProps) {
  const chosen = formValues.values[name] ?? '';
  return (
    <FieldWrapper name={name} label={label} formValues={formValues} hint={hint}>
      <select {...buildFieldAttributes(name, formValues, hint)} required={required}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldWrapper>
  );
}

export function TextArea({
  name,
  label,
  formValues,
  hint,
  ...rest
}: FieldProps & Omit<TextareaHTMLAttributes, 'label' | 'name'>) {
  return (
    <FieldWrapper name={name} label={label} formValues={formValues} hint={hint}>
      <textarea {...rest} {...buildFieldAttributes(name, formValues, hint)}>
        {formValues.values[name] ?? ''}
      </textarea>
    </FieldWrapper>
  );
}

const findFieldError = (name: string, { errors = [] }: FormValues) =>
  errors.find(({ field }) => field === name)?.message;

/** The error and the hint are tied to the field for screen readers. */
function buildFieldAttributes(name: string, formValues: FormValues, hint?: string) {
  const error = findFieldError(name, formValues);
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ') || undefined;
  return { id: name, name, 'aria-describedby': described, 'aria-invalid': error ? ('true' as const) : undefined };
}

function FieldWrapper({ name, label, formValues, hint, children }: FieldProps & { children: ComponentChildren }) {
  const error = findFieldError(name, formValues);
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

interface FormErrorSummaryProps {
  formValues: FormValues;
  /** The fields of the form. */
  fieldNames: readonly string[];
  /** What other fields are called. */
  labels?: Readonly<Record<string, string>>;
}

/** What is wrong with the whole, or with a field that is not on this form. */
export function FormErrorSummary({ formValues, fieldNames, labels = {} }: FormErrorSummaryProps) {
  const errors = (formValues.errors ?? []).filter(({ field }) => !fieldNames.includes(field));
  if (errors.length === 0) return null;
  return (
    <ul class="problem" role="alert">
      {errors.map(({ field, message }) => (
        <li key={field}>{field === WHOLE_FORM_FIELD ? message : `${labels[field] ?? field} ${message}`}</li>
      ))}
    </ul>
  );
}

/** Where an error is about no single field. */
export const WHOLE_FORM_FIELD = '(form)';

/** What was typed, as text by field: a form is shown again with it. */
export const readTextFields = (form: unknown): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries((form ?? {}) as Record<string, unknown>).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : undefined,
    ]),
  );
