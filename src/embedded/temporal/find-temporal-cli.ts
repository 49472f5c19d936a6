import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from '../../lib/errors';
import { getCacheFolder } from '../cache-folder';
import { findProgram, type Print, type Strategy } from '../find-program';
import { runProgram } from '../run-program';
import { downloadWithSdk } from './sdk-download';

export const CLI_VERSION = 'v1.5.1';
const GO_MODULE = `github.com/temporalio/cli/cmd/temporal@${CLI_VERSION}`;
const BUILD_TIMEOUT_MS = 30 * 60_000;
const VERSION_TIMEOUT_MS = 20_000;

const getCachedCliPath = (): string => path.join(getCacheFolder(`temporal-cli-${CLI_VERSION}`), 'temporal');

/**
 * Finds, downloads or builds Temporal's command line, which contains its development server.
 * @param configured value of TEMPORAL_CLI
 * @param signal aborts a long search
 * @throws StartupError listing every way to obtain it
 */
export function findTemporalCli(configured: string | undefined, print: Print, signal: AbortSignal): Promise<string> {
  return findProgram("Temporal's development server", listStrategies(configured), print, signal);
}

const listStrategies = (configured: string | undefined): Strategy[] => [
  {
    hint: 'set TEMPORAL_ADDRESS to a Temporal server of your own, or TEMPORAL_CLI to the path of its command line',
    find: async () => configured && (await requireWorkingCli(configured)),
  },
  {
    hint: 'put the command line "temporal" on your PATH',
    find: async () => ((await isWorkingCli('temporal')) ? 'temporal' : undefined),
  },
  {
    hint: `put it at ${getCachedCliPath()}`,
    find: async () => (existsSync(getCachedCliPath()) ? getCachedCliPath() : undefined),
  },
  { hint: 'let this machine reach temporal.download', find: downloadCli },
  { hint: 'install Go and let it reach its module proxy', find: buildCli },
];

async function requireWorkingCli(file: string): Promise<string> {
  if (await isWorkingCli(file)) return file;
  throw new StartupError(
    `TEMPORAL_CLI is ${file}, but "${file} --version" does not work. Set it to the path of Temporal's command line, ` +
      `or leave it out to have one found.`,
  );
}

const isWorkingCli = (file: string): Promise<boolean> =>
  runProgram(file, ['--version'], { timeoutMs: VERSION_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );

function downloadCli(print: Print, signal: AbortSignal): Promise<string> {
  print(`Downloading Temporal's development server ${CLI_VERSION} (about 60 MB, at most three minutes, once) …`);
  return installIntoCache(async (folder) => {
    await downloadWithSdk('dev-server', CLI_VERSION, folder, signal);
    const [file] = await readdir(folder);
    if (!file) throw new Error('the download left no file');
    return path.join(folder, file);
  });
}

function buildCli(print: Print, signal: AbortSignal): Promise<string> {
  return installIntoCache(async (folder) => {
    const version = await runProgram('go', ['version'], { timeoutMs: VERSION_TIMEOUT_MS });
    print(`Building Temporal's development server with ${version.trim()}: about five minutes on two cores, once …`);
    const goFolders = {
      GOBIN: folder,
      GOMODCACHE: path.join(folder, 'modules'),
      GOCACHE: path.join(folder, 'objects'),
    };
    // Go writes its module cache read-only. Without this flag the folder could not be removed.
    const env = { ...goFolders, GOFLAGS: '-modcacherw' };
    await runProgram('go', ['install', GO_MODULE], { timeoutMs: BUILD_TIMEOUT_MS, env, signal });
    return path.join(folder, 'temporal');
  });
}

/** Lets `make` create a program in a temporary folder, then moves that one file into the cache atomically. */
async function installIntoCache(createProgram: (folder: string) => Promise<string>): Promise<string> {
  const target = getCachedCliPath();
  await mkdir(path.dirname(target), { recursive: true });
  const folder = await mkdtemp(path.join(path.dirname(path.dirname(target)), 'making-'));
  try {
    const file = await createProgram(folder);
    await chmod(file, 0o755);
    await rename(file, target);
    return target;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
