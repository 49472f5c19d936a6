import { StartupError } from '../lib/errors';

/** Reports progress to the waiting user: the current action and its expected duration. */
export type Print = (message: string) => void;

/** One way to obtain a program. */
export interface Strategy {
  /** Action by which a user can make this strategy work. */
  hint: string;
  /** Resolves to the program's path, or undefined if the strategy does not apply. Rejects if it was tried in vain. */
  find: (print: Print, signal: AbortSignal) => Promise<string | undefined>;
}

/**
 * Returns the program found by the first strategy that works. A StartupError of a strategy ends the search.
 * @throws StartupError listing every strategy, with the error of each one tried
 */
export async function findProgram(
  programName: string,
  strategies: Strategy[],
  print: Print,
  signal: AbortSignal,
): Promise<string> {
  const failures: string[] = [];
  for (const { hint, find } of strategies) {
    signal.throwIfAborted();
    try {
      const program = await find(print, signal);
      if (program) return program;
      failures.push(hint);
    } catch (error) {
      if (error instanceof StartupError) throw error;
      failures.push(`${hint} (tried: ${getFirstLine(error)})`);
    }
  }
  throw new StartupError(`No way to ${programName} was found. Any one of these helps: ${failures.join('; ')}.`);
}

function getFirstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split('\n', 1)[0] ?? '';
}
