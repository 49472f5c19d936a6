import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 50;

/** Asks again and again until there is an answer. @throws Error with the last fault when `withinMs` is over */
export async function eventually<T>(ask: () => Promise<T | undefined>, withinMs = 20_000): Promise<T> {
  const end = Date.now() + withinMs;
  let fault: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      fault = error;
    }
    await sleep(PAUSE_MS);
  }
  throw new Error(`Not within ${String(withinMs)} ms`, { cause: fault });
}
