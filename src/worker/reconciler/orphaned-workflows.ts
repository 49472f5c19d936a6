import type { WorkflowExecutionStatusName } from '@temporalio/client';
import { sql } from 'kysely';
import type { OnboardingView } from '../../domain/onboarding/view';
import type { Database, DatabaseTransaction } from '../../database/client';
import { recordIncident } from '../../database/incidents';
import { runIfUnchanged, type RowVersion } from './run-if-unchanged';
import type { WorkflowRun } from './workflow-run';

/** Wording by close status. A status without an entry does not orphan its onboarding. */
const ORPHANED_DESCRIPTIONS: Partial<Record<WorkflowExecutionStatusName, string>> = {
  TERMINATED: 'was terminated in Temporal',
  FAILED: 'failed in Temporal',
  TIMED_OUT: 'timed out in Temporal',
  CANCELLED: 'was cancelled in Temporal past its own rollback',
};

/** True if a run with this status has closed without finishing its onboarding. */
export const isOrphaned = (status: WorkflowExecutionStatusName): boolean => ORPHANED_DESCRIPTIONS[status] !== undefined;

/** `status` is undefined if Temporal does not know the workflow. `titles`: steps with effects still held. */
export function formatOrphanedReason(status: WorkflowExecutionStatusName | undefined, titles: string[]): string {
  const description = (status && ORPHANED_DESCRIPTIONS[status]) ?? 'is not known to Temporal any more';
  return `Its workflow ${description}. ${titles.length ? `Still held: ${titles.join(', ')}.` : 'Nothing is held in any system.'}`;
}

/**
 * Marks an onboarding without a workflow: it needs attention, its timeline names each step with an effect still held,
 * and its submitter is notified. No-op if the row was written since it was read.
 */
export const markOrphaned = (
  database: Database,
  rowVersion: RowVersion,
  run: Pick<WorkflowRun, 'runId' | 'status'> | undefined,
): Promise<void> =>
  runIfUnchanged(database, rowVersion, async (transaction, { id, view }) => {
    const stepsToUndo = [...(await listStepsWithEffects(transaction, id)), ...listArmedTasks(view)];
    const steps = view.steps.map((step) => (stepsToUndo.includes(step.id) ? { ...step, armed: true } : step));
    const titles = steps.filter(({ id: step }) => stepsToUndo.includes(step)).map(({ title }) => title);
    const reason = formatOrphanedReason(run?.status, titles);
    const key = `orphaned/${run?.runId ?? 'missing'}`;
    await recordIncident(
      transaction,
      { id, view: { ...view, steps } },
      { kind: 'orphaned', reason, people: [view.submittedBy], notification: { key, kind: 'needs-attention' } },
      { ...(run && { run_id: run.runId }), orphaned_at: sql`now()`, stuck_at: null },
    );
  });

/** Lists tasks with an undo task: the ledger has no entry for them. */
const listArmedTasks = ({ steps }: OnboardingView): string[] =>
  steps.filter(({ kind, armed }) => kind === 'task' && armed).map(({ id }) => id);

/** Includes steps with an effect that may still happen. */
async function listStepsWithEffects(transaction: DatabaseTransaction, id: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('effects')
    .select('step')
    .distinct()
    .where('onboarding_id', '=', id)
    .where('state', '<>', 'undone')
    .execute();
  return rows.map(({ step }) => step);
}
