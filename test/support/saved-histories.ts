import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { tsToMs } from '@temporalio/common/lib/time';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';

const FOLDER = resolve(__dirname, '../../artifacts');

/** Keeps the history of an onboarding that broke a guarantee; resolves to the path of the file. */
export async function saveHistory(handle: WorkflowHandle): Promise<string> {
  const file = join(FOLDER, `${handle.workflowId.replace(':', '-')}.json`);
  const history = await handle.fetchHistory();
  await mkdir(FOLDER, { recursive: true });
  await writeFile(file, JSON.stringify(historyToJSON(history)));
  return file;
}

/** Far longer than a worker takes to get a task, and to complete it. */
const LONG_PENDING_MS = 5_000;

/** Keeps the history of each workflow whose task has been pending for long, and prints where: a test that timed out may have waited for it. */
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
