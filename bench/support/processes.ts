import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const READY_PATTERN = /\bready\b/;
/** Kept for error messages. */
const OUTPUT_TAIL_LENGTH = 10_000;

export interface Process {
  pid: number;
  /** Sends SIGTERM and waits for the end. Does nothing if it has ended. */
  stop(): Promise<void>;
  /** Sends SIGKILL and waits for the end. */
  kill(): Promise<void>;
}

/** Started and not ended yet. */
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach(terminate));
process.once('SIGTERM', () => process.exit(143));

/** Starts a TypeScript file in a child process. Resolves when it prints `ready`, rejects if it exits first. */
export const startProcess = (file: string, args: string[], env: Record<string, string>): Promise<Process> =>
  startCommand(process.execPath, ['--import', 'tsx', file, ...args], env);

/** Starts a command in the root of the repository. Resolves when it prints `ready`, rejects if it exits first. */
export async function startCommand(command: string, args: string[], env: Record<string, string>): Promise<Process> {
  const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env } });
  running.add(child);
  const ended = once(child, 'exit').then(() => void running.delete(child));
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const appendOutput = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_TAIL_LENGTH);
      if (READY_PATTERN.test(output)) resolve();
    };
    child.stdout.on('data', appendOutput);
    child.stderr.on('data', appendOutput);
    child.once('exit', () => reject(new Error(`${[command, ...args].join(' ')} ended:\n${output}`)));
  });
  await ready;
  return {
    pid: child.pid ?? 0,
    stop: () => {
      terminate(child);
      return ended;
    },
    kill: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

/** A paused process receives no SIGTERM until it continues. */
function terminate(child: ChildProcess): void {
  child.kill('SIGTERM');
  child.kill('SIGCONT');
}
