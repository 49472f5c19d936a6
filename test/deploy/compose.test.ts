import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { loadConfig } from '../../src/app/config';
import { TEMPORAL_SETTINGS, settingsSchema } from '../../src/app/settings';
import { SEARCH_ATTRIBUTES } from '../../src/domain/search-attributes';
import { buildTemporalCommand } from '../../src/embedded/temporal/development-server';

const ROOT = path.join(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
/** Schema of the compose specification, from the package of the linter dclint. */
const schema = JSON.parse(read('node_modules/dclint/schemas/compose.schema.json')) as object;

interface Service {
  build?: string;
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  depends_on?: Record<string, unknown>;
}
const compose = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
const secrets = {
  POSTGRES_PASSWORD: 'password',
  ADMIN_TOKEN: '0123456789abcdef'.repeat(2),
  ENCRYPTION_KEYS: `a:${'A'.repeat(43)}=`,
};

test('docker-compose.yml is valid by the compose specification', () => {
  // Durations such as `10s` do not match the JSON Schema format `duration`.
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile({ ...schema, $schema: 'http://json-schema.org/draft-07/schema' });
  validate(compose);
  expect(validate.errors).toBeNull();
  expect(validate({ services: { api: { depends_on: 7 } } })).toBe(false);
});

test.each([['api'], ['worker']] as const)('the settings of the %s suffice in production', (role) => {
  const environment = compose.services[role]?.environment ?? {};
  const known = [...Object.keys(settingsSchema.shape), ...TEMPORAL_SETTINGS, 'TEMPORAL_NAMESPACE'];
  expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
  const values = Object.entries(environment).map(([name, value]) => [name, interpolate(value)]);
  const config = loadConfig({ ...Object.fromEntries(values), NODE_ENV: 'production' }, role);
  expect(config).toMatchObject({ role, isProduction: true, http: { port: 8080 } });
});

test('the schema is changed by one service, which the others wait for', () => {
  const { command, environment = {} } = compose.services.migrate ?? {};
  expect(command).toEqual(['node', 'dist/src/app/main.js', 'migrate']);
  const values = Object.entries(environment).map(([name, value]) => [name, interpolate(value)]);
  const env = { ...Object.fromEntries(values), NODE_ENV: 'production' };
  expect(loadConfig(env, 'migrate').database.mayMigrate).toBe(true);
  for (const role of ['api', 'worker']) {
    expect(compose.services[role]?.environment?.MIGRATE).toBe('none');
    expect(compose.services[role]?.depends_on).toMatchObject({
      migrate: { condition: 'service_completed_successfully' },
    });
  }
});

test('both roles tell their health at a port that they listen on', () => {
  const ports = { api: 'PORT', worker: 'WORKER_HTTP_PORT' } as const;
  for (const [role, setting] of Object.entries(ports)) {
    const { environment = {}, healthcheck } = compose.services[role] ?? {};
    expect(healthcheck?.test.join(' ')).toContain(`:${environment[setting]}/readyz`);
  }
});

test('both roles run the Dockerfile’s image, and not as root', () => {
  const last = read('Dockerfile')
    .split(/^FROM /m)
    .at(-1);
  expect(last).toContain('USER node');
  expect(last).toContain('NODE_ENV=production');
  for (const role of ['api', 'worker']) {
    expect(compose.services[role]).toMatchObject({ build: '.', command: ['node', 'dist/src/app/main.js', role] });
  }
});

test('dependencies and mounts exist, and external images are versioned', () => {
  for (const { depends_on = {}, volumes = [], image } of Object.values(compose.services)) {
    for (const other of Object.keys(depends_on)) expect(compose.services[other]).toBeDefined();
    const files = volumes.map((volume) => volume.split(':')[0]).filter((source) => source?.startsWith('./'));
    for (const file of files) expect(existsSync(path.join(ROOT, file ?? ''))).toBe(true);
    if (image !== 'firstday') expect(image).toMatch(/:v?\d/);
  }
});

test('the namespace script creates every search attribute', () => {
  const script = read('deploy/temporal-namespace.sh');
  for (const { name, type } of Object.values(SEARCH_ATTRIBUTES)) {
    expect(script).toMatch(new RegExp(`^create ${name} ${type}$`, 'im'));
  }
});

test('Temporal has the settings that `npm start` passes to its server', () => {
  const settings = parse(read('deploy/temporal-dynamic-config.yaml')) as Record<string, { value: unknown }[]>;
  const flags = Object.entries(settings).flatMap(([name, values]) =>
    values.map(({ value }) => `--dynamic-config-value=${name}=${JSON.stringify(value)}`),
  );
  const { args } = buildTemporalCommand({ cli: 'temporal', port: 7233 });
  expect(args.filter((arg) => arg.startsWith('--dynamic-config-value='))).toEqual(flags);
});

const isDockerComposeAvailable = (): boolean => {
  try {
    return execFileSync('docker-compose', ['version'], { stdio: 'pipe' }).length > 0;
  } catch {
    return false;
  }
};

// Debian's docker-compose parses the file without an engine. Where it is not installed, only the schema is checked.
(isDockerComposeAvailable() ? test : test.skip)(
  'docker-compose parses it; without secrets it fails and names one',
  () => {
    const noSettings = path.join(mkdtempSync(path.join(tmpdir(), 'firstday-compose-')), '.env');
    writeFileSync(noSettings, '');
    const config = (env: object) =>
      execFileSync('docker-compose', ['--env-file', noSettings, 'config'], {
        cwd: ROOT,
        env: { PATH: process.env.PATH, ...env },
        stdio: 'pipe',
      }).toString();
    const resolved = parse(config(secrets)) as typeof compose;
    expect(Object.keys(resolved.services).sort()).toEqual(Object.keys(compose.services).sort());
    expect(() => config({})).toThrow(/into \.env/);
  },
);

/** Interpolates `${NAME:-default}` and `${NAME:?missing}` from the secrets alone. */
const interpolate = (value: string): string =>
  value.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string, rest: string) => {
    const secret = new Map(Object.entries(secrets)).get(name);
    if (secret === undefined && kind !== '-') throw new Error(`${name} has no value`);
    return secret ?? rest;
  });
