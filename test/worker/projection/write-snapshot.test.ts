import { randomUUID } from 'node:crypto';
import { Client as PostgresClient } from 'pg';
import type { OnboardingInput } from '../../../src/domain/plan/resolved-plan';
import type { Notification, Snapshot } from '../../../src/domain/onboarding/snapshot';
import type { OnboardingRequest } from '../../../src/domain/request';
import { computeOpenKey } from '../../../src/database/onboarding-columns';
import { listTimelineAfterId } from '../../../src/database/timeline';
import { pollUntil } from '../../../src/lib/poll-until';
import { adoptRun, writeSnapshot } from '../../../src/worker/projection/write-snapshot';
import {
  createSnapshot,
  insertSubmittedOnboarding,
  createTimelineEntries,
  getOnboardingRow,
  listTimelineSeqs,
} from '../../support/onboardings';
import { type TestDatabase, createTestDatabase, LOCK_WAITERS_SQL } from '../../support/test-database';
import { createActivityStep, createEngineInput, createApprovalStep, HR } from '../../workflows/support';

let postgres: TestDatabase;
beforeAll(async () => void (postgres = await createTestDatabase()));
afterAll(() => postgres.close());

const RUN = randomUUID();

async function insertTestOnboarding(): Promise<OnboardingInput> {
  const input = createEngineInput([
    createApprovalStep('managerApproval'),
    createActivityStep('claimUsername', ['managerApproval']),
  ]);
  await insertSubmittedOnboarding(postgres.database, input);
  return input;
}

const createNotification = (key: string): Notification => ({
  key,
  kind: 'cancelled',
  to: [{ name: 'Hanna', email: HR }],
});

test('a snapshot writes view, columns, timeline and notifications', async () => {
  const { database } = postgres;
  const input = await insertTestOnboarding();
  const snapshot: Snapshot = {
    ...createSnapshot(input, [0, 8, 2], 'in-progress', createTimelineEntries(1, 2)),
    notifications: [createNotification('a'), createNotification('b')],
    pendingPeople: ['grace@example.com'],
  };
  expect(await writeSnapshot(database, snapshot, RUN)).toBe('written');

  const row = await getOnboardingRow(database, input.id);
  expect(row).toMatchObject({
    status: 'in-progress',
    run_id: RUN,
    pending_people: ['grace@example.com'],
    closed_at: null,
  });
  expect(row.view).toEqual({ ...snapshot.view, timeline: [] });
  expect(row.workflow_started_at).toBeInstanceOf(Date);
  expect(await listTimelineSeqs(database, input.id)).toEqual([1, 2]);
  const outboxQuery = database.selectFrom('outbox').select('notification').where('onboarding_id', '=', input.id);
  expect((await outboxQuery.execute()).map(({ notification }) => notification)).toEqual(snapshot.notifications);
});

/** Snapshot of a workflow with an amended request and the start date of that request. */
function createAmendedSnapshot(
  input: OnboardingInput,
  changes: Partial<OnboardingRequest>,
  overrides: Partial<Snapshot> = {},
): Snapshot {
  const snapshot = createSnapshot(input, [0, 9, 3], 'in-progress');
  const request = { ...input.request, ...changes };
  return { ...snapshot, ...overrides, view: { ...snapshot.view, request, startDate: request.startDate } };
}

const createEmployee = (personalEmail: string) => ({ givenName: 'Ada', familyName: 'Byron', personalEmail });

test('list columns follow an amended request and a moved start date', async () => {
  const { database } = postgres;
  const input = await insertTestOnboarding();
  const snapshot = createAmendedSnapshot(input, {
    employee: { ...createEmployee('ada@example.org'), preferredName: 'Countess' },
    job: { ...input.request.job, department: 'Sales', location: 'london' },
    manager: { name: 'Miguel', email: 'miguel@example.com' },
    startDate: '2027-04-01',
  });
  const view = {
    ...snapshot.view,
    plan: 'contractor',
    atRiskAt: '2027-03-20T08:00:00Z',
    lateAt: '2027-03-22T08:00:00Z',
  };
  await writeSnapshot(database, { ...snapshot, view }, RUN);
  expect(await getOnboardingRow(database, input.id)).toMatchObject({
    plan: 'contractor',
    employee_name: 'Countess Byron',
    department: 'Sales',
    location: 'london',
    manager_email: 'miguel@example.com',
    start_date: '2027-04-01',
    at_risk_at: new Date('2027-03-20T08:00:00Z'),
    late_at: new Date('2027-03-22T08:00:00Z'),
  });
  await writeSnapshot(database, createAmendedSnapshot(input, {}), RUN);
  expect(await getOnboardingRow(database, input.id)).toMatchObject({ at_risk_at: null, late_at: null });
});

