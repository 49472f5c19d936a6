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
const entry = (seq: number) => ({ seq, at: '2027-01-01T00:00:00.000Z', kind: `k${String(seq)}` });
const projection = () =>
  createProjection({ database: postgres.database, client: {} as Client, logger: createLogger('silent') });
const write = async ({ sinks }: ReturnType<typeof projection>, snapshot: Snapshot): Promise<void> => {
  await sinks.projection.write.fn(workflow, snapshot);
};
const seqs = async (id: string): Promise<number[]> => {
  const rows = await postgres.database
    .selectFrom('timeline')
    .select('seq')
    .where('onboarding_id', '=', id)
    .orderBy('seq')
    .execute();
  return rows.map(({ seq }) => seq);
};

test('a snapshot is written at once, and what follows in a burst together', async () => {
  const input = createEngineInput([]);
  await insertSubmittedOnboarding(postgres.database, input);
  const held = projection();
  for (let seq = 1; seq <= 20; seq += 1)
    await write(held, createSnapshot(input, [0, seq, seq], 'in-progress', [entry(seq)]));
  await waitForValue(async () => ((await seqs(input.id)).length === 20 ? true : undefined));
  expect(await seqs(input.id)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  await held.stop();
});

test('with the database away the workflow goes on, and nothing of it is missing afterwards', async () => {
  const input = createEngineInput([]);
  await insertSubmittedOnboarding(postgres.database, input);
  await postgres.database.updateTable('onboardings').set({ status: 'scheduled' }).where('id', '=', input.id).execute();
  const busy = await postgres.pool.connect();
  await busy.query('begin');
  await busy.query('lock table timeline in access exclusive mode');
  const held = projection();
  await write(held, createSnapshot(input, [0, 3, 1], 'in-progress', [entry(1)]));
  await write(held, createSnapshot(input, [0, 6, 2], 'in-progress', [entry(2), entry(3)]));
  await write(held, createSnapshot(input, [0, 9, 3], 'rolling-back', [entry(3), entry(4)]));
  await busy.query('rollback');
  busy.release();
  await waitForValue(async () => ((await seqs(input.id)).length === 4 ? true : undefined));
  expect(await seqs(input.id)).toEqual([1, 2, 3, 4]);
  const row = await postgres.database
    .selectFrom('onboardings')
    .select('status')
    .where('id', '=', input.id)
    .executeTakeFirst();
  expect(row?.status).toBe('rolling-back');
  await held.stop();
});
