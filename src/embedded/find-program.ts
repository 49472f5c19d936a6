import { StartupError } from '../lib/errors';

/** Tells the person who waits what is being done, and how long it takes. */
export type Say = (message: string) => void;

/** One way to get at a program. */
export interface Way {
  /** What a person could do to make this way work. */
  mend: string;
  /** The program's path; undefined where this way has nothing to try. Throws where it was tried in vain. */
  find: (say: Say, signal: AbortSignal) => Promise<string | undefined>;
}

/**
 * The program by the first way that works.
 * @throws StartupError naming every way, and what went wrong with each that was tried
 */
export async function findProgram(what: string, ways: Way[], say: Say, signal: AbortSignal): Promise<string> {
  const failures: string[] = [];
  for (const { mend, find } of ways) {
    signal.throwIfAborted();
    try {
      const program = await find(say, signal);
      if (program) return program;
      failures.push(mend);
    } catch (error) {
      if (error instanceof StartupError) throw error;
      failures.push(`${mend} (tried: ${firstLine(error)})`);
    }
  }
  throw new StartupError(`No way to ${what} was found. Any one of these helps: ${failures.join('; ')}.`);
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().split('\n', 1)[0] ?? '';
}
