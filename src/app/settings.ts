import { z } from 'zod';

/** The roles a process can have: everything at once, or one part of it. */
export const ROLES_OF_A_PROCESS = ['all', 'api', 'worker', 'servers'] as const;
export type ProcessRole = (typeof ROLES_OF_A_PROCESS)[number];

const KEY_BYTES = 32;

const must = (rule: string) => ({ error: `must be ${rule}` });
const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number(must(`a whole number from ${min} to ${max}`))
    .int(must(`a whole number from ${min} to ${max}`))
    .min(min, must(`at least ${min}`))
    .max(max, must(`at most ${max}`));
const port = () => wholeNumber(1, 65_535);
const url = (protocol: RegExp, example: string) => z.url({ protocol, error: `must be an address like ${example}` });
const text = () => z.string();
const base64Key = () =>
  z
    .base64({ error: 'must be base64' })
    .transform((encoded) => Buffer.from(encoded, 'base64'))
    .refine(
      (key) => key.length === KEY_BYTES,
      `must be ${KEY_BYTES} bytes in base64: "openssl rand -base64 ${KEY_BYTES}" makes one`,
    );

const encryptionKeys = () =>
  z
    .string()
    .transform((list) => list.split(',').map((entry) => entry.trim().split(':')))
    .pipe(
      z.array(
        z.tuple(
          [z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, 'each key needs a short name, as in name:base64'), base64Key()],
          { error: 'each key must be name:base64' },
        ),
      ),
    )
    .transform((pairs) => pairs.map(([id, key]) => ({ id, key })))
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'each key needs a name of its own');

/** Every setting, read from the environment. `.env.example` says what each is for. */
export const settingsSchema = z.object({
  HOST: text().default('127.0.0.1'),
  PORT: port().default(8080),
  PUBLIC_URL: url(/^https?$/, 'https://firstday.example.com').optional(),
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  RATE_LIMIT: wholeNumber(1, 1_000_000).default(600),
  ANSWER_SECONDS: wholeNumber(1, 60).default(3),
  ADMIN_TOKEN: text().min(16, must('at least 16 characters long: "openssl rand -hex 24" makes one')).optional(),
  ADMIN_EMAIL: z.email({ error: 'must be an e-mail address' }).toLowerCase().default('admin@firstday.example'),
  OIDC_ISSUER: url(/^https?$/, 'https://login.example.com').optional(),
  OIDC_CLIENT_ID: text().optional(),
  OIDC_CLIENT_SECRET: text().optional(),
  DECISIONS: z.enum(['any', 'api-only'], must('"any" or "api-only"')).default('any'),
  DATA_DIR: text().default('.data'),
  DATABASE_URL: url(/^postgres(ql)?$/, 'postgresql://user:password@host:5432/firstday').optional(),
  DATABASE_CONNECTIONS: wholeNumber(2, 1_000).default(20),
  SMTP_URL: url(/^smtps?$/, 'smtp://user:password@host:587').optional(),
  MAIL_FROM: text()
    .regex(
      /^[^<>\r\n]*(<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'must be an address, as in Firstday <onboarding@example.com>',
    )
    .optional(),
  TEMPORAL_CLI: text().optional(),
  ENCRYPTION_KEYS: encryptionKeys().optional(),
  SEALING_KEY: base64Key().optional(),
  WORKER_ACTIVITIES: wholeNumber(1, 10_000).default(100),
  WORKER_WORKFLOW_TASKS: wholeNumber(2, 10_000).default(40),
  WORKER_CACHED_WORKFLOWS: wholeNumber(0, 100_000).default(1_000),
  WORKER_BUILD_ID: text()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, must('letters, digits, dots, dashes and underscores, as in 2.3.0'))
    .optional(),
  WORKER_DEPLOYMENT_NAME: text()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, must('letters, digits, dashes and underscores, as in firstday'))
    .default('firstday'),
  MISSING_WORKFLOWS: z.enum(['doubted', 'lost'], must('"doubted" or "lost"')).default('doubted'),
  WEBHOOKS: z.enum(['public', 'any'], must('"public" or "any"')).optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      must('fatal, error, warn, info, debug, trace or silent'),
    )
    .default('info'),
  NODE_ENV: z
    .enum(['production', 'development', 'test'], must('production, development or test'))
    .default('development'),
  POSTGRES_PORT: port().optional(),
  TEMPORAL_PORT: port().optional(),
  TEMPORAL_UI_PORT: port().optional(),
  SMTP_PORT: port().optional(),
  INBOX_PORT: port().optional(),
});

