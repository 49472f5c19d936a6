import { StartupError } from '../lib/errors';

/** Tells the person who waits what is being done, and how long it takes. */
export type Print = (message: string) => void;

/** One way to get at a program. */
export interface Strategy {
  /** What a person could do to make this way work. */
  hint: string;
  /** The program's path; undefined where this way has nothing to try. Throws where it was tried in vain. */
  find: (say: Print, signal: AbortSignal) => Promise<string | undefined>;
}

/**
 * The program by the first way that works.
 * @throws StartupError naming every way, and what went wrong with each that was tried
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
