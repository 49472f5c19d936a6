import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { Client } from '@temporalio/client';
import type { PayloadKeys } from '../../src/temporal/codec';
import { createDataConverter } from '../../src/temporal/data-converter';
import { startTestTemporal, type TestTemporal } from '../support/test-temporal';
import { getToken, TestApi } from './support/test-api';

const WORKFLOW_ID = 'onboarding:00000000-0000-4000-8000-00000000000c';
const DECISION = { by: 'grace@example.com', proof: { decisionId: 'd-1' } };

let temporal: TestTemporal;
beforeAll(async () => (temporal = await startTestTemporal()));
afterAll(() => temporal.close());

const connect = (keys: PayloadKeys) =>
  new Client({ connection: temporal.client.connection, dataConverter: createDataConverter(keys) });

async function runTemporal(...args: string[]): Promise<string> {
  const all = [...args, '--address', temporal.address, '--color', 'never'];
  return (await promisify(execFile)(temporal.cliPath, all)).stdout;
}

const showHistory = (workflowId: string, ...options: string[]) =>
  runTemporal('workflow', 'show', '--workflow-id', workflowId, '--detailed', ...options);

test('Temporal’s command line reads an encrypted history, and sends a signal, through the API alone', async () => {
  const client = connect({ encryption: [{ id: 'main', key: randomBytes(32) }] });
  const api = await TestApi.start({ client });
  try {
    const start = { workflowId: WORKFLOW_ID, taskQueue: 'none', args: [{ name: 'Ada Lovelace' }] };
    const handle = await client.workflow.start('without-worker', start);
    await handle.signal('approve', DECISION);
    const options = ['--codec-endpoint', `${api.url}/api/v1/codec`, '--codec-auth', `Bearer ${getToken('it')}`];
    const message = ['--name', 'decline', '--input', '{"by":"ops@example.com"}'];
    await runTemporal('workflow', 'signal', '--workflow-id', WORKFLOW_ID, ...message, ...options);

    const decoded = await showHistory(WORKFLOW_ID, ...options);
    for (const text of ['Ada Lovelace', 'grace@example.com', 'ops@example.com']) expect(decoded).toContain(text);
    const encoded = await showHistory(WORKFLOW_ID);
    expect(encoded).not.toMatch(/Lovelace|grace/);
    expect(encoded).toContain('ops@example.com');
  } finally {
    await api.close();
  }
});

test('without encryption it reads everything but the proven messages by itself', async () => {
  const workflowId = 'cohort:00000000-0000-4000-8000-00000000000c';
  const client = connect({ encryption: [], sealing: randomBytes(32) });
  const start = { workflowId, taskQueue: 'none', args: [{ name: 'Ada Lovelace' }] };
  const handle = await client.workflow.start('without-worker', start);
  await handle.signal('approve', DECISION);
  const history = await showHistory(workflowId);
  expect(history).toContain('Ada Lovelace');
  expect(history).not.toContain('grace@example.com');
});
