import type { WorkflowExecutionStatusName } from '@temporalio/client';
import { sql } from 'kysely';
import type { Notice } from '../contract/projection';
import type { OnboardingView } from '../contract/view';
import type { Database, DatabaseTransaction } from '../database/database';
import { tellFromOutside } from './tell';

/** How Temporal closed the run, in a person's words. */
const LOST: Partial<Record<WorkflowExecutionStatusName, string>> = {
  TERMINATED: 'was terminated in Temporal',
  FAILED: 'failed in Temporal',
  TIMED_OUT: 'timed out in Temporal',
  CANCELLED: 'was cancelled in Temporal past its own rollback',
};

/** One run of a workflow, as Temporal describes it. */
export interface Run {
  runId: string;
  status: WorkflowExecutionStatusName;
  historyLength: number;
}

/** Whether a run of this status has ended without bringing its onboarding to an end. */
export const isLost = (status: WorkflowExecutionStatusName): boolean => LOST[status] !== undefined;

/**
 * Marks an onboarding that nothing carries on any more: it needs attention, its timeline names each effect that is
 * still held, and its submitter is told. Does nothing where the row was written since it was read.
 */
export function markLost(
  database: Database,
  { id, updated }: { id: string; updated: string },
  run: Run | undefined,
): Promise<void> {
  return database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('onboardings')
      .select('view')
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .where(sql<boolean>`updated_at = ${updated}::timestamptz`)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return;

    const held = [...(await heldSteps(transaction, id)), ...doneByPeople(row.view)];
    const steps = row.view.steps.map((step) => (held.includes(step.id) ? { ...step, armed: true } : step));
    const titles = steps.filter(({ id: step }) => held.includes(step)).map(({ title }) => title);
    const what = (run && LOST[run.status]) ?? 'is not known to Temporal any more';
    const note = `Its workflow ${what}. ${titles.length ? `Still held: ${titles.join(', ')}.` : 'Nothing is held in any system.'}`;
    await transaction
      .updateTable('onboardings')
      .set({
        status: 'needs-attention',
        view: JSON.stringify({ ...row.view, steps, status: 'needs-attention' }),
        waiting_for: [row.view.submittedBy.email],
        ...(run && { run_id: run.runId }),
        lost_at: sql`now()`,
        updated_at: sql`now()`,
      })
      .where('id', '=', id)
      .execute();
    await tellFromOutside(transaction, id, { kind: 'lost', note });
    await owe(transaction, id, {
      key: `lost/${run?.runId ?? 'missing'}`,
      kind: 'needs-attention',
      to: [row.view.submittedBy],
      note,
    });
  });
}

/** Tasks that another task takes back: no ledger knows of them. */
const doneByPeople = ({ steps }: OnboardingView): string[] =>
  steps.filter(({ kind, armed }) => kind === 'task' && armed).map(({ id }) => id);

/** Steps of which the ledger holds an effect, or one that may still come. */
async function heldSteps(transaction: DatabaseTransaction, id: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('effects')
    .select('step')
    .distinct()
    .where('onboarding_id', '=', id)
    .where('state', '<>', 'undone')
    .execute();
  return rows.map(({ step }) => step);
}

const owe = (transaction: DatabaseTransaction, id: string, notice: Notice) =>
  transaction
    .insertInto('outbox')
    .values({ onboarding_id: id, key: notice.key, notice: JSON.stringify(notice) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
