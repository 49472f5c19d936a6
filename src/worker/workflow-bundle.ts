import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const ROOT = resolve(__dirname, '../..');
const WORKFLOWS_DIR = join(ROOT, 'workflows');
/** What the bundle is made of, besides packages: the rooms that workflow code may import, and the locked versions. */
const SOURCE_DIRS = ['workflows', 'src/domain', 'src/temporal'];
const CACHE_DIR = join(ROOT, 'node_modules/.cache/firstday');

/** The bundle holds the converters that run in the sandbox, so it depends on whether payloads are encrypted. */
type Converters = Pick<DataConverter, 'payloadConverterPath' | 'failureConverterPath'>;

/** Where `npm run build` leaves the bundle for production. */
export const getPrebuiltBundlePath = (converters: Converters): string =>
  join(ROOT, `workflows-${getBundleKind(converters)}.js`);

/** The workflow code as one file: prebuilt in production, else bundled once for each state of the sources (about 3 s). */
export async function resolveWorkflowBundle(converters: Converters): Promise<{ codePath: string }> {
  const prebuilt = getPrebuiltBundlePath(converters);
  if (existsSync(prebuilt)) return { codePath: prebuilt };
  const cached = join(CACHE_DIR, `workflows-${getBundleKind(converters)}-${await hashSources()}.js`);
  if (!existsSync(cached)) await buildWorkflowBundle(converters, cached);
  return { codePath: cached };
}

/** Bundles the workflow code into `path`; a reader never sees half a file. */
export async function buildWorkflowBundle(converters: Converters, path: string): Promise<void> {
  const { payloadConverterPath, failureConverterPath } = converters;
  const logger = new DefaultLogger('WARN');
  const { code } = await bundleWorkflowCode({
    workflowsPath: WORKFLOWS_DIR,
    payloadConverterPath,
    failureConverterPath,
    logger,
  });
  await mkdir(dirname(path), { recursive: true });
  const temporaryPath = `${path}.${String(process.pid)}`;
  await writeFile(temporaryPath, code);
  await rename(temporaryPath, path);
}

const getBundleKind = (converters: Converters): string =>
  converters.failureConverterPath === undefined ? 'sealed' : 'encrypted';

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  const lists = await Promise.all(SOURCE_DIRS.map((folder) => readdir(join(ROOT, folder), { recursive: true })));
  const files = SOURCE_DIRS.flatMap((folder, index) => (lists[index] ?? []).map((file) => join(folder, file)));
  for (const file of [...files.filter((name) => /\.[tj]s$/.test(name)).sort(), 'package-lock.json']) {
    hash.update(file).update(await readFile(join(ROOT, file)).catch(() => ''));
  }
  return hash.digest('hex').slice(0, 16);
}
