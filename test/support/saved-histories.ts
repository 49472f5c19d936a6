import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

const FOLDER = resolve(__dirname, '../../artifacts');

/** Writes the history of an onboarding that broke a guarantee to `artifacts/` and returns the file path. */
export async function saveHistory(handle: WorkflowHandle): Promise<string> {
  const file = join(FOLDER, `${handle.workflowId.replace(':', '-')}.json`);
  const history = await handle.fetchHistory();
  await mkdir(FOLDER, { recursive: true });
  await writeFile(file, JSON.stringify(historyToJSON(history)));
  return file;
}

/** Far longer than a worker takes to receive and complete a task. */
const LONG_PENDING_MS = 5_000;

/** Saves the history of each workflow with a long-pending task, a possible cause of a timeout, and prints its path. */
export async function savePendingHistories(handles: readonly WorkflowHandle[]): Promise<void> {
  for (const handle of handles) {
    const { raw } = await handle.describe();
    const { pendingWorkflowTask: task, pendingActivities } = raw;
    const since = task?.originalScheduledTime ?? task?.scheduledTime;
    if (!task || !since || Date.now() - tsToMs(since) < LONG_PENDING_MS) continue;
    const pending = JSON.stringify({ attempt: task.attempt, state: task.state, activities: pendingActivities?.length });
    process.stderr.write(`A workflow task is pending after a test: ${pending}, ${await saveHistory(handle)}\n`);
  }
}
