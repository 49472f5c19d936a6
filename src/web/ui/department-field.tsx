import { Field, type FormValues } from './forms';

interface DepartmentFieldProps {
  label: string;
  formValues: FormValues;
  departments: readonly { name: string }[];
}

/** Suggests the departments of the company. The API refuses others. */
export const DepartmentField = ({ label, formValues, departments }: DepartmentFieldProps) => (
  <>
    <Field
      name="job.department"
      label={label}
      formValues={formValues}
      list="departments"
      required
      maxLength={80}
      autocomplete="off"
    />
    <datalist id="departments">
      {departments.map(({ name }) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  </>
);
