import { Client, Connection } from '@temporalio/client';
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

const PATIENCE_MS = 20_000;

function aStarter(client = temporal.client, lines: string[] = [], afterRefusalMs?: number): OnboardingStarter {
  const logger = pino({}, { write: (line) => lines.push(line) });
  const starter = createOnboardingStarter({
    database: postgres.database,
    client,
    logger,
    retryRejectedAfterMs: afterRefusalMs,
  });
  starters.push(starter);
  return starter;
}

async function aSubmission(changes: Partial<EngineInput> = {}): Promise<EngineInput> {
  const input = createEngineInput([createApprovalStep('managerApproval')], changes);
  await insertSubmittedOnboarding(postgres.database, input);
  return input;
}

const undelivered = async () => {
  const rows = await postgres.database
    .selectFrom('onboardings')
    .select('id')
    .where('delivered_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
};
const allDelivered = async () => expect(await undelivered()).toEqual([]);
const described = (id: string) => temporal.client.workflow.getHandle(toOnboardingWorkflowId(id)).describe();

test('200 submissions at once, told to two starters, are each delivered once', async () => {
  const [one, other] = [aStarter(), aStarter()];
  one.start();
  other.start();
  const ids = await Promise.all(
    Array.from({ length: 200 }, async () => {
      const { id } = await aSubmission();
      one.trigger(id);
      other.trigger(id);
      return id;
    }),
  );
  await pollUntil(allDelivered, PATIENCE_MS);
  for (const id of ids) {
    const handle = temporal.client.workflow.getHandle(toOnboardingWorkflowId(id));
    const { events } = await handle.fetchHistory();
    expect(events?.filter(({ workflowExecutionStartedEventAttributes: started }) => started)).toHaveLength(1);
  }
});

test('a submission whose process died before it told anybody is found and delivered', async () => {
  const { id } = await aSubmission();
  aStarter().start();
  await pollUntil(allDelivered, PATIENCE_MS);
  expect((await described(id)).status.name).toBe('RUNNING');
});

test('without a sweep, waking is enough', async () => {
  const { id } = await aSubmission();
  aStarter().trigger(id);
  await pollUntil(allDelivered, PATIENCE_MS);
  expect((await described(id)).status.name).toBe('RUNNING');
});

test('an onboarding that was started, closed and never recorded as delivered does not start again', async () => {
  const input = await aSubmission();
  const handle = await startOnboardingWorkflow(temporal.client, input, 'REJECT_DUPLICATE');
  await handle.terminate();
  const { runId } = await described(input.id);
  aStarter().trigger(input.id);
  await pollUntil(allDelivered, PATIENCE_MS);
  expect(await described(input.id)).toMatchObject({ runId, status: { name: 'TERMINATED' } });
});

test('while Temporal is down submissions wait, it is said once, and they are delivered when it is back', async () => {
  const gate = await createGate(temporal.address);
  const connection = Connection.lazy({ address: gate.address });
  const lines: string[] = [];
  const starter = aStarter(new Client({ connection, dataConverter: createDataConverter() }), lines);
  starter.start();
  for (let count = 0; count < 5; count += 1) starter.trigger((await aSubmission()).id);
  await pollUntil(() => Promise.resolve(expect(lines).toHaveLength(1)), PATIENCE_MS);
  expect(await undelivered()).toHaveLength(5);

  await gate.open();
  await pollUntil(allDelivered, PATIENCE_MS);
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

test('a submission that Temporal will not take stands in no other’s way', async () => {
  const note = 'x'.repeat(3_000_000);
  const tooLarge = await aSubmission({ request: createRequest({ note }), submittedAt: '2020-01-01T00:00:00Z' });
  aStarter().start();
  await aSubmission();
  await pollUntil(async () => expect(await undelivered()).toEqual([tooLarge.id]), PATIENCE_MS);
});

const toldFromOutside = (id: string) =>
  postgres.database
    .selectFrom('timeline')
    .select(['kind', 'note'])
    .where('onboarding_id', '=', id)
    .orderBy('id')
    .execute();
const mails = () => postgres.database.selectFrom('outbox').select('notice').execute();

test('a submission that Temporal refuses waits visibly, is told once, and is started once that is mended', async () => {
  const namespace = await createNamespace(temporal);
  const { connection } = temporal.client;
  const client = new Client({ connection, namespace, dataConverter: createDataConverter() });
  const lines: string[] = [];
  const { id } = await aSubmission({ options: { apiOnly: false, searchAttributes: true } });
  const before = await getOnboardingRow(postgres.database, id);
  const starting = jest.spyOn(client.workflow, 'start');
  aStarter(client, lines, 50).start();
  await pollUntil(() => Promise.resolve(expect(starting.mock.calls.length).toBeGreaterThan(2)), PATIENCE_MS);

  const { status, view, waiting_for } = await getOnboardingRow(postgres.database, id);
  expect({ status, shown: view.status, waiting_for }).toEqual({
    status: 'needs-attention',
    shown: 'needs-attention',
    waiting_for: ['hr@example.com'],
  });
  expect(view.obstacle).toMatch(/^Temporal refuses to start it: .*Firstday(Department|Location|StartDate)/);
  expect(await toldFromOutside(id)).toEqual([{ kind: 'not-started', note: view.obstacle }]);
  expect(await mails()).toMatchObject([{ notice: { to: [{ email: 'hr@example.com' }], note: view.obstacle } }]);

  const searchAttributes = Object.fromEntries(
    Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) => [name, type === 'KEYWORD' ? 2 : 6]),
  );
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  await pollUntil(allDelivered, PATIENCE_MS);
  const { status: after, view: shown, waiting_for: asked } = await getOnboardingRow(postgres.database, id);
  expect([after, shown, asked]).toEqual([before.status, before.view, before.waiting_for]);
  expect((await toldFromOutside(id)).map(({ kind }) => kind)).toEqual(['not-started', 'goes-on']);
  expect(await mails()).toHaveLength(1);
  expect((await client.workflow.getHandle(toOnboardingWorkflowId(id)).describe()).status.name).toBe('RUNNING');
  expect(lines.map((line) => (JSON.parse(line) as { level: number }).level)).toEqual([50]);
});

test('what Temporal refuses is not asked for again by whoever says something to it', async () => {
  const note = 'x'.repeat(3_000_000);
  const { id } = await aSubmission({ request: createRequest({ note }) });
  const starter = aStarter();
  starter.trigger(id);
  await pollUntil(async () => expect(await toldFromOutside(id)).toHaveLength(1), PATIENCE_MS);
  const { view } = await getOnboardingRow(postgres.database, id);
  expect(view.obstacle).toMatch(/^Temporal refuses to start it: /);
  // Temporal would accept it now, but this starter does not retry it.
  const mended = JSON.stringify(createEngineInput([createApprovalStep('managerApproval')], { id }));
  await postgres.database.updateTable('onboardings').set({ input: mended }).where('id', '=', id).execute();
  starter.trigger(id);
  await starter.stop();
  expect(await undelivered()).toEqual([id]);
  aStarter().trigger(id);
  await pollUntil(allDelivered, PATIENCE_MS);
});

test('search attributes are set where the namespace has them, and hold nothing personal', async () => {
  const options = { apiOnly: false, searchAttributes: true };
  const [plain, searchable] = [await aSubmission(), await aSubmission({ options })];
  const starter = aStarter();
  starter.trigger(plain.id);
  starter.trigger(searchable.id);
  await pollUntil(allDelivered, PATIENCE_MS);

  const { typedSearchAttributes } = await described(searchable.id);
  expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.department)).toBe('Engineering');
  expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.location)).toBe('berlin');
  expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.startDate)).toEqual(new Date(searchable.plan.dayOne.startsAt));
  const names = ({ typedSearchAttributes: attributes }: typeof unsearchable) =>
    attributes.getAll().map(({ key }) => key.name);
  const unsearchable = await described(plain.id);
  expect(names(unsearchable).filter((name) => name.startsWith('Firstday'))).toEqual([]);
  expect((await getOnboardingRow(postgres.database, plain.id)).delivered_at).not.toBeNull();
});
