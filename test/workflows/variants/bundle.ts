import type { DataConverter } from '@temporalio/common';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { buildBundleOptions } from '../../../src/worker/workflow-bundle';

/** Bundles a changed copy of the workflow code: the file of this folder with that name. */
export const bundleWorkflowVariant = (
  name: 'patched' | 'reordered',
  converters: DataConverter,
): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ ...buildBundleOptions(converters), workflowsPath: require.resolve(`./${name}`) });
