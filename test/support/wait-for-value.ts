import { pollUntil } from '../../src/lib/poll-until';

/** Asks again and again until there is an answer. @throws the last fault, or that there was none, when `withinMs` are over */
export const waitForValue = <T>(getValue: () => Promise<T | undefined>, withinMs = 60_000): Promise<T> =>
  pollUntil(async () => {
    const value = await getValue();
    if (value === undefined) throw new Error(`No answer within ${String(withinMs)} ms.`);
    return value;
  }, withinMs);
