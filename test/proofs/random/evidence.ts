import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

const FOLDER = resolve(__dirname, '../../../artifacts');

/** Keeps the history of an onboarding that broke a guarantee. @returns where */
export async function keepHistory(handle: WorkflowHandle): Promise<string> {
  const file = join(FOLDER, `${handle.workflowId.replace(':', '-')}.json`);
  const history = await handle.fetchHistory();
  await mkdir(FOLDER, { recursive: true });
  await writeFile(file, JSON.stringify(historyToJSON(history)));
  return file;
}
