import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';

/** A program to run: plain data, so that it can be built, recorded and run by different hands. */
export interface Command {
  file: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** Run as this user; only root may ask for it. */
  uid?: number;
  gid?: number;
}

/** How long a server may take to stop when asked politely, in milliseconds. */
const STOP_TIMEOUT_MS = 10_000;

/**
 * Starts a server, its output appended to `logFile`: a file, not a pipe, so that it can outlive this process.
 * @param detached in a session of its own, so that Ctrl-C in a terminal reaches only this process, which stops all in order
 */
export function launch(command: Command, logFile: string, detached: boolean): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  try {
    const { file, args, env, uid, gid } = command;
    const stdio: StdioOptions = ['ignore', log, log];
    const child = spawn(file, args, { stdio, env: { ...process.env, ...env }, uid, gid, detached });
    child.on('error', (error) => appendFileSync(logFile, `${error.message}\n`));
    return child;
  } finally {
    closeSync(log);
  }
}

/** Whether the child has ended, or never started. */
export const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/** Resolves when the child has ended, also where it never started. */
export function waitForExit(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** Asks the child to stop, and kills it when it has not within ten seconds. */
export async function stopChild(child: ChildProcess): Promise<void> {
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await waitForExit(child);
  clearTimeout(timer);
}
