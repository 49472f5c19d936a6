import { sql } from 'kysely';
import type { OnboardingRequest, Person } from '../contract/request';
import type { KnownPerson, PlanningFacts } from '../planning/planner';
import { absencesAround } from './absences';
import type { Database } from './database';

type Named = Pick<OnboardingRequest, 'manager'>;

/** What planning must know of the company for this request. `now`: for whom time passes otherwise than here. */
export const planningFacts = (
  database: Database,
  request: Named,
  submittedBy: Person,
  now?: string,
): Promise<PlanningFacts> => factsForAll(database, [request], submittedBy, now);

/** What planning must know of the company for any of these requests. */
export async function factsForAll(
  database: Database,
  requests: readonly Named[],
  submittedBy: Person,
  now = new Date().toISOString(),
): Promise<PlanningFacts> {
  const managers = requests.map(({ manager }) => manager.email);
  const [people, prices, trainings, absences] = await Promise.all([
    peopleWhoMatter(database, [...new Set([...managers, submittedBy.email])]),
    pricesByModel(database),
    courses(database),
    absencesAround(database, now),
  ]);
  return { now, submittedBy, people, prices, trainings, absences };
}

/** Those named, the managers of those named, and everyone who has a role. */
async function peopleWhoMatter(database: Database, named: string[]): Promise<KnownPerson[]> {
  const rows = await database
    .selectFrom('people')
    .select(['email', 'name', 'roles', 'manager_email'])
    .where((where) =>
      where.or([
        where('email', '=', anyOf(named)),
        where('email', 'in', where.selectFrom('people').select('manager_email').where('email', '=', anyOf(named))),
        sql<boolean>`cardinality(roles) > 0`,
      ]),
    )
    .orderBy('email')
    .execute();
  return rows.map(({ manager_email, ...person }) => ({ ...person, managerEmail: manager_email ?? undefined }));
}

const anyOf = (texts: string[]) => sql<string>`any(${texts}::text[])`;

/** The dearest item of a model counts, so that no budget is passed by surprise. */
async function pricesByModel(database: Database): Promise<PlanningFacts['prices']> {
  const rows = await database
    .selectFrom('items')
    .distinctOn('model')
    .select(['model', 'title', 'price_cents', 'currency'])
    .where('state', '<>', 'retired')
    .orderBy('model')
    .orderBy('price_cents', 'desc')
    .execute();
  return Object.fromEntries(
    rows.map(({ model, title, price_cents, currency }) => [model, { title, priceCents: price_cents, currency }]),
  );
}

async function courses(database: Database): Promise<string[]> {
  const rows = await database.selectFrom('training_sessions').select('course').distinct().orderBy('course').execute();
  return rows.map(({ course }) => course);
}