export type Settings = z.infer<typeof settingsSchema>;
type SettingName = keyof Settings;

/** Where to reach a Temporal server of one's own: read by `@temporalio/envconfig`. Any of these means there is one. */
export const TEMPORAL_SETTINGS = ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'] as const;

/** Sign-in by the company's own provider takes all of them. */
const OIDC_SETTINGS = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

type Given = (name: SettingName | (typeof TEMPORAL_SETTINGS)[number]) => boolean;

/** What is missing in this role: every fault with its mend. */
export function missingSettings(role: ProcessRole, env: NodeJS.ProcessEnv): string[] {
  const given: Given = (name) => Boolean(env[name]);
  const ownTemporal = TEMPORAL_SETTINGS.some((name) => given(name));
  const alone = role === 'api' || role === 'worker';
  const production = env.NODE_ENV === 'production';
  const key = '"openssl rand -base64 32" makes one';
  const oidc = OIDC_SETTINGS.some((name) => given(name));
  const rules: [broken: boolean, fault: string][] = [
    [alone && !ownTemporal, `TEMPORAL_ADDRESS is missing: the role ${role} needs a Temporal server, as in host:7233`],
    [
      alone && !given('DATABASE_URL'),
      `DATABASE_URL is missing: the role ${role} needs a PostgreSQL, as in postgresql://user:password@host:5432/firstday`,
    ],
    [
      alone && !given('SMTP_URL'),
      `SMTP_URL is missing: the role ${role} sends mail through it, as in smtp://user:password@host:587`,
    ],
    [
      role === 'api' && !given('ADMIN_TOKEN'),
      'ADMIN_TOKEN is missing: it is the first administrator’s token; "openssl rand -hex 24" makes one',
    ],
    ...OIDC_SETTINGS.map((name): [boolean, string] => [
      oidc && !given(name),
      `${name} is missing: sign-in with OpenID Connect takes ${OIDC_SETTINGS.join(', ')}; set all of them, or none`,
    ]),
    [
      oidc && production && env.OIDC_ISSUER?.startsWith('http:') === true,
      'OIDC_ISSUER: must begin with https:// in production, since whoever answers there says who signs in',
    ],
    [
      oidc && production && !given('PUBLIC_URL'),
      'PUBLIC_URL is missing: the provider of OIDC_ISSUER sends people back to it, as in https://firstday.example.com',
    ],
    [
      given('WORKER_BUILD_ID') && !ownTemporal,
      'WORKER_BUILD_ID is for workers of your own Temporal server (TEMPORAL_ADDRESS): leave it out; the embedded server’s are not versioned',
    ],
    [
      given('SMTP_URL') && !given('MAIL_FROM') && production,
      'MAIL_FROM is missing: it is the sender of all mail, as in Firstday <onboarding@example.com>',
    ],
    [
      production && (alone || ownTemporal) && !given('ENCRYPTION_KEYS'),
      `ENCRYPTION_KEYS is missing: in production nothing readable is written to Temporal; set it to name:key, where ${key}`,
    ],
    [
      alone && !production && !given('ENCRYPTION_KEYS') && !given('SEALING_KEY'),
      `ENCRYPTION_KEYS (or, outside production, SEALING_KEY) is missing: API and worker must share it; ${key}`,
    ],
  ];
  return rules.filter(([broken]) => broken).map(([, fault]) => fault);
}
