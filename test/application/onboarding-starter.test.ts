import { Client, Connection } from '@temporalio/client';
import { temporal as temporalApi } from '@temporalio/proto';
import pino from 'pino';
import { toOnboardingWorkflowId } from '../../src/domain/ids';
import type { EngineInput } from '../../src/domain/onboarding/state';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attributes';
import { pollUntil } from '../../src/lib/poll-until';
import { createDataConverter } from '../../src/temporal/data-converter';
import { startOnboardingWorkflow } from '../../src/temporal/start-onboarding-workflow';
import { createOnboardingStarter, type OnboardingStarter } from '../../src/application/onboarding-starter';
import { insertSubmittedOnboarding, getOnboardingRow } from '../support/onboardings';
import { type TestDatabase, createTestDatabase } from '../support/test-database';
import { createNamespace, startTestTemporal, type TestTemporal } from '../support/test-temporal';
import { createRequest } from '../support/requests';
import { createEngineInput, createApprovalStep } from '../workflows/support';
import { createGate } from './support/gate';

let temporal: TestTemporal;
let postgres: TestDatabase;
const starters: OnboardingStarter[] = [];
beforeAll(async () => void (temporal = await startTestTemporal()));
afterAll(() => temporal.close());
beforeEach(async () => void (postgres = await createTestDatabase()));
afterEach(async () => {
  await Promise.all(starters.splice(0).map((starter) => starter.stop()));
  await postgres.close();
});

const TIMEOUT_MS = 20_000;
const { INDEXED_VALUE_TYPE_KEYWORD: KEYWORD } = temporalApi.api.enums.v1.IndexedValueType;

function createStarter(client = temporal.client, lines: string[] = [], retryAfterMs?: number): OnboardingStarter {
  const logger = pino({}, { write: (line) => lines.push(line) });
  const starter = createOnboardingStarter({
    database: postgres.database,
    client,
    logger,
    retryRejectedAfterMs: retryAfterMs,
  });
  starters.push(starter);
  return starter;
}

async function createSubmission(changes: Partial<EngineInput> = {}): Promise<EngineInput> {
  const input = createEngineInput([createApprovalStep('managerApproval')], changes);
  await insertSubmittedOnboarding(postgres.database, input);
  return input;
}

const listUndeliveredIds = async () => {
  const rows = await postgres.database
    .selectFrom('onboardings')
    .select('id')
    .where('workflow_started_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
};
const expectAllDelivered = async () => expect(await listUndeliveredIds()).toEqual([]);
const describeWorkflow = (id: string) => temporal.client.workflow.getHandle(toOnboardingWorkflowId(id)).describe();

test('200 submissions triggered on two starters are each delivered once', async () => {
  const [one, other] = [createStarter(), createStarter()];
  one.start();
  other.start();
  const ids = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const { id } = await createSubmission();
      one.trigger(id);
      other.trigger(id);
      return id;
    }),
  );
  await pollUntil(expectAllDelivered, TIMEOUT_MS);
  for (const id of ids) {
    const handle = temporal.client.workflow.getHandle(toOnboardingWorkflowId(id));
    const { events } = await handle.fetchHistory();
    expect(events?.filter(({ workflowExecutionStartedEventAttributes: started }) => started)).toHaveLength(1);
  }
});

test('the sweep delivers a submission whose process died before the trigger', async () => {
  const { id } = await createSubmission();
  createStarter().start();
  await pollUntil(expectAllDelivered, TIMEOUT_MS);
  expect((await describeWorkflow(id)).status.name).toBe('RUNNING');
});

test('without a sweep, a trigger suffices', async () => {
  const { id } = await createSubmission();
  createStarter().trigger(id);
  await pollUntil(expectAllDelivered, TIMEOUT_MS);
  expect((await describeWorkflow(id)).status.name).toBe('RUNNING');
});

test('a closed workflow that was not recorded as delivered is not restarted', async () => {
  const input = await createSubmission();
  const handle = await startOnboardingWorkflow(temporal.client, input, 'REJECT_DUPLICATE');
  await handle.terminate();
  const { runId } = await describeWorkflow(input.id);
  createStarter().trigger(input.id);
  await pollUntil(expectAllDelivered, TIMEOUT_MS);
  expect(await describeWorkflow(input.id)).toMatchObject({ runId, status: { name: 'TERMINATED' } });
});

test('while Temporal is down, submissions wait; one warning is logged', async () => {
  const gate = await createGate(temporal.address);
  const connection = Connection.lazy({ address: gate.address });
  const lines: string[] = [];
  const starter = createStarter(new Client({ connection, dataConverter: createDataConverter() }), lines);
  starter.start();
  for (let count = 0; count < 5; count += 1) starter.trigger((await createSubmission()).id);
  await pollUntil(() => Promise.resolve(expect(lines).toHaveLength(1)), TIMEOUT_MS);
  expect(await listUndeliveredIds()).toHaveLength(5);

  await gate.open();
  await pollUntil(expectAllDelivered, TIMEOUT_MS);
  // Once for the outage. An attempt in flight while the gate opened may fail late and log a second pair.
  const levels = lines.map((line) => (JSON.parse(line) as { level: number }).level);
  expect([
    [40, 30],
    [40, 30, 40, 30],
  ]).toContainEqual(levels);
  await starter.stop();
  await connection.close();
  await gate.close();
});

