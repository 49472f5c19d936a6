import { until } from '../../src/lib/poll-until';

/** Asks again and again until there is an answer. @throws the last fault, or that there was none, when `withinMs` are over */
export const eventually = <T>(ask: () => Promise<T | undefined>, withinMs = 60_000): Promise<T> =>
  until(async () => {
    const answer = await ask();
    if (answer === undefined) throw new Error(`No answer within ${String(withinMs)} ms.`);
    return answer;
  }, withinMs);
