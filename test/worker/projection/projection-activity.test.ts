import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { Notification, Snapshot } from '../../../src/domain/onboarding/snapshot';
import { createLogger } from '../../../src/lib/logger';
import { createProjectionActivities, createSnapshotWriter } from '../../../src/worker/projection/write-snapshot';
import {
  createSnapshot,
  insertSubmittedOnboarding,
  createTimelineEntries,
  getOnboardingRow,
  listTimelineSeqs,
} from '../../support/onboardings';
import { type TestDatabase, createTestDatabase } from '../../support/test-database';
import { createEngineInput, HR } from '../../workflows/support';

let postgres: TestDatabase;
beforeAll(async () => void (postgres = await createTestDatabase()));
afterAll(() => postgres.close());

const NOTICE: Notification = { key: 'a', kind: 'cancelled', to: [{ name: 'Hanna', email: HR }] };
const client = {} as Client;
const logger = createLogger('silent');
const run = (snapshot: Snapshot, owed?: () => void) =>
  new MockActivityEnvironment().run(() =>
    createProjectionActivities(
      createSnapshotWriter({ database: postgres.database, client, logger, onNotificationsWritten: owed }),
    ).writeProjection(snapshot),
  );

test('an onboarding that the database does not know does not stand in the way of its workflow', async () => {
  const unknown = createEngineInput([]);
  await run(createSnapshot(unknown, [0, 8, 2], 'in-progress', createTimelineEntries(1)));
  expect(await listTimelineSeqs(postgres.database, unknown.id)).toEqual([]);
});

test('an onboarding that stands still takes no view from a task that may fail, but the last word is a sign that it goes on', async () => {
  const { database } = postgres;
  const input = createEngineInput([]);
  await insertSubmittedOnboarding(postgres.database, input);
  const stands = { status: 'needs-attention', stuck_at: new Date() } as const;
  await database.updateTable('onboardings').set(stands).where('id', '=', input.id).execute();
  await run(createSnapshot(input, [0, 8, 1], 'in-progress', createTimelineEntries(1)));
  expect(await getOnboardingRow(database, input.id)).toMatchObject(stands);
  await run(createSnapshot(input, [0, 12, 2], 'declined', createTimelineEntries(1, 2)));
  const { status, stuck_at, closed_at } = await getOnboardingRow(database, input.id);
  expect({ status, stuck_at, closed_at }).toEqual({
    status: 'declined',
    stuck_at: null,
    closed_at: expect.any(Date),
  });
  expect(await listTimelineSeqs(database, input.id)).toEqual([1, 2, -1]);
});

test('notices that are owed wake the sender', async () => {
  const input = createEngineInput([]);
  await insertSubmittedOnboarding(postgres.database, input);
  const owed = jest.fn();
  await run(createSnapshot(input, [0, 8, 1], 'in-progress'), owed);
  expect(owed).not.toHaveBeenCalled();
  await run({ ...createSnapshot(input, [0, 8, 2], 'in-progress'), notices: [NOTICE] }, owed);
  expect(owed).toHaveBeenCalledTimes(1);
});
