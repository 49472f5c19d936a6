import { createTemporalClient } from '../../src/temporal/connection';
import { createDataConverter } from '../../src/temporal/data-converter';
import { startTestTemporal } from '../support/test-temporal';

test('a call that is tried again after its connection was closed fails, instead of throwing where nobody catches', async () => {
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
