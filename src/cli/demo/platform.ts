import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Terminal } from '../output/terminal';
import { CliError, EXIT } from '../exit';
import { settingsOf } from '../settings';

/** The first start may build Temporal's server. */
const START_WITHIN_MS = 15 * 60_000;
const POLL_MS = 200;
const CHECKOUT = join(__dirname, '../../..');
/** What would let the demo act on somebody's real servers. */
const OUTSIDE = ['TEMPORAL_ADDRESS', 'DATABASE_URL', 'SMTP_URL', 'ADMIN_TOKEN'];

export interface Platform {
  url: string;
  /** An administrator's. */
  token: string;
  stop(): Promise<void>;
}

/** The platform that is running, or one of its own on a folder that is removed afterwards. */
export async function platformFor(terminal: Terminal): Promise<Platform> {
  const running = settingsOf({}, terminal.env);
  if (!(await isReady(running.url))) return startOwn(terminal);
  if (running.token !== undefined) return { url: running.url, token: running.token, stop: () => Promise.resolve() };
  const mend = 'Set FIRSTDAY_TOKEN to an administrator’s token, or DATA_DIR to its data folder.';
  throw new CliError(
    EXIT.usage,
    `A platform is running at ${running.url}, but its administrator’s token is not known. ${mend}`,
  );
}

async function startOwn(terminal: Terminal): Promise<Platform> {
  const dataDir = mkdtempSync(join(tmpdir(), 'firstday-demo-'));
  const port = await freePort();
  const env = { ...environment(terminal), DATA_DIR: join(dataDir, 'data'), PORT: String(port), LOG_LEVEL: 'warn' };
  terminal.out('No platform is running: starting one for this demo.\n');
  // A process group of its own: Ctrl-C reaches us alone, and we stop it in order.
  const main = ['--import', 'tsx', 'src/app/main.ts'];
  const child = spawn(process.execPath, main, {
    cwd: CHECKOUT,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    await stopped(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const url = `http://127.0.0.1:${String(port)}`;
    await ready(child, url, terminal);
    const { token } = settingsOf({ url }, env);
    if (token === undefined) throw new CliError(EXIT.unexpected, 'The platform left no administrator’s token.');
    return { url, token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const environment = ({ env }: Terminal) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !OUTSIDE.includes(name)));

async function ready(child: ChildProcess, url: string, { signal, err }: Terminal): Promise<void> {
  // Only what it says before it is ready matters here: what it builds, or why it does not start.
  let isUp = false;
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => isUp || err(String(text)));
  const deadline = Date.now() + START_WITHIN_MS;
  while (!(isUp = await isReady(url))) {
    if (child.exitCode !== null) throw new CliError(EXIT.unreachable, 'The platform did not start.');
    if (Date.now() > deadline) throw new CliError(EXIT.unreachable, 'The platform was not ready in time.');
    await sleep(POLL_MS, undefined, { signal });
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
