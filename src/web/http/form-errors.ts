import type { Locale } from '../../i18n/locales';
import { wordProblem } from '../../i18n/word-problem';
import { ERRORS, FirstdayError } from '../../lib/errors';
import { type FormValues, WHOLE_FORM_FIELD } from '../ui/forms';

const FORM_ERROR_STATUSES = [400, 409, 422];

/** Rejected form with its values and errors, to be rendered again. */
export interface RejectedForm {
  formValues: Required<FormValues>;
  error: FirstdayError;
  status: number;
}

/**
 * Runs the call. On a validation or conflict error (400, 409, 422) returns the form to render again.
 * @throws FirstdayError of any other status.
 */
export async function withFormErrors<Answer>(
  locale: Locale,
  values: FormValues['values'],
  call: () => Promise<Answer>,
  /** Field that shows an error without field errors. */
  fallbackField = WHOLE_FORM_FIELD,
): Promise<{ response: Answer; rejectedForm?: undefined } | { rejectedForm: RejectedForm }> {
  try {
    return { response: await call() };
  } catch (error) {
    if (!(error instanceof FirstdayError)) throw error;
    const { status } = ERRORS[error.code];
    if (!FORM_ERROR_STATUSES.includes(status)) throw error;
    const { detail, errors: fieldErrors } = wordProblem(error, locale);
    const errors = fieldErrors.length > 0 ? fieldErrors : [{ field: fallbackField, message: detail }];
    return { rejectedForm: { formValues: { values, errors }, error, status } };
  }
}
