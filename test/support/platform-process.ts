import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
/** What each role says when it is ready. */
const READY_PATTERN = /\bready\b/;

/** The platform, or one role of it, as a process of its own: what a person gets from `npm start`. */
export interface PlatformProcess {
  pid: number;
  /** All that it has said. */
  output(): string;
  /** Sends the signal and waits until the process has ended; gives its exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

/** A new, empty folder for one platform; whoever makes it removes it. */
export const createTemporaryFolder = (): string => mkdtempSync(path.join(tmpdir(), 'firstday-platform-'));

/**
 * Starts a role and resolves when it says that it is ready.
 * @param env settings besides DATA_DIR and friends; nothing of the test's own settings is inherited
 * @throws Error with all that it said, where it ends before
 */
export async function startPlatform(
  role: 'all' | 'api' | 'worker' | 'servers',
  env: Record<string, string>,
): Promise<PlatformProcess> {
  const { child, output } = launchRole(role, env);
  const ended = once(child, 'exit');
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on('data', () => READY_PATTERN.test(output()) && resolve());
  });
  await Promise.race([ready, ended]);
  if (child.exitCode !== null || child.pid === undefined) throw new Error(output());
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
    return child.exitCode;
  };
  return { pid: child.pid, output, stop: end };
}

/** Starts a role that is expected to give up; gives what it said and its exit code. */
export async function runFailingPlatform(
  role: 'all' | 'api' | 'worker' | 'servers',
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = launchRole(role, env);
  await once(child, 'close');
  return { code: child.exitCode, output: output() };
}

function launchRole(role: string, env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const { PATH, HOME, XDG_CACHE_HOME, TEMPORAL_CLI } = process.env;
  const args = ['--import', 'tsx', path.join(ROOT, 'src/app/main.ts'), role];
  const inherited = { PATH, HOME, ...(XDG_CACHE_HOME && { XDG_CACHE_HOME }), ...(TEMPORAL_CLI && { TEMPORAL_CLI }) };
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...inherited, ...env } });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { child, output: () => Buffer.concat(chunks).toString() };
}