test('an undeliverable submission does not block others', async () => {
  const note = 'x'.repeat(3_000_000);
  const tooLarge = await createSubmission({ request: createRequest({ note }), submittedAt: '2020-01-01T00:00:00Z' });
  createStarter().start();
  await createSubmission();
  await pollUntil(async () => expect(await listUndeliveredIds()).toEqual([tooLarge.id]), TIMEOUT_MS);
});

const listTimelineEntries = (id: string) =>
  postgres.database
    .selectFrom('timeline')
    .select(['kind', 'reason'])
    .where('onboarding_id', '=', id)
    .orderBy('id')
    .execute();
const listNotifications = () => postgres.database.selectFrom('outbox').select('notification').execute();

test('a rejected submission becomes an incident, and starts once it is fixed', async () => {
  const namespace = await createNamespace(temporal);
  const { connection } = temporal.client;
  const client = new Client({ connection, namespace, dataConverter: createDataConverter() });
  const lines: string[] = [];
  const { id } = await createSubmission({ options: { apiOnly: false, hasSearchAttributes: true } });
  const before = await getOnboardingRow(postgres.database, id);
  const startSpy = jest.spyOn(client.workflow, 'start');
  createStarter(client, lines, 50).start();
  await pollUntil(() => Promise.resolve(expect(startSpy.mock.calls.length).toBeGreaterThan(2)), TIMEOUT_MS);

  const { status, view, pending_people } = await getOnboardingRow(postgres.database, id);
  expect({ status, shown: view.status, pending_people }).toEqual({
    status: 'needs-attention',
    shown: 'needs-attention',
    pending_people: ['hr@example.com'],
  });
  const reason = view.incident?.reason;
  const cause = expect.stringMatching(/Firstday(Status|Plan)/);
  expect(view.incident).toEqual({ kind: 'not-started', reason: { code: 'not-started', params: { cause } } });
  expect(await listTimelineEntries(id)).toEqual([{ kind: 'not-started', reason }]);
  expect(await listNotifications()).toMatchObject([{ notification: { to: [{ email: 'hr@example.com' }], reason } }]);

  const searchAttributes = Object.fromEntries(Object.values(SEARCH_ATTRIBUTES).map(({ name }) => [name, KEYWORD]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  await pollUntil(expectAllDelivered, TIMEOUT_MS);
  const {
    status: statusAfter,
    view: shown,
    pending_people: pendingPeopleAfter,
  } = await getOnboardingRow(postgres.database, id);
  expect([statusAfter, shown, pendingPeopleAfter]).toEqual([before.status, before.view, before.pending_people]);
  expect((await listTimelineEntries(id)).map(({ kind }) => kind)).toEqual(['not-started', 'incident-resolved']);
  expect(await listNotifications()).toHaveLength(1);
  expect((await client.workflow.getHandle(toOnboardingWorkflowId(id)).describe()).status.name).toBe('RUNNING');
  expect(lines.map((line) => (JSON.parse(line) as { level: number }).level)).toEqual([50]);
});

test('a trigger does not retry a rejected submission', async () => {
  const note = 'x'.repeat(3_000_000);
  const { id } = await createSubmission({ request: createRequest({ note }) });
  const starter = createStarter();
  starter.trigger(id);
  await pollUntil(async () => expect(await listTimelineEntries(id)).toHaveLength(1), TIMEOUT_MS);
  const { view } = await getOnboardingRow(postgres.database, id);
  expect(view.incident).toMatchObject({ kind: 'not-started', reason: { code: 'not-started' } });
  // Temporal would accept it now, but this starter does not retry it.
  const fixedInput = JSON.stringify(createEngineInput([createApprovalStep('managerApproval')], { id }));
  await postgres.database.updateTable('onboardings').set({ input: fixedInput }).where('id', '=', id).execute();
  starter.trigger(id);
  await starter.stop();
  expect(await listUndeliveredIds()).toEqual([id]);
  createStarter().trigger(id);
  await pollUntil(expectAllDelivered, TIMEOUT_MS);
});

test('status and plan are search attributes if registered, and nothing about the hire', async () => {
  const options = { apiOnly: false, hasSearchAttributes: true };
  const [plain, searchable] = [await createSubmission(), await createSubmission({ options })];
  const starter = createStarter();
  starter.trigger(plain.id);
  starter.trigger(searchable.id);
  await pollUntil(expectAllDelivered, TIMEOUT_MS);

  const listOwnAttributes = async (id: string) => {
    const { typedSearchAttributes } = await describeWorkflow(id);
    const attributes = typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value] as const);
    return Object.fromEntries(attributes.filter(([name]) => name.startsWith('Firstday')));
  };
  expect(await listOwnAttributes(searchable.id)).toEqual({
    FirstdayStatus: 'awaiting-approval',
    FirstdayPlan: searchable.plan.name,
  });
  expect(await listOwnAttributes(plain.id)).toEqual({});
  expect((await getOnboardingRow(postgres.database, plain.id)).workflow_started_at).not.toBeNull();
});
