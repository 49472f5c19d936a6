import { pollUntil } from '../../src/lib/poll-until';

/**
 * Polls until `getValue` returns a value.
 * @throws Error of the last attempt once `withinMs` have passed
 */
export const waitForValue = <T>(getValue: () => Promise<T | undefined>, withinMs = 60_000): Promise<T> =>
  pollUntil(async () => {
    const value = await getValue();
    if (value === undefined) throw new Error(`No answer within ${String(withinMs)} ms.`);
    return value;
  }, withinMs);
