import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { OnboardingRequest, Person } from '../domain/request';
import type { PlanningFacts } from '../planning/planning-facts';
import { listAbsencesAround } from './absences';
import type { Database } from './client';

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
  const company = await loadCompany(database, [...new Set([...managers, submittedBy.email])]);
  return {
    now,
    submittedBy,
    people: company.people.map(toStaffMember),
    prices: Object.fromEntries(company.items.map(({ model, ...price }) => [model, price])),
    trainings: company.courses.map(({ course }) => course),
    absences: await listAbsencesAround(database, now),
  };
}

/** The people that `loadSharedPlanningFacts` loads, without the rest. */
export const listRelevantPeople = async (database: Database, emails: string[]) =>
  (await selectRelevantPeople(database, emails).execute()).map(toStaffMember);

/** Runs one statement instead of three round trips, each over its own connection. */
const loadCompany = (database: Database, emails: string[]) =>
  database
    .selectNoFrom([
      jsonArrayFrom(selectRelevantPeople(database, emails)).as('people'),
      jsonArrayFrom(selectMostExpensiveItems(database)).as('items'),
      jsonArrayFrom(selectCourses(database)).as('courses'),
    ])
    .executeTakeFirstOrThrow();

const toStaffMember = ({ manager_email, ...person }: Awaited<ReturnType<typeof loadCompany>>['people'][number]) => ({
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
const selectMostExpensiveItems = (database: Database) =>
  database
    .selectFrom('items')
    .distinctOn('model')
    .select(['model', 'title', 'price_cents as priceCents', 'currency'])
    .select(
      sql<boolean>`min(currency) over (partition by model) <> max(currency) over (partition by model)`.as(
        'hasOtherCurrencies',
      ),
    )
    .where('state', '<>', 'retired')
    .orderBy('model')
    .orderBy('price_cents', 'desc');

const selectCourses = (database: Database) =>
  database.selectFrom('training_sessions').select('course').distinct().orderBy('course');
