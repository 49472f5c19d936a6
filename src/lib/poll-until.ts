import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 25;

/**
 * Repeats `attempt` until it does not throw.
 * @param getFatalError checked after each failure; an error that it returns ends the polling
 * @throws the error of `getFatalError`, or the last failure once `withinMs` have passed
 */
export async function pollUntil<T>(
  attempt: () => Promise<T>,
  timeoutMs: number,
  getFatalError: () => Error | undefined = () => undefined,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const fatal = getFatalError();
      if (fatal) throw fatal;
      if (Date.now() >= deadline) throw error;
      await delay(POLL_MS);
    }
  }
}
