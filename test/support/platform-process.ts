import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProcessRole } from '../../src/app/settings';

const ROOT = path.resolve(__dirname, '../..');
/** Names the process that the socket is for, as systemd does: the shell, which becomes Node. */
const PASS_SOCKET = 'LISTEN_FDS=1 LISTEN_PID=$$ exec "$0" "$@"';
/** Every role prints this when it is ready. */
const READY_PATTERN = /\bready\b/;

/** The platform, or one role of it, in a child process, as run by `npm start`. */
export interface PlatformProcess {
  pid: number;
  /** Stdout and stderr so far. */
  output(): string;
  /** Sends the signal, waits for the end of the process and returns its exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

export interface LaunchOptions {
  /** Folder of another version of the sources. */
  root?: string;
  /** A listening socket to pass to it, as systemd does. */
  socketFd?: number;
}

/** The caller removes the folder. */
export const createTemporaryFolder = (): string => mkdtempSync(path.join(tmpdir(), 'firstday-platform-'));

/**
 * Starts a role and resolves when it is ready, or has printed what the test waits for.
 * @param env all settings: only PATH, HOME and the settings to find Temporal's CLI are inherited
 * @throws Error with its output if it ends before
 */
export async function startPlatform(
  role: ProcessRole,
  env: Record<string, string>,
  readyPattern = READY_PATTERN,
  options: LaunchOptions = {},
): Promise<PlatformProcess> {
  const { child, output } = launchRole(role, env, options);
  const ended = once(child, 'exit');
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on('data', () => readyPattern.test(output()) && resolve());
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

/** Starts a role that is expected to fail, and waits for its end. */
export async function runFailingPlatform(
  role: ProcessRole,
  env: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = launchRole(role, env);
  await once(child, 'close');
  return { code: child.exitCode, output: output() };
}

function launchRole(
  role: string,
  env: Record<string, string>,
  { root = ROOT, socketFd }: LaunchOptions = {},
): { child: ChildProcess; output: () => string } {
  const { PATH, HOME, XDG_CACHE_HOME, TEMPORAL_CLI } = process.env;
  const args = ['--import', 'tsx', path.join(root, 'src/app/main.ts'), role];
  const inherited = { PATH, HOME, ...(XDG_CACHE_HOME && { XDG_CACHE_HOME }), ...(TEMPORAL_CLI && { TEMPORAL_CLI }) };
  const options = { cwd: root, env: { ...inherited, ...env } };
  const child =
    socketFd === undefined
      ? spawn(process.execPath, args, options)
      : spawn('sh', ['-c', PASS_SOCKET, process.execPath, ...args], {
          ...options,
          stdio: ['ignore', 'pipe', 'pipe', socketFd],
        });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { child, output: () => Buffer.concat(chunks).toString() };
}
