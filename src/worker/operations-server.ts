import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { Registry } from 'prom-client';
import type { DependencyStatus } from '../application/dependency-check';
import { meetsRequiredToken } from '../auth/bearer-token';
import { createHostCheck } from '../lib/host-check';
import { shareCall } from '../lib/share-call';

const SCRAPE_TIMEOUT_MS = 2_000;
const MAX_METRICS_AGE_MS = 1_000;

export interface OperationsServerConfig {
  host: string;
  port: number;
  /** Host names by which the server may be called, besides this machine's. */
  allowedHosts: readonly string[];
  registry: Registry;
  /** Required for the metrics, if set. */
  metricsToken?: string;
  /** Address of the SDK's own metrics, on this machine only. */
  sdkMetricsAddress?: string;
  checkDependencies: () => Promise<DependencyStatus>;
  /** False while the worker polls no tasks, for example before Temporal answers. */
  isWorking: () => boolean;
}

interface OperationsResponse {
  status: number;
  contentType: string;
  body: string;
}

/** Serves `/healthz`, `/readyz` and `/metrics` of a worker, with the paths and answers of the API's. */
export async function startOperationsServer(config: OperationsServerConfig): Promise<{ stop(): Promise<void> }> {
  const getMetrics = shareCall(MAX_METRICS_AGE_MS, () => collectMetrics(config));
  const responders: Record<string, (headers: IncomingHttpHeaders) => Promise<OperationsResponse>> = {
    '/healthz': () => Promise.resolve(toJson(200, { status: 'ok' })),
    '/readyz': () => reportReadiness(config),
    '/metrics': ({ authorization }) =>
      meetsRequiredToken(authorization, config.metricsToken)
        ? getMetrics()
        : Promise.resolve(toJson(401, { code: 'unauthorized' })),
  };
  const isKnownHost = createHostCheck(config.allowedHosts);
  const server = createServer((request, response) => {
    if (!isKnownHost(request.headers.host, request.socket.localAddress)) return void response.writeHead(421).end();
    const respond = request.method === 'GET' || request.method === 'HEAD' ? responders[request.url ?? ''] : undefined;
    void (respond?.(request.headers) ?? Promise.resolve(toJson(404, { code: 'not-found' })))
      .catch(() => toJson(500, { code: 'internal' }))
      .then(({ status, contentType, body }) => response.writeHead(status, { 'Content-Type': contentType }).end(body));
  });
  server.listen(config.port, config.host);
  await once(server, 'listening');
  return { stop: () => closeServer(server) };
}

async function reportReadiness(config: OperationsServerConfig): Promise<OperationsResponse> {
  const checks = { ...(await config.checkDependencies()), worker: config.isWorking() };
  const isReady = Object.values(checks).every(Boolean);
  return toJson(isReady ? 200 : 503, { ...(isReady ? { status: 'ready' } : { code: 'unavailable' }), ...checks });
}

/** Joins the metrics of this process with those of the SDK. Their names do not overlap: the SDK's begin with `temporal_`. */
async function collectMetrics({ registry, sdkMetricsAddress }: OperationsServerConfig): Promise<OperationsResponse> {
  const [own, sdk] = await Promise.all([registry.metrics(), sdkMetricsAddress ? fetchMetrics(sdkMetricsAddress) : '']);
  return { status: 200, contentType: registry.contentType, body: `${own}${sdk}` };
}

async function fetchMetrics(address: string): Promise<string> {
  const response = await fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(SCRAPE_TIMEOUT_MS) });
  return response.text();
}

const toJson = (status: number, body: object): OperationsResponse => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(body),
});

async function closeServer(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
}
