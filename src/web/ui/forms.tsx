import type { ComponentChildren, InputHTMLAttributes, LooseInputHTMLAttributes, TextareaHTMLAttributes } from 'preact';

/** Error beside a field, in the language of the page. */
export interface FormError {
  field: string;
  message: string;
  /** Row number, in a file of many. */
  row?: number;
}

/** Submitted text and its errors, by field name. */
export interface FormValues {
  values: Readonly<Record<string, string | undefined>>;
  errors?: readonly FormError[];
}

interface FieldProps {
  name: string;
  label: string;
  formValues: FormValues;
  hint?: string;
}

export function Field({
  name,
  label,
  formValues,
  hint,
  ...input
}: FieldProps & { list?: string } & Omit<LooseInputHTMLAttributes, 'label' | 'name'>) {
  // The strict type ties `role` to `type`, which cannot be checked for attributes that are only passed on.
  const strict = input as InputHTMLAttributes;
  return (
    <FieldWrapper name={name} label={label} formValues={formValues} hint={hint}>
      <input {...strict} {...buildFieldAttributes(name, formValues, hint)} value={formValues.values[name] ?? ''} />
    </FieldWrapper>
  );
}

interface SelectProps extends FieldProps {
  options: readonly { value: string; label: string }[];
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

/** Ties the error and the hint to the field for screen readers. */
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
  /** Fields that show their own errors. */
  fieldNames: readonly string[];
  /** Label of another field. */
  getLabel?: (field: string) => string;
}

/** Errors of the whole form, and of fields that are not on it. */
export function FormErrorSummary({ formValues, fieldNames, getLabel = String }: FormErrorSummaryProps) {
  const errors = (formValues.errors ?? []).filter(({ field }) => !fieldNames.includes(field));
  if (errors.length === 0) return null;
  return (
    <ul class="problem" role="alert">
      {errors.map(({ field, message }) => (
        <li key={field}>{field === WHOLE_FORM_FIELD ? message : `${getLabel(field)}: ${message}`}</li>
      ))}
    </ul>
  );
}

/** Field name of an error that concerns no single field. */
export const WHOLE_FORM_FIELD = '(form)';

/** Returns the submitted text by field name, to render the form again. Other values become undefined. */
export const readTextFields = (form: unknown): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries((form ?? {}) as Record<string, unknown>).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : undefined,
    ]),
  );
