import type { OnboardingInput } from '../contract/plan';
import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { OnboardingStatus, Readiness, Role } from '../contract/status';
import type { Database } from './database';
import type { Obstacle } from './obstacles';
import { readinessNow, withReadiness } from './readiness';
import type { OnboardingsTable, Schema } from './schema';

const SUMMARY = [
  'id',
  'plan',
  'status',
  'employee_name',
  'department',
  'location',
  'manager_email',
  'start_date',
  'submitted_by',
  'submitted_at',
  'closed_at',
  'updated_at',
] as const;

export type OnboardingSummaryRow = Pick<Selectable<OnboardingsTable>, (typeof SUMMARY)[number] | 'readiness'>;
export type OnboardingRow = Pick<
  Selectable<OnboardingsTable>,
  'id' | 'status' | 'readiness' | 'view' | 'submitted_by' | 'delivered_at' | 'closed_at' | 'lost_at' | 'updated_at'
>;

/** Somebody who sees the onboardings whose plan names them, or that ask them or one of their roles now. */
export interface NamedViewer {
  email: string;
  roles: readonly Role[];
}

/** `undefined` sees every onboarding. */
export type Viewer = NamedViewer | undefined;

export interface OnboardingFilters {
  status?: OnboardingStatus[];
  readiness?: Readiness[];
  department?: string;
  location?: string;
  manager?: string;
  startsFrom?: string;
  startsTo?: string;
  /** Part of the employee's name. */
  q?: string;
}

/** Where a page of the list begins: behind this onboarding. */
export interface ListPosition {
  submittedAt: string;
  id: string;
}

type Where = ExpressionBuilder<Schema, 'onboardings'>;

/** The onboarding, unless it does not exist or this viewer may not see it. */
export async function findOnboarding(
  database: Database,
  id: string,
  viewer: Viewer,
): Promise<OnboardingRow | undefined> {
  const row = await database
    .selectFrom('onboardings')
    .select(readinessNow.as('readiness'))
    .select(['id', 'status', 'view', 'submitted_by', 'delivered_at', 'closed_at', 'lost_at', 'updated_at'])
    .where('id', '=', id)
    .where((where) => visibleTo(where, viewer))
    .executeTakeFirst();
  return row && { ...row, view: withReadiness(row.view, row.readiness) };
}

/** One page of what this viewer may see, the newest submission first. */
export function listOnboardings(
  database: Database,
  viewer: Viewer,
  filters: OnboardingFilters,
  page: { after?: ListPosition; limit: number },
): Promise<OnboardingSummaryRow[]> {
  return database
    .selectFrom('onboardings')
    .select(SUMMARY)
    .select(readinessNow.as('readiness'))
    .where((where) => where.and([visibleTo(where, viewer), ...conditions(where, filters)]))
    .$if(page.after !== undefined, (query) => query.where(() => behind(page.after)))
    .orderBy('submitted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

/** Whether an onboarding that is still open names this person. */
export async function isNamed(database: Database, email: string): Promise<boolean> {
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
export function countByStatus(database: Database): Promise<{ status: OnboardingStatus; count: string }[]> {
  return database
    .selectFrom('onboardings')
    .select(['status', (select) => select.fn.countAll<string>().as('count')])
    .groupBy('status')
    .execute();
}

/** Why open onboardings do not go on by themselves where no step is to blame, and how many each. */
export async function countObstacles(database: Database): Promise<Record<Obstacle['kind'], number>> {
  const { rows } = await sql<Record<Obstacle['kind'], string>>`
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

const visibleTo = (where: Where, viewer: Viewer) =>
  viewer === undefined
    ? where.lit(true)
    : sql<boolean>`(involved @> array[${viewer.email}]::text[] or ${asks(viewer)})`;

/** Whether something in the onboarding waits for this person, or for one of their roles, now. */
export const asks = ({ email, roles }: NamedViewer) =>
  sql<boolean>`(waiting_for @> array[${email}]::text[] or asked_roles ?| ${roles}::text[])`;

const behind = (position: ListPosition | undefined) =>
  sql<boolean>`(submitted_at, id) < (${position?.submittedAt}::timestamptz, ${position?.id}::uuid)`;

function conditions(where: Where, filters: OnboardingFilters) {
  const { status, readiness, department, location, manager, startsFrom, startsTo, q } = filters;
  return [
    status && where('status', 'in', status),
    readiness && where(readinessNow, 'in', readiness),
    department && where('department', '=', department),
    location && where('location', '=', location),
    manager && where('manager_email', '=', manager),
    startsFrom && where('start_date', '>=', startsFrom),
    startsTo && where('start_date', '<=', startsTo),
    q && where('employee_name', 'ilike', containing(q)),
  ].filter((condition) => condition !== undefined && condition !== '');
}

/** A pattern that finds this very text: what it holds of wildcards is meant literally. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** The request and the plan as the workflow has them now. @throws Error where there is no such onboarding */
export async function plannedOf(database: Database, id: string): Promise<Pick<OnboardingInput, 'request' | 'plan'>> {
  const row = await database
    .selectFrom('onboardings')
    .select(['input', 'replanned'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.replanned ?? row.input;
}
