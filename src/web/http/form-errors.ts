import { ERRORS, FirstdayError } from '../../lib/errors';
import { type FormValues, WHOLE_FORM_FIELD } from '../ui/forms';

const FORM_ERROR_STATUSES = [400, 409, 422];

/** A form that was refused: shown again with what was typed, and why. */
export interface RejectedForm {
  formValues: Required<FormValues>;
  error: FirstdayError;
  status: number;
}

/**
 * What a call gives or, where what was typed is the reason that it gives nothing, the form to show again.
 * @throws FirstdayError where another form would not help
 */
export async function withFormErrors<Answer>(
  values: FormValues['values'],
  call: () => Promise<Answer>,
  /** Where it stands what is wrong with no single field. */
  fallbackField = WHOLE_FORM_FIELD,
): Promise<{ answer: Answer; refused?: undefined } | { refused: RejectedForm }> {
  try {
    return { answer: await call() };
  } catch (error) {
    if (!(error instanceof FirstdayError)) throw error;
    const { status } = ERRORS[error.code];
    if (!FORM_ERROR_STATUSES.includes(status)) throw error;
    const errors = error.fields.length > 0 ? error.fields : [{ field: fallbackField, message: error.detail }];
    return { refused: { formValues: { values, errors }, error, status } };
  }
}
