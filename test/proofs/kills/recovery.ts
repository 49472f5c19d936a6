import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, type WorkflowExecutionDescription, WorkflowNotFoundError } from '@temporalio/client';
import { optionalTsToDate } from '@temporalio/common/lib/time';
import { toOnboardingWorkflowId } from '../../../src/domain/ids';
import type { KillTestContext } from './kill-test-context';

/** Within this time after the last start, every onboarding with pending work has progressed. */
export const RECOVERY_LIMIT_MS = 15_000;
/** Longer than the limit, to see how late the late ones are. */
const GIVE_UP_AFTER_MS = 60_000;

export interface Recovery {
  /** From the last start until every onboarding with pending work has progressed. */
  recoveryMs: number;
  /** Onboardings that had not progressed when last seen within the limit, each with its pending work. */
  late: string[];
}

interface Progress {
  /** Events in the history; 0 for an onboarding that was accepted right before the kill and is not in Temporal yet. */
  length: number;
  /** Pending tasks, empty for an idle onboarding. */
  pending: string[];
}

/** Waits until each open onboarding is idle or its history has grown: it has started, or completed a pending task. */
export async function measureRecovery({ database, client }: KillTestContext): Promise<Recovery> {
  const startedAt = Date.now();
  const open = await database.selectFrom('onboardings').select('id').where('closed_at', 'is', null).execute();
  const lengths = new Map<string, number>();
  let late: string[] = [];
  for (let waiting = open.map(({ id }) => id); ; await sleep(200)) {
    const stillWaiting = new Map<string, Progress>();
    for (const id of waiting) {
      const progress = await getProgress(client, id);
      const firstLength = lengths.get(id) ?? progress.length;
      lengths.set(id, firstLength);
      if (progress.pending.length > 0 && progress.length <= firstLength) stillWaiting.set(id, progress);
    }
    waiting = [...stillWaiting.keys()];
    const recoveryMs = Date.now() - startedAt;
    if (recoveryMs < RECOVERY_LIMIT_MS)
      late = [...stillWaiting].map(([id, { pending }]) => `${id} waits: ${pending.join('; ')}`);
    if (waiting.length === 0 || recoveryMs > GIVE_UP_AFTER_MS) return { recoveryMs, late };
  }
}

async function getProgress(client: Client, id: string): Promise<Progress> {
  try {
    const { status, historyLength, raw } = await client.workflow.getHandle(toOnboardingWorkflowId(id)).describe();
    return { length: historyLength, pending: status.name === 'RUNNING' ? describePending(raw) : [] };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { length: 0, pending: ['not started'] };
    throw error;
  }
}

/** Lists what the server waits for, with attempt and time, which tell a backoff from a task that no worker took. */
function describePending({
  pendingWorkflowTask: task,
  pendingActivities,
}: WorkflowExecutionDescription['raw']): string[] {
  const workflowTask = task && `workflow task, attempt ${String(task.attempt)}, ${formatTime(task.scheduledTime)}`;
  const activities = (pendingActivities ?? []).map(
    ({ activityType, attempt, scheduledTime, lastStartedTime, state }) =>
      `${activityType?.name ?? ''} ${String(state)}, attempt ${String(attempt)}, ` +
      `started ${formatTime(lastStartedTime)}, scheduled ${formatTime(scheduledTime)}`,
  );
  return workflowTask ? [workflowTask, ...activities] : activities;
}

const formatTime = (time: Parameters<typeof optionalTsToDate>[0]): string =>
  optionalTsToDate(time)?.toISOString() ?? 'never';
