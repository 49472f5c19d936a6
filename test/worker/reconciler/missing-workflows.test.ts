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

const createNamespaceClient = (namespace: string) =>
  new Client({ connection: temporal.client.connection, namespace, dataConverter: createDataConverter() });

function startTestReconciler(client: Client, missing?: ReconcilerDeps['missingWorkflows']): void {
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
async function insertDelivered(daysAgo: number, client?: Client): Promise<string> {
  const { database } = postgres;
  const input = createLongRunningInput();
  await insertSubmittedOnboarding(database, input);
  if (client) await startOnboardingWorkflow(client, input, 'REJECT_DUPLICATE');
  const workflow_started_at = new Date(Date.now() - daysAgo * 86_400_000);
  await database.updateTable('onboardings').set({ workflow_started_at }).where('id', '=', input.id).execute();
  return input.id;
}

async function listOrphanedIds(): Promise<string[]> {
  const rows = await postgres.database
    .selectFrom('onboardings')
    .select('id')
    .where('orphaned_at', 'is not', null)
    .orderBy('workflow_started_at')
    .execute();
  return rows.map(({ id }) => id);
}
const listNotifications = () => postgres.database.selectFrom('outbox').select('id').execute();
const expectLogged = (text: string) =>
  pollUntil(() => Promise.resolve(expect(lines.join('')).toContain(text)), TIMEOUT_MS);

test('in the wrong namespace, no workflow counts as missing', async () => {
  const elsewhere = createNamespaceClient(await createNamespace(temporal));
  for (const daysAgo of [3, 2]) await insertDelivered(daysAgo, temporal.client);
  // A later submission goes to the wrong namespace as well, and is no evidence.
  await insertDelivered(1, elsewhere);
  startTestReconciler(elsewhere);
  await expectLogged('Temporal knows none of 2 open onboardings that it was given. None is marked as orphaned');
  expect(lines.join('')).toContain('TEMPORAL_NAMESPACE');
  await reconciler?.stop();
  expect([await listOrphanedIds(), await listNotifications()]).toEqual([[], []]);
});

test('in an unknown namespace, no workflow counts as missing', async () => {
  await insertDelivered(1, temporal.client);
  startTestReconciler(createNamespaceClient('misspelt'));
  await expectLogged('Temporal does not know the namespace');
  await reconciler?.stop();
  expect([await listOrphanedIds(), await listNotifications()]).toEqual([[], []]);
});

test('workflows are missing if Temporal knows an equally old one', async () => {
  await insertDelivered(9, temporal.client);
  const missingIds = [await insertDelivered(3), await insertDelivered(2), await insertDelivered(1)];
  startTestReconciler(temporal.client);
  await pollUntil(async () => expect(await listOrphanedIds()).toEqual(missingIds), TIMEOUT_MS);
});

test('workflows are missing if the operator confirms it', async () => {
  const missingIds = [await insertDelivered(3), await insertDelivered(2)];
  startTestReconciler(temporal.client);
  await expectLogged('MISSING_WORKFLOWS=orphan');
  await reconciler?.stop();
  expect(await listOrphanedIds()).toEqual([]);
  startTestReconciler(temporal.client, 'orphan');
  await pollUntil(async () => expect(await listOrphanedIds()).toEqual(missingIds), TIMEOUT_MS);
});

test('a resolved doubt is logged once, and may recur', async () => {
  const id = await insertDelivered(3);
  const other = await insertDelivered(2);
  startTestReconciler(temporal.client);
  await expectLogged('None is marked as orphaned');
  const setClosedAt = (closed_at: Date | null) =>
    postgres.database.updateTable('onboardings').set({ closed_at }).where('id', 'in', [id, other]).execute();
  await setClosedAt(new Date());
  await expectLogged('Temporal knows the open onboardings');
  await setClosedAt(null);
  await pollUntil(() => Promise.resolve(expect(lines).toHaveLength(3)), TIMEOUT_MS);
});
