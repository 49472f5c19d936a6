import { FirstdayError } from '../../lib/errors';

/** @throws FirstdayError `bad-json` */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FirstdayError('bad-json');
  }
}
