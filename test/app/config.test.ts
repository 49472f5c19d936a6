import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../src/app/config';
import { type ProcessRole, settingsSchema } from '../../src/app/settings';
import { StartupError } from '../../src/lib/errors';

const KEY = Buffer.alloc(32, 7).toString('base64');
const EXTERNAL_SERVERS = { TEMPORAL_ADDRESS: 'temporal:7233', DATABASE_URL: 'postgresql://u:p@db/firstday' };
const API = {
  ...EXTERNAL_SERVERS,
  SMTP_URL: 'smtp://mail:25',
  ADMIN_TOKEN: 'a-token-that-is-long',
  ENCRYPTION_KEYS: `main:${KEY}`,
};
const WORKER = { ...EXTERNAL_SERVERS, SMTP_URL: 'smtp://mail:25', ENCRYPTION_KEYS: `main:${KEY}` };
const OIDC = { OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_ID: 'firstday', OIDC_CLIENT_SECRET: 's' };
const PRODUCTION = {
  NODE_ENV: 'production',
  MAIL_FROM: 'a@b.example',
  PUBLIC_URL: 'https://firstday.example.com',
  TEMPORAL_TLS: 'true',
};

function listErrors(env: NodeJS.ProcessEnv, role?: ProcessRole): string[] {
  try {
    loadConfig(env, role);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return (error as Error).message.split('\n').slice(1);
  }
}

test('no setting is required to try the platform', () => {
  const config = loadConfig({});
  expect(config).toMatchObject({ isProduction: false, isApiOnly: false, dataDir: '.data', http: { port: 8080 } });
  expect(config.temporal.connection).toBeUndefined();
});

test.each<[NodeJS.ProcessEnv, ProcessRole, RegExp]>([
  [{ PORT: '' }, 'all', /PORT is empty: give it a value/],
  [{ PORT: 'http' }, 'all', /PORT: must be a whole number from 1 to 65535/],
  [{ PORT: '70000' }, 'all', /PORT: must be at most 65535/],
  [{ PORT: '80.5' }, 'all', /PORT: must be a whole number/],
  [{ RATE_LIMIT: '0' }, 'all', /RATE_LIMIT: must be at least 1/],
  [{ ADMIN_TOKEN: 'short' }, 'all', /ADMIN_TOKEN: must be at least 16 characters.*openssl/],
  [{ ADMIN_EMAIL: 'admin' }, 'all', /ADMIN_EMAIL: must be an e-mail address/],
  [{ MISSING_WORKFLOWS: 'yes' }, 'all', /MISSING_WORKFLOWS: must be "verify" or "orphan"/],
  [{ DECISIONS: 'some' }, 'all', /DECISIONS: must be "any" or "api-only"/],
  [{ DATABASE_URL: 'mysql://db' }, 'all', /DATABASE_URL: must be an address like postgresql/],
  [{ SMTP_URL: 'mail.example.com' }, 'all', /SMTP_URL: must be an address like smtp/],
  [{ PUBLIC_URL: 'ftp://x' }, 'all', /PUBLIC_URL: must be an address like https/],
  [{ MAIL_FROM: 'nobody' }, 'all', /MAIL_FROM: must be an address, as in/],
  [{ ...WORKER, WORKER_BUILD_ID: 'two words' }, 'worker', /WORKER_BUILD_ID: must be letters, digits/],
  [{ ...WORKER, WORKER_DEPLOYMENT_NAME: 'first.day' }, 'worker', /WORKER_DEPLOYMENT_NAME: must be letters, digits/],
  [{ WORKER_BUILD_ID: '2.3.0' }, 'all', /WORKER_BUILD_ID is for workers of your own Temporal server/],
  [{ OIDC_ISSUER: 'https://login.example.com', OIDC_CLIENT_ID: 'firstday' }, 'all', /OIDC_CLIENT_SECRET is missing/],
  [{ OIDC_CLIENT_ID: 'firstday', OIDC_CLIENT_SECRET: 's' }, 'all', /OIDC_ISSUER is missing.*set all of them, or none/],
  [{ ...OIDC, OIDC_ISSUER: 'login.example.com' }, 'all', /OIDC_ISSUER: must be an address like https/],
  [{ ...API, ...OIDC, ...PRODUCTION, OIDC_ISSUER: 'http://login' }, 'api', /OIDC_ISSUER: must begin with https:/],
  [{ ...API, ...OIDC, ...PRODUCTION, PUBLIC_URL: undefined }, 'api', /PUBLIC_URL is missing/],
  [{ LOG_LEVEL: 'loud' }, 'all', /LOG_LEVEL: must be fatal/],
  [{ NODE_ENV: 'prod' }, 'all', /NODE_ENV: must be production/],
  [{ ENCRYPTION_KEYS: KEY }, 'all', /ENCRYPTION_KEYS: each key must be name:base64/],
  [{ ENCRYPTION_KEYS: 'a:AAAA' }, 'all', /ENCRYPTION_KEYS: must be 32 bytes/],
  [{ ENCRYPTION_KEYS: `a:${KEY}:retired` }, 'all', /ENCRYPTION_KEYS/],
  [{ ENCRYPTION_KEYS: `a:${KEY}:decrypt-only` }, 'all', /ENCRYPTION_KEYS: the first key encrypts/],
  [{ ENCRYPTION_KEYS: `a:${KEY},a:${KEY}` }, 'all', /ENCRYPTION_KEYS: each key needs a name of its own/],
  [{ SEALING_KEY: 'AAAA' }, 'all', /SEALING_KEY: must be 32 bytes/],
  [{ TEMPORAL_CONFIG_FILE: '/nowhere', TEMPORAL_PROFILE: 'none' }, 'all', /TEMPORAL_… settings cannot be used/],
  [{ ...API, TEMPORAL_ADDRESS: undefined }, 'api', /TEMPORAL_ADDRESS is missing/],
  [{ ...API, DATABASE_URL: undefined }, 'api', /DATABASE_URL is missing/],
  [{ ...API, ADMIN_TOKEN: undefined }, 'api', /ADMIN_TOKEN is missing/],
  [{ ...API, ENCRYPTION_KEYS: undefined }, 'api', /ENCRYPTION_KEYS \(or, outside production, SEALING_KEY\) is missing/],
  [{ ...API, SMTP_URL: undefined }, 'api', /SMTP_URL is missing/],
  [{ ...WORKER, SMTP_URL: undefined }, 'worker', /SMTP_URL is missing/],
  [{ ...WORKER, ...PRODUCTION, MAIL_FROM: undefined }, 'worker', /MAIL_FROM is missing/],
  [{ ...WORKER, ...PRODUCTION, PUBLIC_URL: undefined }, 'worker', /PUBLIC_URL is missing/],
  [
    { ...API, ...PRODUCTION, PUBLIC_URL: 'http://firstday' },
    'api',
    /PUBLIC_URL: must begin with https.*ALLOW_INSECURE/,
  ],
  [{ ...API, ...PRODUCTION, TEMPORAL_TLS: undefined }, 'api', /TEMPORAL_TLS: must be true.*ALLOW_INSECURE=temporal/],
  [{ ALLOW_INSECURE: 'everything' }, 'all', /ALLOW_INSECURE: must be a list of public-url, temporal, smtp/],
  [{ ADMIN_TOKEN: 'a'.repeat(40) }, 'all', /ADMIN_TOKEN: must be random/],
  [{ ADMIN_TOKEN: '1212121212121212' }, 'all', /ADMIN_TOKEN: must be random/],
  [
    { ...API, ...PRODUCTION, ENCRYPTION_KEYS: undefined, SEALING_KEY: KEY },
    'api',
    /ENCRYPTION_KEYS is missing: in production/,
  ],
  [{ ...EXTERNAL_SERVERS, ...PRODUCTION }, 'all', /ENCRYPTION_KEYS is missing: in production/],
])('%j as %s is rejected with a hint', (env, role, expected) => {
  const errors = listErrors(env, role);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(expected);
});

