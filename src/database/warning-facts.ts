import { sql } from 'kysely';
import { computeFreeLicences } from '../company/free-licences';
import { formatEmployeeName } from '../domain/employee-name';
import type { OnboardingRequest } from '../domain/request';
import { foldText } from '../domain/text/fold-text';
import type { OpenOnboarding, SessionSeats, SimilarHolder, WarningFacts } from '../planning/warnings/warning-facts';
import { listAbsencesBetween } from './absences';
import type { Database } from './client';
import { loadCompany } from './company';
import { countFreeItems } from './items';
import { countTakenLicences } from './licences';
import { computePersonKey } from './onboarding-columns';
import { listRelevantPeople } from './planning-facts';
import { toSessionOffer } from './training-sessions';

interface WarningSubject {
  requests: readonly OnboardingRequest[];
  /** Courses in which seats are wanted. */
  courses: readonly string[];
  /** Names of the activities that take equipment or seats. */
  activities: readonly string[];
  /** Onboarding that is changed: its own seats count as free, and it has no claim of its own. */
  onboardingId?: string;
  now: string;
}

/** Loads the facts in use elsewhere, for warnings before any of these requests is submitted or changed. */
export async function loadWarningFacts(database: Database, subject: WarningSubject): Promise<WarningFacts> {
  const { requests, now } = subject;
  const lastDay = requests.map(({ startDate }) => startDate).reduce((a, b) => (a > b ? a : b), now.slice(0, 10));
  const managers = [...new Set(requests.map(({ manager }) => manager.email))];
  const [company, people, absences, stock, takenLicences, sessions, openOnboardings, similarHolders] =
    await Promise.all([
      loadCompany(database),
      listRelevantPeople(database, managers),
      listAbsencesBetween(database, { emails: managers, from: now.slice(0, 10), to: lastDay }),
      countFreeItems(database),
      countTakenLicences(database, subject.onboardingId),
      listSessionSeats(database, subject),
      listOpenOnboardings(database, subject),
      listSimilarHolders(database, subject),
    ]);
  const licences = computeFreeLicences(company, takenLicences);
  return { now, company, people, absences, stock, licences, sessions, openOnboardings, similarHolders };
}

async function listSessionSeats(
  database: Database,
  { courses, onboardingId, now }: WarningSubject,
): Promise<SessionSeats[]> {
  if (courses.length === 0) return [];
  const rows = await database
    .selectFrom('training_sessions as session')
    .select(['id', 'course', 'starts_at', 'ends_at', 'location', 'capacity'])
    .select(
      sql<number>`(select count(*)::int from seats
        where session_id = session.id and onboarding_id is distinct from ${onboardingId ?? null}::uuid)`.as('taken'),
    )
    .where('course', 'in', courses)
    .where('starts_at', '>=', new Date(now))
    .where('cancelled_at', 'is', null)
    .execute();
  return rows.map((row) => ({ ...toSessionOffer(row), free: Math.max(0, row.capacity - row.taken) }));
}

/**
 * Onboardings with activities of these names that have yet to run, the earliest first day first. Reads every open one:
 * `#> '{}'` and `offset 0` keep each document, which is stored compressed, from being unpacked for each of its members.
 */
async function listOpenOnboardings(
  database: Database,
  { onboardingId, activities }: WarningSubject,
): Promise<OpenOnboarding[]> {
  const { rows } = await sql<OpenOnboarding>`
    select jsonb_strip_nulls(jsonb_build_object('equipment', current #> '{request,equipment}',
        'trainings', current #> '{request,trainings}', 'job', current #> '{request,job}')) as request,
      current #> '{plan,dayOne}' as "dayOne", pending.activities
    from (
        select start_date, submitted_at, current, ${UNSETTLED_STEPS} as unsettled
        from (
            select start_date, submitted_at, coalesce(replanned_input, input) #> '{}' as current, view #> '{}' as view
            from onboardings
            where closed_at is null and id is distinct from ${onboardingId ?? null}::uuid
            offset 0
          ) as unpacked
        where not view ? 'termination'
        offset 0
      ) as open
      cross join lateral (
        select jsonb_agg(jsonb_build_object('activity', step ->> 'activity', 'settings', step -> 'settings')) as activities
        from jsonb_path_query(current, ${WANTED_STEPS}::jsonpath, jsonb_build_object('names', ${activities}::text[])) as step
        where unsettled @> jsonb_build_array(step -> 'id')
      ) as pending
    where pending.activities is not null
    order by start_date, submitted_at`.execute(database);
  return rows;
}

const UNSETTLED_STEPS = sql`jsonb_path_query_array(view, '$.steps[*] ? (@.status == "pending" || @.status == "waiting"
  || @.status == "running" || @.status == "failed").id')`;

/** Branches seldom run, so they take nothing. */
const WANTED_STEPS = sql.lit(
  '$.plan.steps[*] ? (@.kind == "activity" && @.activity == $names[*] && !exists(@.skipReason) && !(@.branch == true))',
);

/** Open onboardings, and completed ones whose accounts are active, of a person with the same address or name. */
async function listSimilarHolders(
  database: Database,
  { requests, onboardingId }: WarningSubject,
): Promise<SimilarHolder[]> {
  const keys = requests.map(computePersonKey);
  const names = requests.map((request) => foldText(formatEmployeeName(request)));
  const rows = await database
    .selectFrom('onboardings')
    .select(['id', 'employee_name', 'start_date', 'closed_at'])
    .select(sql<string>`view #>> '{request,employee,personalEmail}'`.as('personalEmail'))
    .where((where) =>
      where.or([
        where('person_key', '=', sql<string>`any(${keys}::text[])`),
        where('sort_name', '=', sql<string>`any(${names}::text[])`),
      ]),
    )
    .where((where) =>
      where.or([
        where('closed_at', 'is', null),
        where.exists(
          where
            .selectFrom('accounts')
            .select('username')
            .whereRef('accounts.onboarding_id', '=', 'onboardings.id')
            .where('active', '=', true),
        ),
      ]),
    )
    .$if(onboardingId !== undefined, (query) => query.where('id', '<>', onboardingId ?? ''))
    .orderBy('start_date')
    .execute();
  return rows.map((row) => ({
    onboardingId: row.id,
    name: row.employee_name,
    personalEmail: row.personalEmail,
    startDate: row.start_date,
    isOpen: row.closed_at === null,
  }));
}
