import type { DataConverter } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** Bundles a changed copy of the workflow code: the file of this folder with that name. */
export const bundleWorkflowVariant = (
  name: 'patched' | 'reordered',
  { payloadConverterPath }: DataConverter,
): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({
    workflowsPath: require.resolve(`./${name}`),
    payloadConverterPath,
    logger: new DefaultLogger('ERROR'),
  });