test('all errors are reported at once, without values', () => {
  const env = {
    PORT: 'secret-1',
    LOG_LEVEL: 'secret-2',
    ADMIN_TOKEN: 'secret-3',
    SMTP_URL: '',
    ENCRYPTION_KEYS: 'secret-4',
  };
  const errors = listErrors(env);
  expect(errors).toHaveLength(5);
  expect(errors.join()).not.toContain('secret');
});

test('keys keep their order; Temporal’s settings are read by its library', () => {
  const other = Buffer.alloc(32, 8).toString('base64');
  const env = { ...API, ENCRYPTION_KEYS: `new:${KEY}, old:${other}`, TEMPORAL_NAMESPACE: 'hr', TEMPORAL_API_KEY: 'k' };
  const { payloadKeys, temporal } = loadConfig(env, 'api');
  expect(payloadKeys.encryption.map(({ id }) => id)).toEqual(['new', 'old']);
  expect(temporal.connection).toMatchObject({ namespace: 'hr', connectionOptions: { apiKey: 'k', tls: true } });
});

test('production rejects unverified decisions and mail without TLS, unless the settings accept them', () => {
  const config = loadConfig({ ...API, ...PRODUCTION }, 'api');
  expect(config).toMatchObject({ isApiOnly: true, mail: { requiresTls: true } });
  const lenient = { DECISIONS: 'any', ALLOW_INSECURE: 'public-url, smtp, temporal' };
  const plain = { PUBLIC_URL: 'http://firstday', TEMPORAL_TLS: undefined };
  expect(loadConfig({ ...API, ...PRODUCTION, ...plain, ...lenient }, 'api')).toMatchObject({
    isApiOnly: false,
    mail: { requiresTls: false },
  });
});

