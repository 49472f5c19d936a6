import type { Principal } from '../domain/principal';
import type { OnboardingInput } from '../domain/plan/resolved-plan';
import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { OnboardingRequest } from '../domain/request';
import type { OnboardingStatus } from '../domain/status';
import type { Database } from './client';
import type { Incident } from './incidents';
import { applyReadiness, currentReadiness, longFailingStep } from './readiness';
import type { OnboardingsTable, Schema } from './schema';

export type OnboardingRow = Pick<
  Selectable<OnboardingsTable>,
  | 'id'
  | 'status'
  | 'readiness'
  | 'view'
  | 'submitted_by'
  | 'workflow_started_at'
  | 'closed_at'
  | 'orphaned_at'
  | 'updated_at'
>;

/**
 * A principal sees onboardings whose plan names them, or with an open request to them or one of their roles.
 * `undefined` sees all.
 */
export type VisibilityScope = Principal | undefined;

export type OnboardingExpressionBuilder = ExpressionBuilder<Schema, 'onboardings'>;

/** Returns undefined if the onboarding does not exist or is not visible in `scope`. Readiness is that of now. */
export async function findOnboarding(
  database: Database,
  id: string,
  scope: VisibilityScope,
): Promise<OnboardingRow | undefined> {
  const row = await database
    .selectFrom('onboardings')
    .select([currentReadiness.as('readiness'), longFailingStep.as('failing_step')])
    .select(['id', 'status', 'view', 'submitted_by', 'workflow_started_at', 'closed_at', 'orphaned_at', 'updated_at'])
    .where('id', '=', id)
    .where((where) => isVisibleTo(where, scope))
    .executeTakeFirst();
  return row && { ...row, view: applyReadiness(row.view, row.readiness, row.failing_step) };
}

/** Returns the request that was submitted last. */
export async function findNewestRequest(database: Database): Promise<OnboardingRequest | undefined> {
  const row = await database
    .selectFrom('onboardings')
    .select(sql<OnboardingRequest>`coalesce(replanned_input, input) -> 'request'`.as('request'))
    .orderBy('submitted_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.request;
}

export async function isInvolvedInOpenOnboarding(database: Database, email: string): Promise<boolean> {
  const row = await database
    .selectFrom('onboardings')
    .select('id')
    .where('closed_at', 'is', null)
    .where(sql<boolean>`involved_people @> array[${email}]::text[]`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export function countOnboardingsByStatus(database: Database): Promise<{ status: OnboardingStatus; count: string }[]> {
  return database
    .selectFrom('onboardings')
    .select(['status', (select) => select.fn.countAll<string>().as('count')])
    .groupBy('status')
    .execute();
}

export async function countIncidents(database: Database): Promise<Record<Incident['kind'], number>> {
  const { rows } = await sql<Record<Incident['kind'], string>>`
    select count(*) filter (where orphaned_at is not null) as "orphaned", count(*) filter (where stuck_at is not null) as "stuck",
      count(*) filter (where workflow_started_at is null) as "not-started"
    from onboardings where closed_at is null and status = 'needs-attention'`.execute(database);
  const [counts] = rows;
  return {
    orphaned: Number(counts?.orphaned),
    stuck: Number(counts?.stuck),
    'not-started': Number(counts?.['not-started']),
  };
}

export const isVisibleTo = (where: OnboardingExpressionBuilder, scope: VisibilityScope) =>
  scope === undefined
    ? where.lit(true)
    : sql<boolean>`(involved_people @> array[${scope.email}]::text[] or ${isWaitingForPrincipal(scope)})`;

/** True if the onboarding has an open request to this person or one of their roles. */
export const isWaitingForPrincipal = ({ email, roles }: Principal) =>
  sql<boolean>`(pending_people @> array[${email}]::text[] or pending_roles ?| ${roles}::text[])`;

/**
 * Request and plan that the workflow uses now, after any reschedule or amendment.
 * @throws Error when there is no such onboarding
 */
export async function loadCurrentRequestAndPlan(
  database: Database,
  id: string,
): Promise<Pick<OnboardingInput, 'request' | 'plan'>> {
  const row = await database
    .selectFrom('onboardings')
    .select(['input', 'replanned_input'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.replanned_input ?? row.input;
}
