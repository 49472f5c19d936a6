import type { WorkflowExecutionStatusName } from '@temporalio/client';
import { sql } from 'kysely';
import type { ReasonCode } from '../../domain/reasons/catalogue';
import { createReason, type Reason } from '../../domain/reasons/reason';
import type { OnboardingView } from '../../domain/onboarding/view';
import type { Database, DatabaseTransaction } from '../../database/client';
import { recordIncident } from '../../database/incidents';
import { runIfUnchanged, type RowVersion } from './run-if-unchanged';
import type { WorkflowRun } from './workflow-run';

/** Codes by close status. A status without an entry does not orphan its onboarding. */
const ORPHANED_CODES = {
  TERMINATED: 'orphaned.terminated',
  FAILED: 'orphaned.failed',
  TIMED_OUT: 'orphaned.timed-out',
  CANCELLED: 'orphaned.cancelled',
} as const satisfies Partial<Record<WorkflowExecutionStatusName, ReasonCode>>;

/** Status of a closed run that has not finished its onboarding. */
type OrphanedStatus = keyof typeof ORPHANED_CODES;

/** True if a run with this status has closed without finishing its onboarding. */
export const isOrphaned = (status: WorkflowExecutionStatusName): status is OrphanedStatus => status in ORPHANED_CODES;

/** `status` is undefined if Temporal does not know the workflow. `heldSteps`: steps with effects still held. */
export const describeOrphaned = (status: WorkflowExecutionStatusName | undefined, heldSteps: string[]): Reason =>
  createReason(status !== undefined && isOrphaned(status) ? ORPHANED_CODES[status] : 'orphaned.unknown', { heldSteps });

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
    const heldSteps = steps.map(({ id: step }) => step).filter((step) => stepsToUndo.includes(step));
    const reason = describeOrphaned(run?.status, heldSteps);
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
