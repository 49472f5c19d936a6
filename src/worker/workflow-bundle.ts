import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import { type BundleOptions, bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const ROOT = resolve(__dirname, '../..');
const WORKFLOWS_DIR = join(ROOT, 'workflows');
/** Directories that workflow code may import. Packages are covered by the hash of package-lock.json. */
const SOURCE_DIRS = ['workflows', 'src/domain', 'src/temporal'];
const CACHE_DIR = join(ROOT, 'node_modules/.cache/firstday');

/** The bundle contains the sandbox converters, so encrypted and unencrypted payloads need different bundles. */
type Converters = Pick<DataConverter, 'payloadConverterPath' | 'failureConverterPath'>;

/** Output path of `npm run build`. */
export const getPrebuiltBundlePath = (converters: Converters): string =>
  join(ROOT, `workflows-${getBundleKind(converters)}.js`);

/** Prebuilt in production, otherwise bundled once per state of the sources (about 3 s). */
export async function resolveWorkflowBundle(converters: Converters): Promise<{ codePath: string }> {
  const prebuilt = getPrebuiltBundlePath(converters);
  if (existsSync(prebuilt)) return { codePath: prebuilt };
  const cached = join(CACHE_DIR, `workflows-${getBundleKind(converters)}-${await hashSources()}.js`);
  if (!existsSync(cached)) await buildWorkflowBundle(converters, cached);
  return { codePath: cached };
}

/**
 * Options of every bundle of the workflow code. All modules are preloaded, evaluated once per thread instead of once per
 * workflow, so none may have mutable state (held by the linter).
 */
export function buildBundleOptions({ payloadConverterPath, failureConverterPath }: Converters): BundleOptions {
  const converters = [payloadConverterPath, failureConverterPath].filter((path) => path !== undefined);
  return {
    workflowsPath: WORKFLOWS_DIR,
    payloadConverterPath,
    failureConverterPath,
    preloadModules: [join(WORKFLOWS_DIR, 'limit-stack-traces'), WORKFLOWS_DIR, ...converters],
    logger: new DefaultLogger('WARN'),
  };
}

/** Writes a temporary file and renames it: a reader never sees a partial bundle. */
export async function buildWorkflowBundle(converters: Converters, path: string): Promise<void> {
  const { code } = await bundleWorkflowCode(buildBundleOptions(converters));
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
  const sources = files.filter((name) => /\.[tj]s$/.test(name)).sort();
  for (const file of [...sources, relative(ROOT, __filename), 'package-lock.json']) {
    hash.update(file).update(await readFile(join(ROOT, file)).catch(() => ''));
  }
  return hash.digest('hex').slice(0, 16);
}