test('access ends for people who are no longer involved', async () => {
  const { database } = postgres;
  const input = await insertTestOnboarding();
  const writeInvolved = (involvedPeople: string[]) =>
    writeSnapshot(database, createAmendedSnapshot(input, {}, { involvedPeople }), RUN);
  await writeInvolved(['deputy@example.com', 'grace@example.com']);
  await writeInvolved(['grace@example.com', 'it@example.com']);
  const { involved_people: involvedPeople } = await getOnboardingRow(database, input.id);
  expect(involvedPeople).toEqual(['grace@example.com', 'it@example.com']);
});

test('an amended address moves the open key unless it is taken', async () => {
  const { database } = postgres;
  const [first, second] = [createEngineInput([]), createEngineInput([])];
  await insertSubmittedOnboarding(database, first);
  await insertSubmittedOnboarding(database, second);
  const address = { employee: createEmployee('moved@example.org') };
  const key = computeOpenKey({ ...first.request, ...address });
  await writeSnapshot(database, createAmendedSnapshot(first, address), RUN);
  expect((await getOnboardingRow(database, first.id)).open_key).toBe(key);
  expect(await writeSnapshot(database, createAmendedSnapshot(second, address), RUN)).toBe('written');
  const row = await getOnboardingRow(database, second.id);
  expect([row.open_key, row.view.request.employee]).toEqual([second.id, address.employee]);
});

test('hard case 4: a late write keeps the view, but adds its entries', async () => {
  const { database } = postgres;
  const input = await insertTestOnboarding();
  await writeSnapshot(database, createSnapshot(input, [0, 20, 9], 'completed', createTimelineEntries(1, 3)), RUN);
  const before = await getOnboardingRow(database, input.id);
  for (const older of [
    [0, 20, 8],
    [0, 19, 9],
  ] as const) {
    expect(
      await writeSnapshot(database, createSnapshot(input, older, 'in-progress', createTimelineEntries(2)), RUN),
    ).toBe('older');
  }
  expect(await getOnboardingRow(database, input.id)).toEqual(before);
  expect(before.closed_at).toBeInstanceOf(Date);
  expect((await listTimelineSeqs(database, input.id)).sort()).toEqual([1, 2, 3]);
});

test('a repeated workflow task replaces its earlier entries', async () => {
  const { database } = postgres;
  const input = await insertTestOnboarding();
  const [first, second, third] = createTimelineEntries(1, 2, 3);
  if (!first || !second || !third) throw new Error('no entries');
  await writeSnapshot(database, createSnapshot(input, [0, 8, 3], 'in-progress', [first, second]), RUN);
  const repeated = [first, { ...second, kind: 'ignored', by: HR }, { ...third, kind: second.kind }];
  await writeSnapshot(database, createSnapshot(input, [0, 12, 4], 'in-progress', repeated), RUN);
  const after = await listTimelineAfterId(database, input.id, '0', 10);
  expect(after.map(({ entry }) => entry)).toMatchObject(repeated);
  await writeSnapshot(database, createSnapshot(input, [0, 8, 3], 'in-progress', [first, second]), RUN);
  expect(await listTimelineAfterId(database, input.id, '0', 10)).toEqual(after);
});

test('a repeated write changes nothing', async () => {
  const { database } = postgres;
  const input = await insertTestOnboarding();
  const snapshot = {
    ...createSnapshot(input, [0, 8, 2], 'in-progress', createTimelineEntries(1, 2)),
    notifications: [createNotification('a')],
  };
  await writeSnapshot(database, snapshot, RUN);
  const before = await getOnboardingRow(database, input.id);
  expect(await writeSnapshot(database, snapshot, RUN)).toBe('written');
  expect(await getOnboardingRow(database, input.id)).toEqual({ ...before, updated_at: expect.any(Date) });
  expect(await listTimelineSeqs(database, input.id)).toEqual([1, 2]);
});

test('the next run replaces the previous one', async () => {
  const { database } = postgres;
  const input = await insertTestOnboarding();
  await writeSnapshot(database, createSnapshot(input, [0, 900, 50], 'in-progress'), RUN);
  expect(await writeSnapshot(database, createSnapshot(input, [1, 3, 51], 'rolling-back'), 'next')).toBe('written');
  expect(await writeSnapshot(database, createSnapshot(input, [0, 901, 51], 'in-progress'), RUN)).toBe('another-run');
  expect((await getOnboardingRow(database, input.id)).status).toBe('rolling-back');
});

test('the final write frees the open key, once', async () => {
  const { database } = postgres;
  const [first, second] = [createEngineInput([]), createEngineInput([])];
  await insertSubmittedOnboarding(database, first, 'person');
  await writeSnapshot(database, createSnapshot(first, [0, 5, 1], 'in-progress'), RUN);
  await expect(insertSubmittedOnboarding(database, second, 'person')).rejects.toThrow('open_key');
  const final = createSnapshot(first, [0, 9, 2], 'declined');
  await writeSnapshot(database, final, RUN);
  await insertSubmittedOnboarding(database, second, 'person');
  await writeSnapshot(database, final, RUN);
  expect((await getOnboardingRow(database, second.id)).open_key).toBe('person');
});

