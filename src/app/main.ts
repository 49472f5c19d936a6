import { existsSync } from 'node:fs';
import { loadConfig } from './config';
import { type ProcessRole, PROCESS_ROLES } from './settings';
import { StartupError } from '../lib/errors';
import { requireNodeVersion } from './node-version';
import { START_BY_ROLE } from './process-roles';
import { ShutdownHooks } from './shutdown-hooks';

const SETTINGS_FILE = '.env';
const FORCED_EXIT_CODE = 130;
/** Ctrl-C reaches this process twice: from the terminal, and forwarded by npm. */
const NPM_REPEAT_WINDOW_MS = 500;

const shutdownHooks = new ShutdownHooks();
const shutdownController = new AbortController();
const killFunctions: (() => void)[] = [];
let firstSignalAt = 0;

const print = (message: string): void => console.log(message);

async function main(): Promise<void> {
  const startup = start();
  if (process.argv[2] === 'migrate') return startup;
  const stopRequested = new Promise((resolve) => shutdownController.signal.addEventListener('abort', resolve));
  await Promise.race([startup, stopRequested]);
  await stopRequested;
  // Startup registers the shutdown hooks, so it must finish before they run.
  await startup.catch(() => undefined);
  await shutdownHooks.run();
}

async function start(): Promise<void> {
  requireNodeVersion(process.versions.node);
  if (existsSync(SETTINGS_FILE)) process.loadEnvFile(SETTINGS_FILE);
  const role = parseRole(process.argv[2]);
  const config = loadConfig(process.env, role);
  await START_BY_ROLE[role]({
    config,
    shutdownHooks,
    print,
    shutdownSignal: shutdownController.signal,
    onForcedStop: (kill) => killFunctions.push(kill),
  });
}

function parseRole(name = 'all'): ProcessRole {
  const role = PROCESS_ROLES.find((candidate) => candidate === name);
  if (role) return role;
  throw new StartupError(`There is no role "${name}". Say one of: ${PROCESS_ROLES.join(', ')}.`);
}

/** Shuts down in order on the first signal; kills the servers and exits on the next. */
function onSignal(): void {
  const sinceFirst = Date.now() - firstSignalAt;
  if (shutdownController.signal.aborted && sinceFirst < NPM_REPEAT_WINDOW_MS) return;
  if (shutdownController.signal.aborted) {
    killFunctions.forEach((kill) => kill());
    process.exit(FORCED_EXIT_CODE);
  }
  firstSignalAt = Date.now();
  print('\nStopping … (Ctrl-C again to stop at once)');
  shutdownController.abort();
}

async function exitWithError(error: unknown): Promise<void> {
  console.error(error instanceof StartupError ? `\n${error.message}` : error);
  await shutdownHooks.run().catch(() => undefined);
  process.exit(1);
}

process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
main().then(() => process.exit(0), exitWithError);
