import { createTemporalClient } from '../../src/temporal/connection';
import { createDataConverter } from '../../src/temporal/data-converter';
import { hasSearchAttributes } from '../../src/temporal/search-attributes';
import { startSilentServer } from '../support/silent-server';

/** Shorter than the time for which the search attributes are waited for. */
const STOP_WITHIN_MS = 4_000;

test.each([
  ['is requested meanwhile', (controller: AbortController) => void setImmediate(() => controller.abort())],
  ['was requested before', (controller: AbortController) => controller.abort()],
])('a Temporal that does not answer is not waited for when the stop %s', async (_when, abort) => {
  const silent = await startSilentServer();
  const address = `127.0.0.1:${silent.port}`;
  const client = createTemporalClient({ connectionOptions: { address } }, createDataConverter());
  const controller = new AbortController();
  const begunAt = performance.now();
  abort(controller);
  expect(await hasSearchAttributes(client, controller.signal)).toBe(false);
  expect(performance.now() - begunAt).toBeLessThan(STOP_WITHIN_MS);
  await client.connection.close();
  silent.close();
});
