import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import { createDataConverter } from '../src/temporal/data-converter';
import { buildWorkflowBundle, getPrebuiltBundlePath } from '../src/worker/workflow-bundle';

const DIST = join(__dirname, '../dist');
// Which keys does not matter, only whether there are any: the bundle holds converters, and no key.
const key = randomBytes(32);

/** The second half of `npm run build`: the workflow code of both kinds, where the built worker looks for it. */
async function bundleWorkflows(): Promise<void> {
  for (const encryption of [[], [{ id: 'build', key }]]) {
    const converter = createDataConverter({ encryption, sealing: key });
    await buildWorkflowBundle(converter, join(DIST, basename(getPrebuiltBundlePath(converter))));
  }
}

void bundleWorkflows();
