import { type Selectable, sql } from 'kysely';
import type { StepSummary } from '../domain/onboarding/next-pending';
import type { OnboardingStatus, Readiness } from '../domain/status';
import type { IncidentKind } from '../domain/onboarding/kinds';
import type { Database } from './client';
import { buildContainsPattern, splitSearchWords } from './like-patterns';
import { type VisibilityScope, isVisibleTo, type OnboardingExpressionBuilder } from './onboardings';
import { currentReadiness, mayBeFailingLong, openReadiness } from './readiness';
import type { OnboardingsTable } from './schema';

const SUMMARY_COLUMNS = [
  'id',
  'plan',
  'status',
  'employee_name',
  'sort_name',
  'department',
  'location',
  'manager_email',
  'start_date',
  'submitted_by',
  'submitted_at',
  'closed_at',
  'updated_at',
  'urgency',
] as const;

export type OnboardingSummaryRow = Pick<
  Selectable<OnboardingsTable>,
  (typeof SUMMARY_COLUMNS)[number] | 'readiness'
> & {
  steps: StepSummary[];
  is_terminating: boolean;
  incident: IncidentKind | null;
};

export interface OnboardingFilters {
  status?: OnboardingStatus[];
  readiness?: Readiness[];
  department?: string;
  location?: string;
  manager?: string;
  startsFrom?: string;
  startsTo?: string;
  /** Words, in any order, from the names and addresses of employee and manager, the title and the department. */
  q?: string;
}

/** `attention`: needs attention first, then open by start date, then ended. */
export const SORT_ORDERS = ['newest', 'attention', 'start', 'name'] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

const SORT_COLUMNS = {
  newest: { column: 'submitted_at', type: sql`timestamptz`, direction: 'desc' },
  attention: { column: 'urgency', type: sql`int`, direction: 'asc' },
  start: { column: 'start_date', type: sql`date`, direction: 'asc' },
  name: { column: 'sort_name', type: sql`text`, direction: 'asc' },
} as const;

/** Cursor of the list: a page begins after this onboarding in the order of `sort`. */
export interface ListPosition {
  sort: SortOrder;
  value: string | number;
  id: string;
}

export function toListPosition(row: OnboardingSummaryRow, sort: SortOrder): ListPosition {
  const value = row[SORT_COLUMNS[sort].column];
  return { sort, value: value instanceof Date ? value.toISOString() : value, id: row.id };
}

/** Whole, because building summaries in the database takes longer than sending and parsing the rest. */
const steps = sql<StepSummary[]>`onboardings.view->'steps'`;

const isTerminating = sql<boolean>`jsonb_exists(onboardings.view, 'termination')`;

const incidentKind = sql<IncidentKind | null>`onboardings.view #>> '{incident,kind}'`;

/** One page of the onboardings visible in `scope`. */
export function listOnboardings(
  database: Database,
  scope: VisibilityScope,
  filters: OnboardingFilters,
  { sort = 'newest', after, limit }: { sort?: SortOrder; after?: ListPosition; limit: number },
): Promise<OnboardingSummaryRow[]> {
  const { column, direction } = SORT_COLUMNS[sort];
  // The page is chosen first: some plans would read the view of every match and then sort.
  return database
    .with('page', (page) =>
      page
        .selectFrom('onboardings')
        .select('id')
        .where((where) => where.and([isVisibleTo(where, scope), ...buildFilterConditions(where, filters)]))
        .$if(after !== undefined, (query) => query.where(() => buildAfterCondition(after)))
        .orderBy(column, direction)
        .orderBy('id', direction)
        .limit(limit),
    )
    .selectFrom('onboardings')
    .where('id', 'in', (where) => where.selectFrom('page').select('page.id'))
    .select(SUMMARY_COLUMNS)
    .select([
      currentReadiness.as('readiness'),
      steps.as('steps'),
      isTerminating.as('is_terminating'),
      incidentKind.as('incident'),
    ])
    .orderBy(column, direction)
    .orderBy('id', direction)
    .execute();
}

/** Counts of open onboardings only: ended ones are too many to count on every page view, and need no attention. */
export interface OnboardingCounts {
  byStatus: Partial<Record<OnboardingStatus, number>>;
  byReadiness: Partial<Record<Readiness, number>>;
}

export async function countOnboardings(database: Database, scope: VisibilityScope): Promise<OnboardingCounts> {
  const rows = await database
    .selectFrom('onboardings')
    .where((where) => isVisibleTo(where, scope))
    .where('closed_at', 'is', null)
    .select(['status', openReadiness.as('readiness'), (select) => select.fn.countAll<string>().as('count')])
    .groupBy([sql`1`, sql`2`])
    .execute();
  const counts: OnboardingCounts = { byStatus: {}, byReadiness: {} };
  for (const { status, readiness, count } of rows) {
    counts.byStatus[status] = (counts.byStatus[status] ?? 0) + Number(count);
    counts.byReadiness[readiness] = (counts.byReadiness[readiness] ?? 0) + Number(count);
  }
  return counts;
}

function buildAfterCondition(position: ListPosition | undefined) {
  const { column, type, direction } = SORT_COLUMNS[position?.sort ?? 'newest'];
  const comparison = direction === 'asc' ? sql`>` : sql`<`;
  return sql<boolean>`(${sql.ref(column)}, id) ${comparison} (${position?.value}::${type}, ${position?.id}::uuid)`;
}

/**
 * Preselects rows that may have this readiness now by conditions that indexes can answer: the recorded readiness, or a
 * change since.
 */
function buildReadinessCondition(where: OnboardingExpressionBuilder, readiness: Readiness) {
  const recordedReadiness = where('readiness', '=', readiness);
  if (readiness === 'on-track') return recordedReadiness;
  const changedByTime = where.and([
    where('closed_at', 'is', null),
    sql<boolean>`${sql.ref(READINESS_DEADLINE_COLUMNS[readiness])} <= now()`,
  ]);
  if (readiness === 'late') return where.or([recordedReadiness, changedByTime]);
  return where.or([recordedReadiness, changedByTime, mayBeFailingLong]);
}
const READINESS_DEADLINE_COLUMNS = { late: 'late_at', 'at-risk': 'at_risk_at' } as const;

function buildFilterConditions(where: OnboardingExpressionBuilder, filters: OnboardingFilters) {
  const { status, readiness, department, location, manager, startsFrom, startsTo, q } = filters;
  return [
    status && where('status', 'in', status),
    readiness &&
      where.and([
        where.or(readiness.map((one) => buildReadinessCondition(where, one))),
        where(currentReadiness, 'in', readiness),
      ]),
    department && where(sql`lower(department)`, '=', department.toLowerCase()),
    location && where('location', '=', location),
    manager && where('manager_email', '=', manager),
    startsFrom && where('start_date', '>=', startsFrom),
    startsTo && where('start_date', '<=', startsTo),
    ...splitSearchWords(q).map((word) => where('search_text', 'like', buildContainsPattern(word))),
  ].filter((condition) => condition !== undefined && condition !== '');
}
