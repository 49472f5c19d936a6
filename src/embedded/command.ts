import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { rotateIfLarge } from '../lib/rotating-file';
import { pickChildEnvironment } from './child-environment';

/** A program to run, as plain data: building, recording and running it are separate concerns. */
export interface Command {
  file: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  /** User to run as. Requires root. */
  uid?: number;
  gid?: number;
}

const MAX_LOG_BYTES = 20 * 1024 * 1024;
/** Time between SIGINT and SIGKILL. */
const STOP_TIMEOUT_MS = 10_000;

/**
 * Starts a server with its output appended to `logFile`: a file, not a pipe, so that it can outlive this process.
 * @param detached runs it in its own session, so that Ctrl-C in a terminal reaches only this process, which then stops
 *   all servers itself
 */
export function launch(command: Command, logFile: string, detached: boolean): ChildProcess {
  rotateIfLarge(logFile, MAX_LOG_BYTES);
  const log = openSync(logFile, 'a', 0o600);
  try {
    const { file, args, env, uid, gid } = command;
    const stdio: StdioOptions = ['ignore', log, log];
    const child = spawn(file, args, {
      stdio,
      env: { ...pickChildEnvironment(process.env), ...env },
      uid,
      gid,
      detached,
    });
    child.on('error', (error) => appendFileSync(logFile, `${error.message}\n`));
    return child;
  } finally {
    closeSync(log);
  }
}

/** True if the child has ended or failed to start. */
export const hasEnded = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/** Resolves when the child has ended, or immediately if it failed to start. */
export function waitForExit(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** Sends SIGINT, then SIGKILL if the child has not ended within ten seconds. */
export async function stopChild(child: ChildProcess): Promise<void> {
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await waitForExit(child);
  clearTimeout(timer);
}
