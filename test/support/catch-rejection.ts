import { FirstdayError } from '../../src/lib/errors';

/** Returns the error of the work. Fails if there is none. */
export function catchRejection(work: () => unknown): FirstdayError {
  try {
    work();
  } catch (error) {
    if (error instanceof FirstdayError) return error;
    throw error;
  }
  throw new Error('It was not rejected.');
}
