import type { DataConverter } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** Workflow code that does not fit what was done before it: `reordered.ts`, bundled. */
export const reorderedBundle = ({ payloadConverterPath }: DataConverter): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({
    workflowsPath: require.resolve('./reordered'),
    payloadConverterPath,
    logger: new DefaultLogger('ERROR'),
  });
