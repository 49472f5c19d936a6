import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from '../../lib/errors';
import { cacheFolder } from '../cache';
import { findProgram, type Say, type Way } from '../find-program';
import { run } from '../run';
import { downloadWithSdk } from './sdk-download';

export const CLI_VERSION = 'v1.5.1';
const MODULE = `github.com/temporalio/cli/cmd/temporal@${CLI_VERSION}`;
const BUILD_WITHIN_MS = 30 * 60_000;
const VERSION_WITHIN_MS = 20_000;

const cached = (): string => path.join(cacheFolder(`temporal-cli-${CLI_VERSION}`), 'temporal');

/**
 * Temporal's command line, which holds its development server: found, downloaded or built.
 * @param configured TEMPORAL_CLI, where a person has set it
 * @param signal ends a search that takes long
 * @throws StartupError naming every way to get one
 */
export function findTemporalCli(configured: string | undefined, say: Say, signal: AbortSignal): Promise<string> {
  return findProgram("Temporal's development server", ways(configured), say, signal);
}

const ways = (configured: string | undefined): Way[] => [
  {
    mend: 'set TEMPORAL_ADDRESS to a Temporal server of your own, or TEMPORAL_CLI to the path of its command line',
    find: async () => configured && (await configuredCli(configured)),
  },
  {
    mend: 'put the command line "temporal" on your PATH',
    find: async () => ((await works('temporal')) ? 'temporal' : undefined),
  },
  { mend: `put it at ${cached()}`, find: async () => (existsSync(cached()) ? cached() : undefined) },
  { mend: 'let this machine reach temporal.download', find: download },
  { mend: 'install Go and let it reach its module proxy', find: build },
];

async function configuredCli(file: string): Promise<string> {
  if (await works(file)) return file;
  throw new StartupError(
    `TEMPORAL_CLI is ${file}, but "${file} --version" does not work. Set it to the path of Temporal's command line, ` +
      `or leave it out to have one found.`,
  );
}

const works = (file: string): Promise<boolean> =>
  run(file, ['--version'], { withinMs: VERSION_WITHIN_MS }).then(
    () => true,
    () => false,
  );

function download(say: Say, signal: AbortSignal): Promise<string> {
  say(`Downloading Temporal's development server ${CLI_VERSION} (about 60 MB, at most three minutes, once) …`);
  return intoCache(async (folder) => {
    await downloadWithSdk('dev-server', CLI_VERSION, folder, signal);
    const [file] = await readdir(folder);
    if (!file) throw new Error('the download left no file');
    return path.join(folder, file);
  });
}

function build(say: Say, signal: AbortSignal): Promise<string> {
  return intoCache(async (folder) => {
    const version = await run('go', ['version'], { withinMs: VERSION_WITHIN_MS });
    say(`Building Temporal's development server with ${version.trim()}: about five minutes on two cores, once …`);
    const own = { GOBIN: folder, GOMODCACHE: path.join(folder, 'modules'), GOCACHE: path.join(folder, 'objects') };
    // Go writes its module cache read-only; without this flag the folder could not be removed.
    const env = { ...own, GOFLAGS: '-modcacherw' };
    await run('go', ['install', MODULE], { withinMs: BUILD_WITHIN_MS, env, signal });
    return path.join(folder, 'temporal');
  });
}

/** Lets `make` leave a program in a folder of its own, then moves that one file into the cache in a single step. */
async function intoCache(make: (folder: string) => Promise<string>): Promise<string> {
  const target = cached();
  await mkdir(path.dirname(target), { recursive: true });
  const folder = await mkdtemp(path.join(path.dirname(path.dirname(target)), 'making-'));
  try {
    const file = await make(folder);
    await chmod(file, 0o755);
    await rename(file, target);
    return target;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
