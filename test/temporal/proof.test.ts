import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { temporal as proto } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import type { PayloadKeys } from '../../src/temporal/codec';
import { createDataConverter } from '../../src/temporal/data-converter';
import { decodeHistory } from '../../src/temporal/decode-history';
import { hasSearchAttributes } from '../../src/temporal/search-attributes';
import { startTestTemporal, type TestTemporal } from '../support/test-temporal';
import type { failOutOfStock, listener } from './support/workflows';

const DECISION = { by: 'grace@example.com', proof: { decisionId: 'd-1' } };
const workflowsPath = require.resolve('./support/workflows');
const taskQueue = 'proof';
let server: TestTemporal;

beforeAll(async () => (server = await startTestTemporal()));
afterAll(() => server.close());

/** Runs `work` with a worker and a client that use these keys. */
async function withKeys<T>(keys: PayloadKeys, work: (client: Client) => Promise<T>): Promise<T> {
  const dataConverter = createDataConverter(keys);
  const worker = await Worker.create({ connection: server.connection, taskQueue, workflowsPath, dataConverter });
  return worker.runUntil(work(new Client({ connection: server.client.connection, dataConverter })));
}

/** Whole history as text. Each string is followed by its base64-decoded form. */
async function readHistoryText(workflowId: string): Promise<string> {
  const { History } = proto.api.history.v1;
  const history = History.create(await server.client.workflow.getHandle(workflowId).fetchHistory());
  const withBytes = (_name: string, value: unknown) =>
    typeof value === 'string' ? `${value} ${Buffer.from(value, 'base64').toString()}` : value;
  return JSON.stringify(History.toObject(history, { bytes: String }), withBytes);
}

/** Client without the data converter of the product, such as Temporal's own command line. */
const createForeignClient = () => new Client({ connection: server.client.connection });

test.each([
  ['sealed', { encryption: [], sealing: randomBytes(32) }],
  ['encrypted', { encryption: [{ id: 'main', key: randomBytes(32) }] }],
])('in a workflow, our %s signals keep their proof, and others lose it', async (_how, keys) => {
  await withKeys(keys, async (client) => {
    const workflowId = randomUUID();
    const handle = await client.workflow.start<typeof listener>('listener', { workflowId, taskQueue });
    const foreign = createForeignClient().workflow.getHandle(workflowId);
    await handle.signal('say', DECISION);
    await foreign.signal('say', DECISION);
    await foreign.signal('say', { firstdayUndecodable: false });
    await handle.signal('say', 'stop');
    const [ours, theirs, other] = await handle.result();
    expect(ours).toEqual(DECISION);
    expect(theirs).toEqual({ by: DECISION.by });
    expect(other).toEqual({ firstdayUndecodable: false });
    expect(await handle.query('heard')).toHaveLength(4);
  });
});

test('an undecodable signal does not stop the workflow', async () => {
  const keys = { encryption: [{ id: 'main', key: randomBytes(32) }] };
  await withKeys(keys, async (client) => {
    const workflowId = randomUUID();
    const handle = await client.workflow.start<typeof listener>('listener', { workflowId, taskQueue });
    const encodings = ['json/plain', 'binary/encrypted', 'something/else'];
    for (const encoding of encodings) {
      const payload = { metadata: { encoding: Buffer.from(encoding) }, data: Buffer.from('{"half') };
      await client.workflowService.signalWorkflowExecution({
        namespace: 'default',
        workflowExecution: { workflowId },
        signalName: 'say',
        input: { payloads: [payload] },
      });
    }
    await handle.signal('say', 'stop');
    const marker = { firstdayUndecodable: true };
    expect(await handle.result()).toEqual([marker, marker, marker, 'stop']);
  });
});

test('with a key, payloads and failures in the history are unreadable', async () => {
  const keys = { encryption: [{ id: 'main', key: randomBytes(32) }] };
  const workflowId = randomUUID();
  await withKeys(keys, async (client) => {
    const options = { workflowId, taskQueue, args: ['Ada Lovelace'] as [string] };
    const failure = client.workflow.execute<typeof failOutOfStock>('failOutOfStock', options);
    await expect(failure).rejects.toMatchObject({
      cause: { message: 'No laptop for Ada Lovelace', type: 'OutOfStock' },
    });
  });
  const reader = new Client({ connection: server.client.connection, dataConverter: createDataConverter(keys) });
  const { events } = await reader.workflow.getHandle(workflowId).fetchHistory();
  const decoded = await decodeHistory(reader, workflowId, events ?? []);
  expect(decoded[0]).toMatchObject({ id: 1, type: 'WorkflowExecutionStarted', values: ['Ada Lovelace'] });
  expect(decoded.at(-1)).toMatchObject({
    type: 'WorkflowExecutionFailed',
    failure: { type: 'OutOfStock', message: 'No laptop for Ada Lovelace' },
  });
  const text = await readHistoryText(workflowId);
  expect(text).toContain('OutOfStock');
  expect(text).not.toContain('Lovelace');
});

test('without a key, the same history is readable (control of the test above)', async () => {
  const workflowId = randomUUID();
  await withKeys({ encryption: [], sealing: randomBytes(32) }, async (client) => {
    const options = { workflowId, taskQueue, args: ['Ada Lovelace'] as [string] };
    await expect(client.workflow.execute<typeof failOutOfStock>('failOutOfStock', options)).rejects.toThrow();
  });
  expect(await readHistoryText(workflowId)).toContain('No laptop for Ada Lovelace');
});

test('without a key, operators see all but the proven messages as plain JSON', async () => {
  const workflowId = randomUUID();
  await withKeys({ encryption: [], sealing: randomBytes(32) }, async (client) => {
    const options = { workflowId, taskQueue, memo: { note: 'text' }, staticSummary: 'Listens' };
    const handle = await client.workflow.start<typeof listener>('listener', options);
    for (const message of [DECISION, 'stop']) await handle.signal('say', message);
    await handle.result();
    const { queryResult } = await client.workflowService.queryWorkflow({
      namespace: 'default',
      execution: { workflowId },
      query: { queryType: 'heard' },
    });
    expect(queryResult?.payloads?.map(({ metadata }) => Object.keys(metadata ?? {}))).toEqual([['encoding']]);
  });
  const text = await readHistoryText(workflowId);
  expect(text).toContain('Listens');
  expect(text.match(/"firstday-[a-z]+"/g)?.sort()).toEqual(['"firstday-seal"', '"firstday-workflow"']);
});

test('search attributes are detected if registered, else reported missing', async () => {
  expect(await hasSearchAttributes(server.client)).toBe(true);
  const elsewhere = new Client({ connection: server.client.connection, namespace: 'nowhere' });
  expect(await hasSearchAttributes(elsewhere)).toBe(false);
});
