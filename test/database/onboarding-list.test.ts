import { sql } from 'kysely';
import { type Database, openDatabase } from '../../src/database/client';
import { listOnboardings, type OnboardingFilters, SORT_ORDERS } from '../../src/database/onboarding-list';
import { insertSubmittedOnboarding } from '../support/onboardings';
import { insertOnboardingCopies } from '../support/many-onboardings';
import { type TestDatabase, createTestDatabase } from '../support/test-database';
import { createEngineInput, createApprovalStep } from '../workflows/support';

const COPIES = 10_000;
const PAGE_SIZE = 51;
/** Upper limit of rows read for one page: must not grow with the table. */
const MAX_ROWS_READ = 2_000;

let postgres: TestDatabase;
/** Single connection, whose read statistics the tests compare. */
let singleConnection: Database;
beforeAll(async () => {
  postgres = await createTestDatabase();
  const input = createEngineInput([createApprovalStep('managerApproval')]);
  await insertSubmittedOnboarding(postgres.database, input);
  await insertOnboardingCopies(postgres.database, input.id, COPIES);
  singleConnection = openDatabase(postgres.url, 1).database;
});
afterAll(async () => {
  await singleConnection.destroy();
  await postgres.close();
});

async function loadReadStatistics(): Promise<{ whole: number; rows: number }> {
  await sql`select pg_stat_force_next_flush()`.execute(singleConnection);
  const { rows } = await sql<{ whole: string; rows: string }>`
    select seq_scan as whole, idx_tup_fetch as rows from pg_stat_user_tables where relname = 'onboardings'`.execute(
    singleConnection,
  );
  return { whole: Number(rows[0]?.whole), rows: Number(rows[0]?.rows) };
}

const filters: [name: string, filters: OnboardingFilters][] = [
  ['nothing', {}],
  ['a status that many have', { status: ['in-progress'] }],
  ['a status that nobody has', { status: ['rolling-back'] }],
  ['a readiness that nobody has', { readiness: ['late'] }],
  ['readiness by now', { readiness: ['at-risk', 'late'] }],
  ['a department', { department: 'Department 3' }],
  ['a department that there is not', { department: 'Nowhere' }],
  ['a manager', { manager: 'manager-7@example.com' }],
  ['part of a name that nobody has', { q: 'zzz' }],
  ['a month to come in ten years', { startsFrom: '2100-01-01', startsTo: '2100-01-31' }],
];

test.each(filters)('a page filtered by %s reads few rows, in every order', async (_name, filter) => {
  for (const sort of SORT_ORDERS) {
    const before = await loadReadStatistics();
    await listOnboardings(singleConnection, undefined, filter, { sort, limit: PAGE_SIZE });
    const after = await loadReadStatistics();
    expect({ sort, whole: after.whole - before.whole }).toEqual({ sort, whole: 0 });
    expect(after.rows - before.rows).toBeLessThan(MAX_ROWS_READ);
  }
});

test('late includes rows that have become late since', async () => {
  const { database } = postgres;
  const open = await database
    .selectFrom('onboardings')
    .select('id')
    .where('closed_at', 'is', null)
    .orderBy('id')
    .limit(3)
    .execute();
  const [projectedLate = '', turnedLate = '', ended = ''] = open.map(({ id }) => id);
  const past = new Date(Date.now() - 60_000);
  await database.updateTable('onboardings').set({ readiness: 'late' }).where('id', '=', projectedLate).execute();
  await database.updateTable('onboardings').set({ late_at: past }).where('id', '=', turnedLate).execute();
  await database
    .updateTable('onboardings')
    .set({ late_at: past, closed_at: past, status: 'completed', open_key: null })
    .where('id', '=', ended)
    .execute();
  const late = await listOnboardings(database, undefined, { readiness: ['late'] }, { limit: PAGE_SIZE });
  expect(late.map(({ id }) => id).sort()).toEqual([projectedLate, turnedLate].sort());
});
