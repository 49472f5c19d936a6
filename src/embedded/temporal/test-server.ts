import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from '../../lib/errors';
import { cacheFolder } from '../cache';
import { findProgram, type Say, type Way } from '../find-program';
import { run } from '../run';
import { downloadWithSdk } from './sdk-download';

const VERSION = '1.35.0';
const MAVEN_WITHIN_MS = 5 * 60_000;
const JAVA_WITHIN_MS = 20_000;

const cached = (): string => path.join(cacheFolder(`temporal-test-server-${VERSION}`), 'server');

/**
 * Temporal's time-skipping test server: found, downloaded, or fetched with Maven to run on Java.
 * @param configured TEMPORAL_TEST_SERVER, where a person has set it
 * @param signal ends a search that takes long
 * @throws StartupError naming every way to get one
 */
export function findTestServer(configured: string | undefined, say: Say, signal: AbortSignal): Promise<string> {
  return findProgram("Temporal's time-skipping test server", ways(configured), say, signal);
}

const ways = (configured: string | undefined): Way[] => [
  { mend: 'set TEMPORAL_TEST_SERVER to its path', find: async () => configured && existing(configured) },
  { mend: `put it at ${cached()}`, find: async () => (existsSync(cached()) ? cached() : undefined) },
  { mend: 'let this machine reach temporal.download', find: download },
  { mend: 'install Java and Maven and let it reach its repository', find: fetchWithMaven },
];

function existing(file: string): string {
  if (existsSync(file)) return file;
  throw new StartupError(
    `TEMPORAL_TEST_SERVER is ${file}, but there is no such file. Set it to the path of Temporal's time-skipping test ` +
      `server, or leave it out to have one found.`,
  );
}

function download(say: Say, signal: AbortSignal): Promise<string> {
  say("Downloading Temporal's time-skipping test server (at most three minutes, once) …");
  return intoCache(async (folder) => {
    await downloadWithSdk('time-skipping', 'default', folder, signal);
    const [file] = await readdir(folder);
    if (!file) throw new Error('the download left no file');
    await rename(path.join(folder, file), path.join(folder, 'server'));
  });
}

function fetchWithMaven(say: Say, signal: AbortSignal): Promise<string> {
  say("Fetching Temporal's time-skipping test server with Maven (33 MB, about a minute, once) …");
  return intoCache(async (folder) => {
    await run('java', ['-version'], { withinMs: JAVA_WITHIN_MS });
    await writeFile(path.join(folder, 'pom.xml'), POM);
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=jars'];
    await run('mvn', ['--batch-mode', '--quiet', ...goal], { withinMs: MAVEN_WITHIN_MS, cwd: folder, signal });
    await writeFile(path.join(folder, 'server'), SCRIPT, { mode: 0o755 });
  });
}

/** Fills a folder and puts it in its place in one step, so that a half-filled one is never used. */
async function intoCache(fill: (folder: string) => Promise<void>): Promise<string> {
  const target = path.dirname(cached());
  await mkdir(path.dirname(target), { recursive: true });
  const folder = await mkdtemp(path.join(path.dirname(target), 'making-'));
  try {
    await fill(folder);
    await rm(target, { recursive: true, force: true });
    await rename(folder, target);
    return cached();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const dependency = (group: string, artifact: string, version: string): string =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>firstday</groupId><artifactId>test-server</artifactId><version>1</version><dependencies>
${dependency('io.temporal', 'temporal-test-server', VERSION)}${dependency('org.slf4j', 'slf4j-nop', '1.7.36')}
</dependencies></project>`;

const SCRIPT = `#!/bin/sh
exec java -cp "$(dirname "$0")/jars/*" io.temporal.testserver.TestServer "$@"
`;
