import { Registry } from 'prom-client';
import { startOperationsServer } from '../../src/worker/operations-server';
import { allocatePort } from '../support/ports';

const METRICS_TOKEN = 'of-the-prometheus-that-scrapes';

test('the metrics of a worker need their token, if one is set, and its probes do not', async () => {
  const port = await allocatePort();
  const server = await startOperationsServer({
    ...{ host: '127.0.0.1', port, allowedHosts: [], registry: new Registry(), metricsToken: METRICS_TOKEN },
    checkDependencies: () => Promise.resolve({ database: true, temporal: true }),
    isWorking: () => true,
  });
  const fetchStatus = async (path: string, authorization?: string): Promise<number> =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { headers: authorization ? { authorization } : {} })).status;
  try {
    expect(await fetchStatus('/metrics')).toBe(401);
    expect(await fetchStatus('/metrics', `Bearer ${METRICS_TOKEN}x`)).toBe(401);
    expect(await fetchStatus('/metrics', `Bearer ${METRICS_TOKEN}`)).toBe(200);
    expect([await fetchStatus('/healthz'), await fetchStatus('/readyz')]).toEqual([200, 200]);
  } finally {
    await server.stop();
  }
});
