import type { Client } from '@temporalio/client';
import type { Selectable } from 'kysely';
import type { Reason } from '../domain/reasons/reason';
import type { Person } from '../domain/request';
import type { OnboardingView } from '../domain/onboarding/view';
import type { Database } from '../database/client';
import type { OnboardingsTable } from '../database/schema';
import { createRecoveredStepState, type EffectGenerations } from '../domain/onboarding/recovered-step-state';
import type { EngineState } from '../domain/onboarding/state';
import { startOnboardingWorkflow } from '../temporal/start-onboarding-workflow';

type FullOnboardingRow = Selectable<OnboardingsTable>;

export interface Recovery {
  by: Person['email'];
  reason?: Reason;
  comment?: string;
  decisionId?: string;
}

/**
 * Starts a new run of an orphaned onboarding, which undoes every effect and then closes.
 * @returns false if the onboarding is not orphaned or has closed
 */
export async function recoverOnboarding(
  { database, client }: { database: Database; client: Client },
  id: string,
  recovery: Recovery,
): Promise<boolean> {
  const row = await database
    .selectFrom('onboardings')
    .selectAll()
    .where('id', '=', id)
    .where('orphaned_at', 'is not', null)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  if (!row) return false;
  const [lastSeq, ledger] = await Promise.all([findLastTimelineSeq(database, id), loadEffectGenerations(database, id)]);
  const carriedState = buildRecoveryState(row, lastSeq, ledger, recovery);
  await startOnboardingWorkflow(client, { ...row.input, ...row.replanned_input, carriedState }, 'ALLOW_DUPLICATE');
  return true;
}

/** Rebuilds the engine state from the database, with a termination that makes the engine roll back. */
function buildRecoveryState(
  row: FullOnboardingRow,
  lastSeq: number,
  ledger: Map<string, EffectGenerations>,
  recovery: Recovery,
): EngineState {
  const { by, reason, comment, decisionId } = recovery;
  const entry = {
    seq: lastSeq + 1,
    at: new Date().toISOString(),
    kind: 'recovered',
    by,
    via: 'api',
    decisionId,
  } as const;
  const steps = row.view.steps.map((step) => [step.id, createRecoveredStepState(step, ledger.get(step.id))] as const);
  return {
    run: row.revision_run + 1,
    changeCount: row.revision_changes + 1,
    projectedChangeCount: row.revision_changes,
    steps: Object.fromEntries(steps),
    timeline: [{ ...entry, reason, comment }],
    lastSeq: entry.seq,
    notifications: [],
    termination: getPriorTermination(row.view) ?? { outcome: 'rolled-back', reason, comment, by },
  };
}

/** Keeps a termination decided before the run was lost. */
function getPriorTermination({ termination }: OnboardingView): EngineState['termination'] {
  const outcome = (['declined', 'cancelled', 'rolled-back'] as const).find(
    (candidate) => candidate === termination?.outcome,
  );
  return outcome && termination && { ...termination, outcome };
}

async function findLastTimelineSeq(database: Database, id: string): Promise<number> {
  const { last } = await database
    .selectFrom('timeline')
    .select((select) => select.fn.max('seq').as('last'))
    .where('onboarding_id', '=', id)
    .where('seq', '>', 0)
    .executeTakeFirstOrThrow();
  return last ?? 0;
}

async function loadEffectGenerations(database: Database, id: string): Promise<Map<string, EffectGenerations>> {
  const rows = await database
    .selectFrom('effects')
    .select(['step', (select) => select.fn.max('generation').as('newest')])
    .select((select) =>
      select.fn.min('generation').filterWhere('state', '<>', 'undone').$castTo<number | null>().as('oldest'),
    )
    .where('onboarding_id', '=', id)
    .groupBy('step')
    .execute();
  return new Map(rows.map(({ step, ...generations }) => [step, generations]));
}
