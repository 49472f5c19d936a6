import type { WorkflowInfo } from '@temporalio/workflow';
import type { Client } from '@temporalio/client';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';
import { createLogger } from '../../../src/lib/logger';
import { createProjection } from '../../../src/worker/projection/create-projection';
import { createSnapshot, insertSubmittedOnboarding } from '../../support/onboardings';
import { createTestDatabase, type TestDatabase } from '../../support/test-database';
import { waitForValue } from '../../support/wait-for-value';
import { createEngineInput } from '../../workflows/support';

let postgres: TestDatabase;
beforeAll(async () => {
  postgres = await createTestDatabase();
});
afterAll(() => postgres.close());

const workflow = { workflowId: 'w', runId: 'r' } as WorkflowInfo;
const createEntry = (seq: number) => ({ seq, at: '2027-01-01T00:00:00.000Z', kind: `k${String(seq)}` });
const createTestProjection = () =>
  createProjection({ database: postgres.database, client: {} as Client, logger: createLogger('silent') });
const writeToSink = async ({ sinks }: ReturnType<typeof createTestProjection>, snapshot: Snapshot): Promise<void> => {
  await sinks.projection.write.fn(workflow, snapshot);
};
const listSeqs = async (id: string): Promise<number[]> => {
  const rows = await postgres.database
    .selectFrom('timeline')
    .select('seq')
    .where('onboarding_id', '=', id)
    .orderBy('seq')
    .execute();
  return rows.map(({ seq }) => seq);
};

test('the first snapshot is written at once, and a burst is merged', async () => {
  const input = createEngineInput([]);
  await insertSubmittedOnboarding(postgres.database, input);
  const projection = createTestProjection();
  for (let seq = 1; seq <= 20; seq += 1)
    await writeToSink(projection, createSnapshot(input, [0, seq, seq], 'in-progress', [createEntry(seq)]));
  await waitForValue(async () => ((await listSeqs(input.id)).length === 20 ? true : undefined));
  expect(await listSeqs(input.id)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  await projection.stop();
});

test('during a database outage the workflow continues, and nothing is lost', async () => {
  const input = createEngineInput([]);
  await insertSubmittedOnboarding(postgres.database, input);
  await postgres.database.updateTable('onboardings').set({ status: 'scheduled' }).where('id', '=', input.id).execute();
  const lockHolder = await postgres.pool.connect();
  await lockHolder.query('begin');
  await lockHolder.query('lock table timeline in access exclusive mode');
  const projection = createTestProjection();
  await writeToSink(projection, createSnapshot(input, [0, 3, 1], 'in-progress', [createEntry(1)]));
  await writeToSink(projection, createSnapshot(input, [0, 6, 2], 'in-progress', [createEntry(2), createEntry(3)]));
  await writeToSink(projection, createSnapshot(input, [0, 9, 3], 'rolling-back', [createEntry(3), createEntry(4)]));
  await lockHolder.query('rollback');
  lockHolder.release();
  await waitForValue(async () => ((await listSeqs(input.id)).length === 4 ? true : undefined));
  expect(await listSeqs(input.id)).toEqual([1, 2, 3, 4]);
  const row = await postgres.database
    .selectFrom('onboardings')
    .select('status')
    .where('id', '=', input.id)
    .executeTakeFirst();
  expect(row?.status).toBe('rolling-back');
  await projection.stop();
});
