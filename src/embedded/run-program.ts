import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pickChildEnvironment } from './child-environment';

const execute = promisify(execFile);
const OUTPUT_LIMIT_BYTES = 16 * 1024 * 1024;

export interface RunOptions {
  timeoutMs: number;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  signal?: AbortSignal;
  /** User to run as. Requires root. */
  uid?: number;
  gid?: number;
}

/**
 * Runs a program to completion and returns its standard output.
 * @throws Error with the last line of its error output when it fails or takes longer than `timeoutMs`
 */
export async function runProgram(
  file: string,
  args: string[],
  { timeoutMs, env, ...options }: RunOptions,
): Promise<string> {
  const limits = { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: OUTPUT_LIMIT_BYTES } as const;
  try {
    const { stdout } = await execute(file, args, {
      ...options,
      ...limits,
      env: { ...pickChildEnvironment(process.env), ...env },
    });
    return stdout;
  } catch (error) {
    throw new Error(`${file}: ${describeFailure(error, timeoutMs)}`, { cause: error });
  }
}

function describeFailure(error: unknown, timeoutMs: number): string {
  const { killed, code, stderr, message } = error as NodeJS.ErrnoException & { killed?: boolean; stderr?: string };
  if (killed) return `not done after ${Math.round(timeoutMs / 1000)} s`;
  if ((code as unknown) === 'ENOENT') return 'not installed';
  return stderr?.trim().split('\n').at(-1) || message;
}
