import type { DataConverter } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** Bundles `reordered.ts`: workflow code that is incompatible with recorded histories. */
export const bundleReorderedWorkflows = ({
  payloadConverterPath,
}: DataConverter): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({
    workflowsPath: require.resolve('./reordered'),
    payloadConverterPath,
    logger: new DefaultLogger('ERROR'),
  });
