import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const OUTPUT_LIMIT_BYTES = 16 * 1024 * 1024;

export interface RunOptions {
  timeoutMs: number;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  signal?: AbortSignal;
  /** Run as this user; only root may ask for it. */
  uid?: number;
  gid?: number;
}

/**
 * Runs a program to its end and gives what it printed.
 * @throws Error with the end of what it printed, where it fails or takes longer than `withinMs`
 */
export async function runProgram(
  file: string,
  args: string[],
  { timeoutMs, env, ...options }: RunOptions,
): Promise<string> {
  const limits = { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: OUTPUT_LIMIT_BYTES } as const;
  try {
    const { stdout } = await execute(file, args, { ...options, ...limits, env: { ...process.env, ...env } });
    return stdout;
  } catch (error) {
    throw new Error(`${file}: ${describeFailure(error, timeoutMs)}`, { cause: error });
  }
}

function describeFailure(error: unknown, withinMs: number): string {
  const { killed, code, stderr, message } = error as NodeJS.ErrnoException & { killed?: boolean; stderr?: string };
  if (killed) return `not done after ${Math.round(withinMs / 1000)} s`;
  if ((code as unknown) === 'ENOENT') return 'not installed';
  return stderr?.trim().split('\n').at(-1) || message;
}
