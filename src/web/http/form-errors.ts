import { ERRORS, FirstdayError } from '../../lib/errors';
import { type Filled, WHOLE } from '../ui/forms';

const SHOWN_WITH_THE_FORM = [400, 409, 422];

/** A form that was refused: shown again with what was typed, and why. */
export interface Refused {
  filled: Required<Filled>;
  refusal: FirstdayError;
  status: number;
}

/**
 * What a call gives or, where what was typed is the reason that it gives nothing, the form to show again.
 * @throws FirstdayError where another form would not help
 */
export async function orRefused<Answer>(
  values: Filled['values'],
  call: () => Promise<Answer>,
  /** Where it stands what is wrong with no single field. */
  elsewhere = WHOLE,
): Promise<{ answer: Answer; refused?: undefined } | { refused: Refused }> {
  try {
    return { answer: await call() };
  } catch (error) {
    if (!(error instanceof FirstdayError)) throw error;
    const { status } = ERRORS[error.code];
    if (!SHOWN_WITH_THE_FORM.includes(status)) throw error;
    const errors = error.fields.length > 0 ? error.fields : [{ field: elsewhere, message: error.detail }];
    return { refused: { filled: { values, errors }, refusal: error, status } };
  }
}
