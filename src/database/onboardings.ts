import type { Principal } from '../domain/principal';
import type { OnboardingInput } from '../domain/plan/resolved-plan';
import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { OnboardingStatus } from '../domain/status';
import type { Database } from './client';
import type { Incident } from './incidents';
import { readinessNow, withReadiness } from './readiness';
import type { OnboardingsTable, Schema } from './schema';

export type OnboardingRow = Pick<
  Selectable<OnboardingsTable>,
  'id' | 'status' | 'readiness' | 'view' | 'submitted_by' | 'delivered_at' | 'closed_at' | 'lost_at' | 'updated_at'
>;

/** A principal sees the onboardings whose plan names them, or that ask them or one of their roles now; `undefined` sees all. */
export type VisibilityScope = Principal | undefined;

export type OnboardingExpressionBuilder = ExpressionBuilder<Schema, 'onboardings'>;

/** The onboarding, unless it does not exist or this viewer may not see it. */
export async function findOnboarding(
  database: Database,
  id: string,
  scope: VisibilityScope,
): Promise<OnboardingRow | undefined> {
  const row = await database
    .selectFrom('onboardings')
    .select(readinessNow.as('readiness'))
    .select(['id', 'status', 'view', 'submitted_by', 'delivered_at', 'closed_at', 'lost_at', 'updated_at'])
    .where('id', '=', id)
    .where((where) => isVisibleTo(where, scope))
    .executeTakeFirst();
  return row && { ...row, view: withReadiness(row.view, row.readiness) };
}

/** Whether an onboarding that is still open names this person. */
export async function isInvolvedInOpenOnboarding(database: Database, email: string): Promise<boolean> {
  const row = await database
    .selectFrom('onboardings')
    .select('id')
    .where('closed_at', 'is', null)
    .where(sql<boolean>`involved @> array[${email}]::text[]`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many onboardings there are of each status that occurs. */
export function countOnboardingsByStatus(database: Database): Promise<{ status: OnboardingStatus; count: string }[]> {
  return database
    .selectFrom('onboardings')
    .select(['status', (select) => select.fn.countAll<string>().as('count')])
    .groupBy('status')
    .execute();
}

/** Why open onboardings do not go on by themselves where no step is to blame, and how many each. */
export async function countIncidents(database: Database): Promise<Record<Incident['kind'], number>> {
  const { rows } = await sql<Record<Incident['kind'], string>>`
    select count(*) filter (where lost_at is not null) as "lost", count(*) filter (where stuck_at is not null) as "stands-still",
      count(*) filter (where delivered_at is null) as "not-started"
    from onboardings where closed_at is null and status = 'needs-attention'`.execute(database);
  const [counts] = rows;
  return {
    lost: Number(counts?.lost),
    'stands-still': Number(counts?.['stands-still']),
    'not-started': Number(counts?.['not-started']),
  };
}

/** Whether this viewer may see the onboarding. */
export const isVisibleTo = (where: OnboardingExpressionBuilder, scope: VisibilityScope) =>
  scope === undefined
    ? where.lit(true)
    : sql<boolean>`(involved @> array[${scope.email}]::text[] or ${isWaitingForPrincipal(scope)})`;

/** Whether something in the onboarding waits for this person, or for one of their roles, now. */
export const isWaitingForPrincipal = ({ email, roles }: Principal) =>
  sql<boolean>`(waiting_for @> array[${email}]::text[] or asked_roles ?| ${roles}::text[])`;

/** The request and the plan as the workflow has them now. @throws Error where there is no such onboarding */
export async function loadCurrentRequestAndPlan(
  database: Database,
  id: string,
): Promise<Pick<OnboardingInput, 'request' | 'plan'>> {
  const row = await database
    .selectFrom('onboardings')
    .select(['input', 'replanned'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.replanned ?? row.input;
}
