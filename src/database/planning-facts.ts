import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { OnboardingRequest, Person } from '../domain/request';
import type { ModelPrice, PlanningFacts } from '../planning/planning-facts';
import { listAbsencesAround } from './absences';
import type { Database } from './client';
import { selectNewestVersionAsJson, toCompany } from './company';

type RequestWithManager = Pick<OnboardingRequest, 'manager'>;

/** Loads the company data needed to plan this request. `now` (RFC 3339) replaces the clock of this process. */
export const loadPlanningFacts = (
  database: Database,
  request: RequestWithManager,
  submittedBy: Person,
  now?: string,
): Promise<PlanningFacts> => loadSharedPlanningFacts(database, [request], submittedBy, now);

/** Loads the company data needed to plan any of these requests. */
export async function loadSharedPlanningFacts(
  database: Database,
  requests: readonly RequestWithManager[],
  submittedBy: Person,
  now = new Date().toISOString(),
): Promise<PlanningFacts> {
  const managers = requests.map(({ manager }) => manager.email);
  const { company, people, items, courses } = await loadRows(database, [...new Set([...managers, submittedBy.email])]);
  return {
    now,
    submittedBy,
    company: toCompany(company),
    people: people.map(toStaffMember),
    prices: Object.fromEntries(items.map(({ model, ...price }) => [model, price])),
    trainings: courses.map(({ course }) => course),
    absences: await listAbsencesAround(database, now),
  };
}

/** The people that `loadSharedPlanningFacts` loads, without the rest. */
export const listRelevantPeople = async (database: Database, emails: string[]) =>
  (await selectRelevantPeople(database, emails).execute()).map(toStaffMember);

/** Runs one statement instead of four round trips, each over its own connection. */
const loadRows = (database: Database, emails: string[]) =>
  database
    .selectNoFrom([
      selectNewestVersionAsJson(database).as('company'),
      jsonArrayFrom(selectRelevantPeople(database, emails)).as('people'),
      jsonArrayFrom(selectModels(database)).as('items'),
      jsonArrayFrom(selectCourses(database)).as('courses'),
    ])
    .executeTakeFirstOrThrow();

const toStaffMember = ({ manager_email, ...person }: Awaited<ReturnType<typeof loadRows>>['people'][number]) => ({
  ...person,
  managerEmail: manager_email ?? undefined,
});

/** The named people, their managers, and all people with a role, as far as their accounts are active. */
const selectRelevantPeople = (database: Database, emails: string[]) =>
  database
    .selectFrom('people')
    .select(['email', 'name', 'roles', 'manager_email'])
    .where('state', '=', 'active')
    .where((where) =>
      where.or([
        where('email', '=', buildAnyOf(emails)),
        where(
          'email',
          'in',
          where.selectFrom('people').select('manager_email').where('email', '=', buildAnyOf(emails)),
        ),
        sql<boolean>`cardinality(roles) > 0`,
      ]),
    )
    .orderBy('email');

const buildAnyOf = (texts: string[]) => sql<string>`any(${texts}::text[])`;

/** The most expensive item of a model counts, so that no budget limit is exceeded by surprise. */
const selectModels = (database: Database) =>
  database
    .selectFrom((query) =>
      query
        .selectFrom('items')
        .select(['model', 'currency'])
        .select((select) => [select.fn.max('title').as('title'), select.fn.max('price_cents').as('price_cents')])
        .where('state', '<>', 'retired')
        .groupBy(['model', 'currency'])
        .as('priced'),
    )
    .select(['model'])
    .select((select) => select.fn.max('title').as('title'))
    .select(
      sql<
        ModelPrice['prices']
      >`json_agg(json_build_object('priceCents', price_cents, 'currency', currency) order by currency)`.as('prices'),
    )
    .groupBy('model')
    .orderBy('model');

const selectCourses = (database: Database) =>
  database.selectFrom('training_sessions').select('course').distinct().orderBy('course');
