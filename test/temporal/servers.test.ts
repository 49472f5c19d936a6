import { Worker } from '@temporalio/worker';
import { createDataConverter } from '../../src/temporal/data-converter';
import { startTestTemporal, startTimeSkippingServer } from '../support/test-temporal';

const workflowsPath = require.resolve('./support/workflows');
const dataConverter = createDataConverter();
const NINETY_DAYS_MS = 90 * 24 * 60 * 60 * 1000;

test('ninety days pass in seconds on the time-skipping server', async () => {
  const skipping = await startTimeSkippingServer();
  try {
    const connection = skipping.nativeConnection;
    const worker = await Worker.create({ connection, taskQueue: 'test', workflowsPath, dataConverter });
    const startedAt = Date.now();
    const args: [number] = [NINETY_DAYS_MS];
    const options = { taskQueue: 'test', workflowId: 'sleeper', args };
    const slept = await worker.runUntil(skipping.client.workflow.execute('sleeper', options));
    expect(slept).toBeGreaterThanOrEqual(NINETY_DAYS_MS);
    expect(Date.now() - startedAt).toBeLessThan(60_000);
  } finally {
    await skipping.teardown();
  }
});

test('the development server has our search attributes', async () => {
  const temporal = await startTestTemporal();
  try {
    const attributes = await temporal.client.connection.operatorService.listSearchAttributes({ namespace: 'default' });
    expect(Object.keys(attributes.customAttributes ?? {})).toEqual(
      expect.arrayContaining(['FirstdayStatus', 'FirstdayPlan']),
    );
  } finally {
    await temporal.close();
  }
});
