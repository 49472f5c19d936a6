import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { StartupError } from '../lib/errors';
import { type Command, waitForExit, hasEnded, launch, stopChild } from './command';
import { recordProcess } from './orphan';

export interface ServerSpec {
  /** Display name in error messages and logs. */
  name: string;
  command: Command;
  logFile: string;
  /** File that records the process while it runs. */
  recordFile: string;
  /** Resolves when the server is ready. Rejects with the error of `giveUp` as soon as that returns one. */
  waitUntilReady(giveUp: () => Error | undefined): Promise<void>;
  /** Advice in the error message when the server does not start. */
  hint: string;
  /** Called after each launch during startup, long before the server is ready. */
  onLaunch?: () => void;
}

export interface SupervisedServer {
  /** Undefined while the server is being restarted. */
  readonly pid: number | undefined;
  /** Stops the server and waits until it has ended. */
  stop(): Promise<void>;
  /** Kills the server without waiting, and does not restart it. */
  kill(): void;
}

/** Launches of a server that dies before it is ready. */
const START_ATTEMPTS = 3;
const INITIAL_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5_000;
const STABLE_AFTER_MS = 30_000;
const LOG_TAIL_BYTES = 2_000;

/**
 * Starts the server, and restarts it whenever its process dies, until `stop` or `kill`.
 * @throws StartupError when it does not become ready in its first attempts
 */
export async function supervise(server: ServerSpec, logger: Logger): Promise<SupervisedServer> {
  return new Supervisor(server, logger, await startUntilReady(server, logger));
}

class Supervisor implements SupervisedServer {
  private isStopping = false;
  private readonly watching: Promise<void>;

  constructor(
    private readonly server: ServerSpec,
    private readonly logger: Logger,
    private child: ChildProcess,
  ) {
    this.watching = this.restartUntilStopped();
  }

  get pid(): number | undefined {
    return hasEnded(this.child) ? undefined : this.child.pid;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await stopChild(this.child);
    await this.watching;
    rmSync(this.server.recordFile, { force: true });
  }

  kill(): void {
    this.isStopping = true;
    this.child.kill('SIGKILL');
  }

  private async restartUntilStopped(): Promise<void> {
    for (let backoffMs = INITIAL_BACKOFF_MS; ; backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS)) {
      const launchedAt = Date.now();
      await waitForExit(this.child);
      if (this.isStopping) return;
      if (Date.now() - launchedAt > STABLE_AFTER_MS) backoffMs = INITIAL_BACKOFF_MS;
      const { exitCode: code, signalCode: signal } = this.child;
      this.logger.error({ server: this.server.name, code, signal }, 'server died; restarting');
      await delay(backoffMs);
      if (this.isStopping) return;
      this.child = launchServer(this.server);
    }
  }
}

/** Relaunches a server that ended before it was ready: a port that it chose itself may have been taken meanwhile. */
async function startUntilReady(server: ServerSpec, logger: Logger): Promise<ChildProcess> {
  for (let triesLeft = START_ATTEMPTS - 1; ; triesLeft--) {
    const child = launchServer(server);
    server.onLaunch?.();
    try {
      await server.waitUntilReady(() => (hasEnded(child) ? createNotStartedError(server) : undefined));
      return child;
    } catch (error) {
      const diedAlone = child.pid !== undefined && hasEnded(child);
      await stopChild(child);
      if (!diedAlone || triesLeft === 0)
        throw error instanceof StartupError ? error : createNotStartedError(server, error);
      logger.warn({ server: server.name, code: child.exitCode }, 'server died before it was ready; starting it again');
      await delay(INITIAL_BACKOFF_MS);
    }
  }
}

function launchServer({ command, logFile, recordFile }: ServerSpec): ChildProcess {
  const child = launch(command, logFile, true);
  if (child.pid !== undefined) recordProcess(recordFile, child.pid);
  return child;
}

function createNotStartedError({ name, logFile, hint }: ServerSpec, cause?: unknown): StartupError {
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  return new StartupError(
    `${name} did not start${reason}. ${hint} Its log is ${logFile}, and ends:\n${readLogTail(logFile)}`,
  );
}

function readLogTail(file: string): string {
  const length = Math.min(statSync(file).size, LOG_TAIL_BYTES);
  const bytes = Buffer.alloc(length);
  const descriptor = openSync(file, 'r');
  readSync(descriptor, bytes, 0, length, statSync(file).size - length);
  closeSync(descriptor);
  return bytes.toString().trim();
}
