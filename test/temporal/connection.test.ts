import { createTemporalClient } from '../../src/temporal/connection';
import { createDataConverter } from '../../src/temporal/data-converter';
import { startTestTemporal } from '../support/test-temporal';

test('a retry after the connection was closed rejects its promise', async () => {
  const temporal = await startTestTemporal();
  const client = createTemporalClient({ connectionOptions: { address: temporal.address } }, createDataConverter());
  await client.workflowService.getSystemInfo({});
  await temporal.close();
  const failure = client.workflowService.getSystemInfo({}).then(
    () => 'answered',
    (error: Error) => error.message,
  );
  await client.connection.close();
  expect(await failure).toMatch(/CANCELLED.*shut down/);
});
