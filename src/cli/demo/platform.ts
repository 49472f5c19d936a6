import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Translate } from '../../i18n/translate';
import type { Terminal } from '../output/terminal';
import { CliError, EXIT } from '../exit';
import { resolveConnectionSettings } from '../connection-settings';

/** Long, because the first start may build Temporal's server. */
const START_TIMEOUT_MS = 15 * 60_000;
const POLL_MS = 200;
const ROOT = join(__dirname, '../../..');
/** Removed from the environment, so that the demo cannot act on real servers. */
const EXTERNAL_SETTINGS = ['TEMPORAL_ADDRESS', 'DATABASE_URL', 'SMTP_URL', 'ADMIN_TOKEN'];

export interface DemoPlatform {
  url: string;
  /** Token of an administrator. */
  token: string;
  stop(): Promise<void>;
}

/**
 * Returns the running platform, or starts one with a temporary data folder.
 * @throws CliError `usage` if the administrator's token of the running platform is unknown
 */
export async function findOrStartPlatform(terminal: Terminal, t: Translate): Promise<DemoPlatform> {
  const running = resolveConnectionSettings({}, terminal.env);
  if (!(await isReady(running.url))) return startOwnPlatform(terminal, t);
  if (running.token !== undefined) return { url: running.url, token: running.token, stop: () => Promise.resolve() };
  throw new CliError(EXIT.usage, 'cli-errors.no-admin-token', { url: running.url });
}

async function startOwnPlatform(terminal: Terminal, t: Translate): Promise<DemoPlatform> {
  const dataDir = mkdtempSync(join(tmpdir(), 'firstday-demo-'));
  const port = await findFreePort();
  const env = {
    ...omitExternalSettings(terminal),
    DATA_DIR: join(dataDir, 'data'),
    PORT: String(port),
    LOG_LEVEL: 'warn',
  };
  terminal.writeOut(`${t('cli-demo.starting')}\n`);
  // Starts a new process group: Ctrl-C reaches only this process, which then stops the platform in order.
  const args = ['--import', 'tsx', 'src/app/main.ts'];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    await stopProcess(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const url = `http://127.0.0.1:${String(port)}`;
    await waitUntilReady(child, url, terminal);
    const { token } = resolveConnectionSettings({ url }, env);
    if (token === undefined) throw new CliError(EXIT.unexpected, 'cli-errors.no-own-token');
    return { url, token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const omitExternalSettings = ({ env }: Terminal) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !EXTERNAL_SETTINGS.includes(name)));

async function waitUntilReady(child: ChildProcess, url: string, { signal, writeErr }: Terminal): Promise<void> {
  // Prints output only until the platform is ready: build progress, or the reason for a failed start.
  let isUp = false;
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text: Buffer) => isUp || writeErr(String(text)));
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(isUp = await isReady(url))) {
    if (child.exitCode !== null) throw new CliError(EXIT.unreachable, 'cli-errors.platform-failed');
    if (Date.now() > deadline) throw new CliError(EXIT.unreachable, 'cli-errors.platform-timeout');
    await sleep(POLL_MS, undefined, { signal });
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGINT');
  await exited;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
