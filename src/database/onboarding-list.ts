import { type Selectable, sql } from 'kysely';
import type { StepGlance } from '../domain/onboarding/next-pending';
import type { OnboardingStatus, Readiness } from '../domain/status';
import type { ObstacleKind } from '../domain/onboarding/view';
import type { Database } from './client';
import { containing } from './patterns';
import { type Viewer, visibleTo, type Where } from './onboardings';
import { readinessNow } from './readiness';
import type { OnboardingsTable } from './schema';

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
  'urgency',
] as const;

export type OnboardingSummaryRow = Pick<Selectable<OnboardingsTable>, (typeof SUMMARY)[number] | 'readiness'> & {
  steps: StepGlance[];
  is_ending: boolean;
  obstacle: ObstacleKind | null;
};

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

/** `attention`: what needs attention first, then what starts soonest, then what has ended. */
export const SORTS = ['newest', 'attention', 'start', 'name'] as const;
export type Sort = (typeof SORTS)[number];

const COLUMNS = {
  newest: { column: 'submitted_at', type: sql`timestamptz`, direction: 'desc' },
  attention: { column: 'urgency', type: sql`int`, direction: 'asc' },
  start: { column: 'start_date', type: sql`date`, direction: 'asc' },
  name: { column: 'employee_name', type: sql`text`, direction: 'asc' },
} as const;

/** Where a page of the list begins: behind this onboarding, in the order of one sort. */
export interface ListPosition {
  sort: Sort;
  value: string | number;
  id: string;
}

/** The place of this row in the list. */
export function positionOf(row: OnboardingSummaryRow, sort: Sort): ListPosition {
  const value = row[COLUMNS[sort].column];
  return { sort, value: value instanceof Date ? value.toISOString() : value, id: row.id };
}

/** What a list tells of the steps: the rest of a view is long. */
const glances = sql<StepGlance[]>`(
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', step->'id', 'title', step->'title',
    'counterTask', step->'counterTask', 'status', step->'status', 'people', step->'people', 'roles', step->'roles',
    'startAt', step->'startAt', 'startedAt', step->'startedAt', 'endedAt', step->'endedAt', 'dueAt', step->'dueAt',
    'onlyAsBranch', step->'onlyAsBranch')) order by place)
  from jsonb_array_elements(onboardings.view->'steps') with ordinality as steps (step, place))`;

const isEnding = sql<boolean>`jsonb_exists(onboardings.view, 'ending')`;

const obstacle = sql<ObstacleKind | null>`onboardings.view->>'obstacleKind'`;

/** One page of what this viewer may see. */
export function listOnboardings(
  database: Database,
  viewer: Viewer,
  filters: OnboardingFilters,
  { sort = 'newest', after, limit }: { sort?: Sort; after?: ListPosition; limit: number },
): Promise<OnboardingSummaryRow[]> {
  const { column, direction } = COLUMNS[sort];
  return database
    .selectFrom('onboardings')
    .select(SUMMARY)
    .select([readinessNow.as('readiness'), glances.as('steps'), isEnding.as('is_ending'), obstacle.as('obstacle')])
    .where((where) => where.and([visibleTo(where, viewer), ...conditions(where, filters)]))
    .$if(after !== undefined, (query) => query.where(() => behind(after)))
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit)
    .execute();
}

/** Of those that are open: what has ended is too much to count at every look, and nobody's concern any more. */
export interface Counts {
  byStatus: Partial<Record<OnboardingStatus, number>>;
  byReadiness: Partial<Record<Readiness, number>>;
}

/** How many there are of what this viewer may see. */
export async function countOnboardings(database: Database, viewer: Viewer): Promise<Counts> {
  const rows = await database
    .selectFrom('onboardings')
    .where((where) => visibleTo(where, viewer))
    .where('closed_at', 'is', null)
    .select(['status', readinessOfOpen.as('readiness'), (select) => select.fn.countAll<string>().as('count')])
    .groupBy([sql`1`, sql`2`])
    .execute();
  const counts: Counts = { byStatus: {}, byReadiness: {} };
  for (const { status, readiness, count } of rows) {
    counts.byStatus[status] = (counts.byStatus[status] ?? 0) + Number(count);
    counts.byReadiness[readiness] = (counts.byReadiness[readiness] ?? 0) + Number(count);
  }
  return counts;
}

/** As `readinessNow`, by what the index of open ones holds. */
const readinessOfOpen = sql<Readiness>`case
  when onboardings.late_at <= now() then 'late'
  when onboardings.at_risk_at <= now() then 'at-risk'
  else onboardings.readiness end`;

function behind(position: ListPosition | undefined) {
  const { column, type, direction } = COLUMNS[position?.sort ?? 'newest'];
  const isBehind = direction === 'asc' ? sql`>` : sql`<`;
  return sql<boolean>`(${sql.ref(column)}, id) ${isBehind} (${position?.value}::${type}, ${position?.id}::uuid)`;
}

/** What may be of this readiness now, said as indexes can answer it: what it was last said to be, or what time has made of it. */
function maybe(where: Where, readiness: Readiness) {
  const said = where('readiness', '=', readiness);
  if (readiness === 'on-track') return said;
  const turned = where.and([where('closed_at', 'is', null), sql<boolean>`${sql.ref(TURNS[readiness])} <= now()`]);
  return where.or([said, turned]);
}
const TURNS = { late: 'late_at', 'at-risk': 'at_risk_at' } as const;

function conditions(where: Where, filters: OnboardingFilters) {
  const { status, readiness, department, location, manager, startsFrom, startsTo, q } = filters;
  return [
    status && where('status', 'in', status),
    readiness && where.and([where.or(readiness.map((one) => maybe(where, one))), where(readinessNow, 'in', readiness)]),
    department && where('department', '=', department),
    location && where('location', '=', location),
    manager && where('manager_email', '=', manager),
    startsFrom && where('start_date', '>=', startsFrom),
    startsTo && where('start_date', '<=', startsTo),
    q && where('employee_name', 'ilike', containing(q)),
  ].filter((condition) => condition !== undefined && condition !== '');
}
