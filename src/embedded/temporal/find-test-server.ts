import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartupError } from '../../lib/errors';
import { getCacheFolder } from '../cache-folder';
import { findProgram, type Print, type Strategy } from '../find-program';
import { runProgram } from '../run-program';
import { downloadWithSdk } from './sdk-download';

const VERSION = '1.35.0';
const MAVEN_TIMEOUT_MS = 5 * 60_000;
const JAVA_TIMEOUT_MS = 20_000;

const getCachedServerPath = (): string => path.join(getCacheFolder(`temporal-test-server-${VERSION}`), 'server');

/**
 * Finds or downloads Temporal's time-skipping test server, or fetches it with Maven to run on Java.
 * @param configured value of TEMPORAL_TEST_SERVER
 * @param signal aborts a long search
 * @throws StartupError listing every way to obtain it
 */
export function findTestServer(configured: string | undefined, print: Print, signal: AbortSignal): Promise<string> {
  return findProgram("Temporal's time-skipping test server", listStrategies(configured), print, signal);
}

const listStrategies = (configured: string | undefined): Strategy[] => [
  { hint: 'set TEMPORAL_TEST_SERVER to its path', find: async () => configured && requireExistingFile(configured) },
  {
    hint: `put it at ${getCachedServerPath()}`,
    find: async () => (existsSync(getCachedServerPath()) ? getCachedServerPath() : undefined),
  },
  { hint: 'let this machine reach temporal.download', find: downloadTestServer },
  { hint: 'install Java and Maven and let it reach its repository', find: fetchWithMaven },
];

function requireExistingFile(file: string): string {
  if (existsSync(file)) return file;
  throw new StartupError(
    `TEMPORAL_TEST_SERVER is ${file}, but there is no such file. Set it to the path of Temporal's time-skipping test ` +
      `server, or leave it out to have one found.`,
  );
}

function downloadTestServer(print: Print, signal: AbortSignal): Promise<string> {
  print("Downloading Temporal's time-skipping test server (at most three minutes, once) …");
  return installIntoCache(async (folder) => {
    await downloadWithSdk('time-skipping', 'default', folder, signal);
    const [file] = await readdir(folder);
    if (!file) throw new Error('the download left no file');
    await rename(path.join(folder, file), path.join(folder, 'server'));
  });
}

function fetchWithMaven(print: Print, signal: AbortSignal): Promise<string> {
  print("Fetching Temporal's time-skipping test server with Maven (33 MB, about a minute, once) …");
  return installIntoCache(async (folder) => {
    await runProgram('java', ['-version'], { timeoutMs: JAVA_TIMEOUT_MS });
    await writeFile(path.join(folder, 'pom.xml'), POM);
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=jars'];
    await runProgram('mvn', ['--batch-mode', '--quiet', ...goal], { timeoutMs: MAVEN_TIMEOUT_MS, cwd: folder, signal });
    await writeFile(path.join(folder, 'server'), LAUNCH_SCRIPT, { mode: 0o755 });
  });
}

/** Fills a temporary folder and renames it into place, so that a half-filled one is never used. */
async function installIntoCache(fill: (folder: string) => Promise<void>): Promise<string> {
  const target = path.dirname(getCachedServerPath());
  await mkdir(path.dirname(target), { recursive: true });
  const folder = await mkdtemp(path.join(path.dirname(target), 'making-'));
  try {
    await fill(folder);
    await rm(target, { recursive: true, force: true });
    await rename(folder, target);
    return getCachedServerPath();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const renderDependency = (group: string, artifact: string, version: string): string =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>firstday</groupId><artifactId>test-server</artifactId><version>1</version><dependencies>
${renderDependency('io.temporal', 'temporal-test-server', VERSION)}${renderDependency('org.slf4j', 'slf4j-nop', '1.7.36')}
</dependencies></project>`;

const LAUNCH_SCRIPT = `#!/bin/sh
exec java -cp "$(dirname "$0")/jars/*" io.temporal.testserver.TestServer "$@"
`;
