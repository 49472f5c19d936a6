import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { createDataConverter } from '../src/temporal/data-converter';
import { buildWorkflowBundle, getPrebuiltBundlePath } from '../src/worker/workflow-bundle';

const DIST = join(__dirname, '../dist');
// Any key works: the bundle depends only on the presence of encryption keys, and contains none.
const key = randomBytes(32);

/** Last step of `npm run build`: bundles the workflow code, with and without encryption, for the built worker. */
async function bundleWorkflows(): Promise<void> {
  for (const encryption of [[], [{ id: 'build', key }]]) {
    const converter = createDataConverter({ encryption, sealing: key });
    await buildWorkflowBundle(converter, join(DIST, basename(getPrebuiltBundlePath(converter))));
  }
}

void bundleWorkflows();
