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

const NOTIFICATION: Notification = { key: 'a', kind: 'cancelled', to: [{ name: 'Hanna', email: HR }] };
const client = {} as Client;
const logger = createLogger('silent');
const writeByActivity = (snapshot: Snapshot, onWritten?: () => void) =>
  new MockActivityEnvironment().run(() =>
    createProjectionActivities(
      createSnapshotWriter({ database: postgres.database, client, logger, onNotificationsWritten: onWritten }),
    ).writeProjection(snapshot),
  );

test('an onboarding unknown to the database does not block its workflow', async () => {
  const unknown = createEngineInput([]);
  await writeByActivity(createSnapshot(unknown, [0, 8, 2], 'in-progress', createTimelineEntries(1)));
  expect(await listTimelineSeqs(postgres.database, unknown.id)).toEqual([]);
});

test('a stuck onboarding ignores views until the final snapshot', async () => {
  const { database } = postgres;
  const input = createEngineInput([]);
  await insertSubmittedOnboarding(postgres.database, input);
  const stuckColumns = { status: 'needs-attention', stuck_at: new Date() } as const;
  await database.updateTable('onboardings').set(stuckColumns).where('id', '=', input.id).execute();
  await writeByActivity(createSnapshot(input, [0, 8, 1], 'in-progress', createTimelineEntries(1)));
  expect(await getOnboardingRow(database, input.id)).toMatchObject(stuckColumns);
  await writeByActivity(createSnapshot(input, [0, 12, 2], 'declined', createTimelineEntries(1, 2)));
  const { status, stuck_at, closed_at } = await getOnboardingRow(database, input.id);
  expect({ status, stuck_at, closed_at }).toEqual({
    status: 'declined',
    stuck_at: null,
    closed_at: expect.any(Date),
  });
  expect(await listTimelineSeqs(database, input.id)).toEqual([1, 2, -1]);
});

test('written notifications trigger the sender', async () => {
  const input = createEngineInput([]);
  await insertSubmittedOnboarding(postgres.database, input);
  const onWritten = jest.fn();
  await writeByActivity(createSnapshot(input, [0, 8, 1], 'in-progress'), onWritten);
  expect(onWritten).not.toHaveBeenCalled();
  await writeByActivity(
    { ...createSnapshot(input, [0, 8, 2], 'in-progress'), notifications: [NOTIFICATION] },
    onWritten,
  );
  expect(onWritten).toHaveBeenCalledTimes(1);
});