test('a signal during the final write reopens the onboarding and its key', async () => {
  const { database } = postgres;
  const unique = { employee: createEmployee(`${randomUUID()}@example.org`) };
  for (const isTaken of [false, true]) {
    const input = await insertTestOnboarding();
    const withUniqueEmployee = (snapshot: Snapshot): Snapshot => ({
      ...snapshot,
      view: { ...snapshot.view, request: { ...input.request, ...unique } },
    });
    await writeSnapshot(database, withUniqueEmployee(createSnapshot(input, [0, 9, 3], 'completed')), RUN);
    expect(await getOnboardingRow(database, input.id)).toMatchObject({ open_key: null, closed_at: expect.any(Date) });
    await writeSnapshot(database, withUniqueEmployee(createSnapshot(input, [0, 12, 4], 'rolling-back')), RUN);
    const key = isTaken ? null : computeOpenKey({ ...input.request, ...unique });
    expect(await getOnboardingRow(database, input.id)).toMatchObject({
      status: 'rolling-back',
      open_key: key,
      closed_at: null,
    });
  }
});

test('overlapping writes keep the newest view and a complete timeline', async () => {
  const { database } = postgres;
  const input = await insertTestOnboarding();
  const count = 60;
  const all = createTimelineEntries(...Array.from({ length: count }, (_, index) => index + 1));
  const snapshots = all.map((_, index) => {
    const status = index === count - 1 ? 'completed' : 'in-progress';
    return createSnapshot(
      input,
      [0, 10 + Math.floor(index / 7), index],
      status,
      all.slice(Math.max(0, index - 2), index + 1),
    );
  });
  const shuffled = snapshots.map((snapshot, index) => ({ snapshot, order: (index * 37) % count }));
  shuffled.sort((one, other) => one.order - other.order);
  await Promise.all(shuffled.map(({ snapshot }) => writeSnapshot(database, snapshot, RUN)));

  expect(await getOnboardingRow(database, input.id)).toMatchObject({
    status: 'completed',
    revision_changes: count - 1,
    open_key: null,
  });
  const seqs = (await listTimelineSeqs(database, input.id)).sort((one, other) => one - other);
  expect(seqs).toEqual(all.map(({ seq }) => seq));
});

test('an older overlapping write waits, and then changes nothing', async () => {
  const { database, pool } = postgres;
  const input = await insertTestOnboarding();
  const older = await database.transaction().execute(async (newer) => {
    await writeSnapshot(newer, createSnapshot(input, [0, 20, 9], 'completed'), RUN);
    const waiting = writeSnapshot(database, createSnapshot(input, [0, 19, 8], 'in-progress'), RUN);
    await pollUntil(async () => {
      const { rows } = await pool.query(LOCK_WAITERS_SQL);
      expect(rows).toHaveLength(1);
    }, 60_000);
    return { waiting };
  });
  expect(await older.waiting).toBe('older');
  expect((await getOnboardingRow(database, input.id)).status).toBe('completed');
});

test('a reset run is adopted; later entries of the other run are set aside', async () => {
  const { database } = postgres;
  const input = await insertTestOnboarding();
  await writeSnapshot(database, createSnapshot(input, [0, 40, 9], 'cancelled', createTimelineEntries(1, 2, 3, 4)), RUN);
  const again = createTimelineEntries(2, 3).map((entry) => (entry.seq === 3 ? { ...entry, kind: 'otherwise' } : entry));
  const reset = createSnapshot(input, [0, 12, 5], 'in-progress', again);
  expect(await writeSnapshot(database, reset, 'reset')).toBe('another-run');
  await adoptRun(database, reset, 'reset');

  expect(await getOnboardingRow(database, input.id)).toMatchObject({
    status: 'in-progress',
    run_id: 'reset',
    closed_at: null,
  });
  const seqs = await listTimelineSeqs(database, input.id);
  expect(seqs.filter((seq) => seq > 0)).toEqual([1, 2, 3]);
  expect(seqs.filter((seq) => seq < 0)).toHaveLength(2);
  expect(
    await writeSnapshot(database, createSnapshot(input, [0, 13, 6], 'completed', createTimelineEntries(4)), 'reset'),
  ).toBe('written');
  expect(await writeSnapshot(database, createSnapshot(input, [0, 99, 99], 'in-progress'), RUN)).toBe('another-run');
});

test('listeners are notified of a write', async () => {
  const input = await insertTestOnboarding();
  const listener = new PostgresClient({ connectionString: postgres.url });
  await listener.connect();
  await listener.query('listen onboarding');
  const notification = new Promise((resolve) => listener.once('notification', ({ payload }) => resolve(payload)));
  await writeSnapshot(postgres.database, createSnapshot(input, [0, 8, 2], 'in-progress'), RUN);
  expect(await notification).toBe(input.id);
  await listener.end();
});
