import { Client } from '@temporalio/client';
import pino from 'pino';
import { pollUntil } from '../../../src/lib/poll-until';
import { createDataConverter } from '../../../src/temporal/data-converter';
import { startReconciler, type ReconcilerDeps } from '../../../src/worker/reconciler/reconciler';
import type { BackgroundLoop } from '../../../src/lib/background-loop';
import { insertSubmittedOnboarding } from '../../support/onboardings';
import { type TestDatabase, createTestDatabase } from '../../support/test-database';
import { createNamespace, startTestTemporal, type TestTemporal } from '../../support/test-temporal';
import { startOnboardingWorkflow } from '../../../src/temporal/start-onboarding-workflow';
import { createLongRunningInput, TIMEOUT_MS } from '../support/worker-platform';

let temporal: TestTemporal;
let postgres: TestDatabase;
let reconciler: BackgroundLoop | undefined;
const lines: string[] = [];
beforeAll(async () => void (temporal = await startTestTemporal()));
afterAll(() => temporal.close());
beforeEach(async () => void (postgres = await createTestDatabase()));
afterEach(async () => {
  await reconciler?.stop();
  lines.length = 0;
  await postgres.close();
});

const inNamespace = (namespace: string) =>
  new Client({ connection: temporal.client.connection, namespace, dataConverter: createDataConverter() });

function reconcile(client: Client, missing?: ReconcilerDeps['missingWorkflows']): void {
  const logger = pino({}, { write: (line) => lines.push(line) });
  reconciler = startReconciler({
    database: postgres.database,
    client,
    logger,
    missingWorkflows: missing,
    intervalMs: 50,
    quietMs: 0,
  });
}

/** Inserts an onboarding delivered this many days ago. With a client, its workflow runs in the client's namespace. */
async function delivered(daysAgo: number, client?: Client): Promise<string> {
  const { database } = postgres;
  const input = createLongRunningInput();
  await insertSubmittedOnboarding(database, input);
  if (client) await startOnboardingWorkflow(client, input, 'REJECT_DUPLICATE');
  const delivered_at = new Date(Date.now() - daysAgo * 86_400_000);
  await database.updateTable('onboardings').set({ delivered_at }).where('id', '=', input.id).execute();
  return input.id;
}

async function lost(): Promise<string[]> {
  const rows = await postgres.database
    .selectFrom('onboardings')
    .select('id')
    .where('lost_at', 'is not', null)
    .orderBy('delivered_at')
    .execute();
  return rows.map(({ id }) => id);
}
const told = () => postgres.database.selectFrom('outbox').select('id').execute();
const said = (what: string) => pollUntil(() => Promise.resolve(expect(lines.join('')).toContain(what)), TIMEOUT_MS);

test('looked for in the wrong namespace, nobody is lost and nobody is told, until the right one is asked', async () => {
  const elsewhere = inNamespace(await createNamespace(temporal));
  for (const daysAgo of [3, 2]) await delivered(daysAgo, temporal.client);
  // A later submission goes to the wrong namespace as well, and is no evidence.
  await delivered(1, elsewhere);
  reconcile(elsewhere);
  await said('Temporal knows none of 2 open onboardings that it was given. None of them is given up for lost');
  expect(lines.join('')).toContain('TEMPORAL_NAMESPACE');
  await reconciler?.stop();
  expect([await lost(), await told()]).toEqual([[], []]);
});

test('in a namespace that Temporal does not know, nobody is lost', async () => {
  await delivered(1, temporal.client);
  reconcile(inNamespace('misspelt'));
  await said('Temporal does not know the namespace');
  await reconciler?.stop();
  expect([await lost(), await told()]).toEqual([[], []]);
});

test('many are lost where Temporal knows one as old as they are', async () => {
  await delivered(9, temporal.client);
  const gone = [await delivered(3), await delivered(2), await delivered(1)];
  reconcile(temporal.client);
  await pollUntil(async () => expect(await lost()).toEqual(gone), TIMEOUT_MS);
});

test('many are lost where the operator says so', async () => {
  const gone = [await delivered(3), await delivered(2)];
  reconcile(temporal.client);
  await said('MISSING_WORKFLOWS=lost');
  await reconciler?.stop();
  expect(await lost()).toEqual([]);
  reconcile(temporal.client, 'lost');
  await pollUntil(async () => expect(await lost()).toEqual(gone), TIMEOUT_MS);
});

test('a doubt that is over is said once, and may come again', async () => {
  const id = await delivered(3);
  const other = await delivered(2);
  reconcile(temporal.client);
  await said('None of them is given up for lost');
  const close = (closed_at: Date | null) =>
    postgres.database.updateTable('onboardings').set({ closed_at }).where('id', 'in', [id, other]).execute();
  await close(new Date());
  await said('Temporal knows the open onboardings');
  await close(null);
  await pollUntil(() => Promise.resolve(expect(lines).toHaveLength(3)), TIMEOUT_MS);
});
