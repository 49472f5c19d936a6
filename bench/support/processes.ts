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
  const output = new OutputTail(child);
  const ended = once(child, 'exit').then(() => void running.delete(child));
  await Promise.race([output.waitFor(READY_PATTERN), ended]);
  const describeEnd = () => `${[command, ...args].join(' ')} ended by itself:\n${output.text}`;
  if (!running.has(child)) throw new Error(describeEnd());
  const printEnd = () => console.error(describeEnd());
  child.once('exit', printEnd);
  const endBy = (signalChild: (target: ChildProcess) => void) => {
    child.off('exit', printEnd);
    signalChild(child);
    return ended;
  };
  return {
    pid: child.pid ?? 0,
    stop: () => endBy(terminate),
    kill: () => endBy((target) => target.kill('SIGKILL')),
  };
}

/** The end of what a child process prints. */
class OutputTail {
  text = '';

  constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.text = (this.text + chunk.toString()).slice(-OUTPUT_TAIL_LENGTH)));
  }

  waitFor(pattern: RegExp): Promise<void> {
    return new Promise((resolve) => {
      for (const stream of [this.child.stdout, this.child.stderr])
        stream?.on('data', () => pattern.test(this.text) && resolve());
    });
  }
}

/** A paused process receives no SIGTERM until it continues. */
function terminate(child: ChildProcess): void {
  child.kill('SIGTERM');
  child.kill('SIGCONT');
}