test('a Temporal server on the same machine needs no TLS', () => {
  for (const TEMPORAL_ADDRESS of ['localhost:7233', '127.0.0.1:7233', '[::1]:7233'])
    expect(listErrors({ ...API, ...PRODUCTION, TEMPORAL_TLS: undefined, TEMPORAL_ADDRESS }, 'api')).toEqual([]);
  const elsewhere = { TEMPORAL_ADDRESS: 'localhost.example.com:7233' };
  expect(listErrors({ ...API, ...PRODUCTION, TEMPORAL_TLS: undefined, ...elsewhere }, 'api')).toHaveLength(1);
});

test('a worker has a version only if a build id is set', () => {
  expect(loadConfig(WORKER, 'worker').worker.version).toBeUndefined();
  const { worker } = loadConfig({ ...WORKER, WORKER_BUILD_ID: '2.3.0' }, 'worker');
  expect(worker.version).toEqual({ deploymentName: 'firstday', buildId: '2.3.0' });
});

test('OIDC is configured only if all its settings are set', () => {
  expect(loadConfig({}).oidc).toBeUndefined();
  const oidc = { issuer: 'https://login.example.com', clientId: 'firstday', clientSecret: 's' };
  expect(loadConfig({ ...API, ...OIDC, ...PRODUCTION }, 'api').oidc).toEqual({
    ...oidc,
    scope: 'openid email profile',
    trustsAddresses: false,
    groupsClaim: 'groups',
  });
});

test('mail sign-in is off by default where OIDC is set', () => {
  expect(loadConfig({}).hasMailSignIn).toBe(true);
  expect(loadConfig({ ...API, ...OIDC, ...PRODUCTION }, 'api').hasMailSignIn).toBe(false);
  expect(loadConfig({ ...API, ...OIDC, ...PRODUCTION, MAIL_SIGN_IN: 'on' }, 'api').hasMailSignIn).toBe(true);
  expect(() => loadConfig({ MAIL_SIGN_IN: 'off' })).toThrow('MAIL_SIGN_IN: must be on without OIDC_ISSUER');
});

test('roles by group are read as role=group; a group may contain any other character', () => {
  const { groupRoles } = loadConfig(
    { ...API, ...OIDC, ...PRODUCTION, OIDC_GROUP_ROLES: 'hr=People, a=b; it=Ops' },
    'api',
  );
  expect(groupRoles).toEqual([
    { role: 'hr', group: 'People, a=b' },
    { role: 'it', group: 'Ops' },
  ]);
  for (const wrong of ['hr', 'boss=Ops', 'hr='])
    expect(() => loadConfig({ ...API, ...OIDC, ...PRODUCTION, OIDC_GROUP_ROLES: wrong }, 'api')).toThrow(
      /OIDC_GROUP_ROLES/,
    );
});

test('.env.example explains exactly the settings', () => {
  const text = readFileSync(path.join(__dirname, '../../.env.example'), 'utf8');
  const explained = [...text.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  const temporalSettings = explained.filter((name) => name?.startsWith('TEMPORAL_') && !(name in settingsSchema.shape));
  expect(temporalSettings).toEqual(
    expect.arrayContaining(['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_API_KEY']),
  );
  expect(explained.filter((name) => !temporalSettings.includes(name)).sort()).toEqual(
    Object.keys(settingsSchema.shape).sort(),
  );
});

test('an API in production drains before it stops, other processes only if told to', () => {
  const production = { ...API, ...PRODUCTION };
  expect(loadConfig(production, 'api').http.drainMs).toBe(5_000);
  expect(loadConfig({ ...production, DRAIN_SECONDS: '20' }, 'api').http.drainMs).toBe(20_000);
  expect(loadConfig(API, 'api').http.drainMs).toBe(0);
  expect(loadConfig({}).http.drainMs).toBe(0);
});

test.each([
  ['10.0.0.7,fd00::7,[fd00::8]', ['10.0.0.7', 'fd00::7', '[fd00::8]']],
  ['firstday-api, Firstday', ['firstday-api', 'firstday']],
])('ALLOWED_HOSTS=%s names hosts and addresses', (list, hosts) => {
  expect(loadConfig({ ALLOWED_HOSTS: list }).http.allowedHosts).toEqual(hosts);
  expect(listErrors({ ALLOWED_HOSTS: `${list},host:80` })).toEqual([expect.stringMatching(/ALLOWED_HOSTS/)]);
});

test('a socket is taken only from a supervisor that passes exactly one, to this process', () => {
  const passed = { LISTEN_PID: String(process.pid), LISTEN_FDS: '1' };
  expect(loadConfig({ ...API, ...passed }, 'api').http.socketFd).toBe(3);
  expect(loadConfig({ ...API, ...passed, LISTEN_PID: '1' }, 'api').http.socketFd).toBeUndefined();
  expect(() => loadConfig({ ...API, ...passed, LISTEN_FDS: '2' }, 'api')).toThrow(/LISTEN_FDS is 2: pass one socket/);
});
