import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../../src/database/client';
import { listOpenOnboardingsNaming } from '../../src/database/open-onboardings';
import { loadWarningFacts } from '../../src/database/warning-facts';
import { insertOnboardingCopies } from '../support/many-onboardings';
import { insertSubmittedOnboarding } from '../support/onboardings';
import { createRequest } from '../support/requests';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { createActivityStep, createApprovalStep, createEngineInput, MANAGER } from '../workflows/support';

const COPIES = 5_000;
/** Must not grow with the table. */
const MAX_ROWS_READ = 100;

let postgres: TestDatabase;
let singleConnection: Database;
const input = createEngineInput([
  createApprovalStep('managerApproval'),
  createActivityStep('bookSeat', [], { activity: 'scheduleTraining' }),
  createActivityStep('claimUsername'),
]);
beforeAll(async () => {
  postgres = await createTestDatabase();
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

/** Changes the manager in the request, or in the request and plan after a change. */
async function nameManager(column: 'input' | 'replanned_input', email: string, isOpen = true): Promise<string> {
  const { database } = postgres;
  const { id } = await database
    .selectFrom('onboardings')
    .select('id')
    .where('closed_at', isOpen ? 'is' : 'is not', null)
    .where(sql<boolean>`input::text not like '%@successor.example%'`)
    .where('id', '<>', input.id)
    .limit(1)
    .executeTakeFirstOrThrow();
  const changed = sql`jsonb_set(input, '{request,manager,email}', to_jsonb(${email}::text))`;
  await database
    .updateTable('onboardings')
    .set({ [column]: changed })
    .where('id', '=', id)
    .execute();
  return id;
}

test('the open onboardings that name a person are found without reading the others', async () => {
  const { database } = postgres;
  const named = await nameManager('input', 'ada@successor.example');
  const renamed = await nameManager('replanned_input', 'ada@successor.example');
  await nameManager('input', 'ada@successor.example', false);
  await nameManager('input', 'not-ada@successor.example');
  await database
    .updateTable('onboardings')
    .set({ pending_people: ['ada@successor.example'] })
    .where('id', '=', input.id)
    .execute();
  await sql`vacuum analyze onboardings`.execute(database);

  const before = await loadReadStatistics();
  const found = await listOpenOnboardingsNaming(singleConnection, 'ada@successor.example');
  const after = await loadReadStatistics();
  expect(found).toEqual([...new Set([named, renamed, input.id])].sort());
  expect(await listOpenOnboardingsNaming(singleConnection, `${randomUUID()}@example.com`)).toEqual([]);
  expect(after.whole - before.whole).toBe(0);
  expect(after.rows - before.rows).toBeLessThan(MAX_ROWS_READ);
});

test('a change that leaves a person out of the plan ends what names them', async () => {
  const id = await nameManager('replanned_input', 'eve@successor.example');
  expect(await listOpenOnboardingsNaming(postgres.database, 'eve@successor.example')).toEqual([id]);
  expect(await listOpenOnboardingsNaming(postgres.database, MANAGER)).not.toHaveLength(0);
  await postgres.database.updateTable('onboardings').set({ replanned_input: null }).where('id', '=', id).execute();
  expect(await listOpenOnboardingsNaming(postgres.database, 'eve@successor.example')).toEqual([]);
});

test('what open onboardings will take is loaded of the activities that take something, and of no other', async () => {
  const load = async (activities: string[]) => {
    const now = new Date().toISOString();
    const subject = { requests: [createRequest()], courses: [], now, activities };
    return (await loadWarningFacts(postgres.database, subject)).openOnboardings;
  };
  const taking = await load(['scheduleTraining', 'assignEquipment']);
  expect(taking.length).toBeGreaterThan(COPIES / 10);
  expect(new Set(taking.flatMap(({ activities }) => activities.map(({ activity }) => activity)))).toEqual(
    new Set(['scheduleTraining']),
  );
  expect(await load(['orderLunch'])).toEqual([]);
});
