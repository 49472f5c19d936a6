import { existsSync } from 'node:fs';
import { loadConfig } from './config';
import { type ProcessRole, ROLES_OF_A_PROCESS } from './settings';
import { StartupError } from '../lib/errors';
import { requireNode } from './node-version';
import { RUN } from './process-roles';
import { Stops } from './shutdown-hooks';

const SETTINGS_FILE = '.env';
const FORCED_EXIT_CODE = 130;
/** A terminal sends Ctrl-C to npm and to us, and npm hands on what it got. */
const REPEATED_BY_NPM_MS = 500;

const stops = new Stops();
const told = new AbortController();
const kills: (() => void)[] = [];
let firstSignalAt = 0;

const say = (message: string): void => console.log(message);

async function main(): Promise<void> {
  const ready = start();
  const stopped = new Promise((resolve) => told.signal.addEventListener('abort', resolve));
  await Promise.race([ready, stopped]);
  await stopped;
  // What is being started must be known before it can be stopped.
  await ready.catch(() => undefined);
  await stops.run();
}

async function start(): Promise<void> {
  requireNode(process.versions.node);
  if (existsSync(SETTINGS_FILE)) process.loadEnvFile(SETTINGS_FILE);
  const role = roleOf(process.argv[2]);
  const config = loadConfig(process.env, role);
  await RUN[role]({ config, stops, say, signal: told.signal, onForce: (kill) => kills.push(kill) });
}

function roleOf(word = 'all'): ProcessRole {
  const role = ROLES_OF_A_PROCESS.find((known) => known === word);
  if (role) return role;
  throw new StartupError(`There is no role "${word}". Say one of: ${ROLES_OF_A_PROCESS.join(', ')}.`);
}

/** The first time: stop in order. Again: at once. */
function onSignal(): void {
  const sinceFirst = Date.now() - firstSignalAt;
  if (told.signal.aborted && sinceFirst < REPEATED_BY_NPM_MS) return;
  if (told.signal.aborted) {
    kills.forEach((kill) => kill());
    process.exit(FORCED_EXIT_CODE);
  }
  firstSignalAt = Date.now();
  say('\nStopping … (Ctrl-C again to stop at once)');
  told.abort();
}

async function fail(error: unknown): Promise<void> {
  console.error(error instanceof StartupError ? `\n${error.message}` : error);
  await stops.run().catch(() => undefined);
  process.exit(1);
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
main().then(() => process.exit(0), fail);
