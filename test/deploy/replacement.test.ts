import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { loadConfig } from '../../src/app/config';
import { settingsSchema } from '../../src/app/settings';

const OPEN_REQUESTS_SECONDS = 10;
const read = (file: string): string => readFileSync(path.join(__dirname, '../..', file), 'utf8');

interface Container {
  args: string[];
  env: { name: string; value: string }[];
  ports: { name: string; containerPort: number }[];
  readinessProbe: { httpGet: { path: string; port: string }; periodSeconds: number; failureThreshold: number };
}
interface Deployment {
  spec: {
    strategy: { rollingUpdate: { maxSurge: number; maxUnavailable: number } };
    template: { spec: { terminationGracePeriodSeconds: number; containers: [Container] } };
  };
}

test('Kubernetes replaces the API only by one that is ready, and kills none that drains', () => {
  const [deployment] = parseAllDocuments(read('deploy/kubernetes/api.yaml')).map((document) => document.toJS());
  const { strategy, template } = (deployment as Deployment).spec;
  const { env, args, ports, readinessProbe } = template.spec.containers[0];
  expect(strategy.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
  expect(args).toEqual(['node', 'dist/src/app/main.js', 'api']);
  const settings = Object.fromEntries(env.map(({ name, value }) => [name, value]));
  expect(Object.keys(settings).filter((name) => !(name in settingsSchema.shape))).toEqual([]);
  expect(String(ports.find(({ name }) => name === readinessProbe.httpGet.port)?.containerPort)).toBe(settings.PORT);
  expect(readinessProbe.httpGet.path).toBe('/readyz');
  const drainSeconds = Number(settings.DRAIN_SECONDS);
  expect(drainSeconds).toBeGreaterThan(readinessProbe.periodSeconds * readinessProbe.failureThreshold);
  expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan(drainSeconds + OPEN_REQUESTS_SECONDS);
});

test('Docker Compose kills no API that drains', () => {
  const compose = parse(read('docker-compose.yml'), { merge: true }) as {
    services: { api: { stop_grace_period: string; environment: { DRAIN_SECONDS: string } } };
  };
  const { stop_grace_period, environment } = compose.services.api;
  const drainSeconds = Number(/\d+/.exec(environment.DRAIN_SECONDS)?.[0]);
  expect(parseInt(stop_grace_period)).toBeGreaterThan(drainSeconds + OPEN_REQUESTS_SECONDS);
});

test('systemd holds the port of the API and passes it to Node itself, which needs no time to drain', () => {
  const service = read('deploy/systemd/firstday-api.service');
  expect(read('deploy/systemd/firstday-api.socket')).toMatch(/^ListenStream=127\.0\.0\.1:8080$/m);
  expect(service).toMatch(/^ExecStart=\S+\/node dist\/src\/app\/main\.js api$/m);
  expect(service).toMatch(/^Requires=firstday-api\.socket$/m);
  expect(loadConfig({ DRAIN_SECONDS: /DRAIN_SECONDS=(\d+)/.exec(service)?.[1] }).http.drainMs).toBe(0);
});
