import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { isEmailAddress, normalizeDomain, normalizeEmail } from '../domain/text/email-address';
import { ROLES } from '../domain/status';

/** `all` runs every part in one process. */
export const PROCESS_ROLES = ['all', 'api', 'worker', 'servers', 'migrate'] as const;
export type ProcessRole = (typeof PROCESS_ROLES)[number];

const KEY_BYTES = 32;
/** A random token of 16 hexadecimal digits has fewer only once in 30,000 times. */
const MIN_DISTINCT_CHARACTERS = 6;

const buildRuleError = (rule: string) => ({ error: `must be ${rule}` });
const wholeNumberSchema = (min: number, max: number) =>
  z.coerce
    .number(buildRuleError(`a whole number from ${min} to ${max}`))
    .int(buildRuleError(`a whole number from ${min} to ${max}`))
    .min(min, buildRuleError(`at least ${min}`))
    .max(max, buildRuleError(`at most ${max}`));
const portSchema = () => wholeNumberSchema(1, 65_535);
const urlSchema = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `must be an address like ${example}` });
const textSchema = () => z.string();
const tokenSchema = () =>
  textSchema()
    .min(16, {
      ...buildRuleError('at least 16 characters long: "openssl rand -hex 24" makes one'),
      abort: true,
    })
    .refine(
      (token) => new Set(token).size >= MIN_DISTINCT_CHARACTERS,
      buildRuleError('random: "openssl rand -hex 24" makes one'),
    );
const base64KeySchema = () =>
  z
    .base64({ error: 'must be base64' })
    .transform((encoded) => Buffer.from(encoded, 'base64'))
    .refine(
      (key) => key.length === KEY_BYTES,
      `must be ${KEY_BYTES} bytes in base64: "openssl rand -base64 ${KEY_BYTES}" makes one`,
    );

const KEY_ENTRY = /^[^:]+:[^:]+(:decrypt-only)?$/;

const encryptionKeySchema = () =>
  z
    .string()
    .regex(KEY_ENTRY, 'each key must be name:base64 or name:base64:decrypt-only')
    .transform((entry) => entry.split(':'))
    .pipe(
      z.tuple(
        [
          z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, 'each key needs a short name, as in name:base64'),
          base64KeySchema(),
        ],
        z.string(),
      ),
    )
    .transform(([id, key, ...uses]) => ({ id, key, isDecryptOnly: uses.length > 0 }));

const encryptionKeysSchema = () =>
  z
    .string()
    .transform((list) => list.split(',').map((entry) => entry.trim()))
    .pipe(z.array(encryptionKeySchema()))
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'each key needs a name of its own')
    .refine(([newest]) => newest?.isDecryptOnly !== true, 'the first key encrypts, so it cannot be decrypt-only');

/** An IPv6 address may be in brackets, as in a URL. */
const isHost = (host: string): boolean =>
  /^[a-z0-9][a-z0-9._-]*$/.test(host) || isIPv6(host.replace(/^\[(.*)\]$/, '$1'));

/** `role=group`, separated by semicolons. A name of a group may contain any other character. */
const groupRolesSchema = () =>
  z
    .string()
    .transform((list) => list.split(';').map((entry) => entry.trim().split(/=(.*)/s, 2)))
    .pipe(z.array(z.tuple([z.enum(ROLES), z.string().min(1)], { error: 'must be role=group;…, as in hr=People team' })))
    .transform((pairs) => pairs.map(([role, group]) => ({ role, group })));

/** Connections that production accepts without TLS only if they are listed in ALLOW_INSECURE. */
export const INSECURE_CONNECTIONS = ['public-url', 'temporal', 'smtp'] as const;

/** `.env.example` documents each setting. */
export const settingsSchema = z.object({
  HOST: textSchema().default('127.0.0.1'),
  PORT: portSchema().default(8080),
  PUBLIC_URL: urlSchema(/^https?$/, 'https://firstday.example.com').optional(),
  ALLOWED_HOSTS: z
    .string()
    .transform((list) => list.split(',').map((name) => name.trim().toLowerCase()))
    .pipe(z.array(z.string().refine(isHost, 'must be a list of host names or IP addresses, without ports')))
    .default([]),
  TRUSTED_PROXIES: wholeNumberSchema(0, 10).default(0),
  RATE_LIMIT: wholeNumberSchema(1, 1_000_000).default(600),
  METRICS_TOKEN: tokenSchema().optional(),
  ANSWER_SECONDS: wholeNumberSchema(1, 60).default(3),
  DRAIN_SECONDS: wholeNumberSchema(0, 300).optional(),
  ADMIN_TOKEN: tokenSchema().optional(),
  ADMIN_EMAIL: z
    .string()
    .overwrite(normalizeEmail)
    .refine(isEmailAddress, { error: 'must be an e-mail address' })
    .default('admin@firstday.example'),
  OIDC_ISSUER: urlSchema(/^https?$/, 'https://login.example.com').optional(),
  OIDC_CLIENT_ID: textSchema().optional(),
  OIDC_CLIENT_SECRET: textSchema().optional(),
  OIDC_SCOPE: textSchema()
    .regex(/(^| )openid( |$)/, 'must contain openid, as in openid email profile')
    .default('openid email profile'),
  OIDC_ADDRESSES: z.enum(['verified', 'trusted'], buildRuleError('"verified" or "trusted"')).default('verified'),
  OIDC_GROUPS_CLAIM: textSchema().default('groups'),
  OIDC_GROUP_ROLES: groupRolesSchema().optional(),
  STEP_UP_MINUTES: wholeNumberSchema(0, 1_440).default(15),
  STEP_UP_COST: wholeNumberSchema(0, 1_000_000_000).default(3_000),
  MAIL_SIGN_IN: z.enum(['on', 'off'], buildRuleError('"on" or "off"')).optional(),
  DECISION_LINKS: z.enum(['on', 'off'], buildRuleError('"on" or "off"')).default('on'),
  DECISIONS: z.enum(['any', 'api-only'], buildRuleError('"any" or "api-only"')).optional(),
  APPROVERS: z.enum(['any', 'known'], buildRuleError('"any" or "known"')).optional(),
  APPROVER_DOMAINS: z
    .string()
    .transform((list) => list.split(',').map((domain) => normalizeDomain(domain.trim())))
    .pipe(z.array(z.string().regex(/^[^\s@,]+\.[^\s@,]+$/, 'must be a list of domains, as in example.com')))
    .default([]),
  ALLOW_INSECURE: z
    .string()
    .transform((list) => list.split(',').map((entry) => entry.trim()))
    .pipe(z.array(z.enum(INSECURE_CONNECTIONS, buildRuleError(`a list of ${INSECURE_CONNECTIONS.join(', ')}`))))
    .default([]),
  DATA_DIR: textSchema().default('.data'),
  DATABASE_URL: urlSchema(/^postgres(ql)?$/, 'postgresql://user:password@host:5432/firstday').optional(),
  MIGRATE: z.enum(['start', 'none'], buildRuleError('"start" or "none"')).default('start'),
  DATABASE_CONNECTIONS: wholeNumberSchema(2, 1_000).default(20),
  SMTP_URL: urlSchema(/^smtps?$/, 'smtp://user:password@host:587').optional(),
  MAIL_FROM: textSchema()
    .regex(
      /^[^<>\r\n]*(<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
      'must be an address, as in Firstday <onboarding@example.com>',
    )
    .optional(),
  TEMPORAL_CLI: textSchema().optional(),
  TEMPORAL_UI_URL: urlSchema(/^https?$/, 'https://temporal.example.com').optional(),
  ENCRYPTION_KEYS: encryptionKeysSchema().optional(),
  SEALING_KEY: base64KeySchema().optional(),
  WORKER_ACTIVITIES: wholeNumberSchema(1, 10_000).default(100),
  WORKER_WORKFLOW_TASKS: wholeNumberSchema(2, 10_000).default(40),
  WORKER_CACHED_WORKFLOWS: wholeNumberSchema(0, 100_000).default(1_000),
  WORKER_HTTP_PORT: portSchema().optional(),
  WORKER_BUILD_ID: textSchema()
    .regex(/^[A-Za-z0-9._-]{1,100}$/, buildRuleError('letters, digits, dots, dashes and underscores, as in 2.3.0'))
    .optional(),
  WORKER_DEPLOYMENT_NAME: textSchema()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, buildRuleError('letters, digits, dashes and underscores, as in firstday'))
    .default('firstday'),
  SECURITY_LOG_DAYS: wholeNumberSchema(1, 3_650).default(90),
  AUDIT_LOG_DAYS: wholeNumberSchema(365, 36_500).optional(),
  MISSING_WORKFLOWS: z.enum(['verify', 'orphan'], buildRuleError('"verify" or "orphan"')).default('verify'),
  WEBHOOKS: z.enum(['public', 'any'], buildRuleError('"public" or "any"')).optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      buildRuleError('fatal, error, warn, info, debug, trace or silent'),
    )
    .default('info'),
  NODE_ENV: z
    .enum(['production', 'development', 'test'], buildRuleError('production, development or test'))
    .default('development'),
  POSTGRES_PORT: portSchema().optional(),
  TEMPORAL_PORT: portSchema().optional(),
  TEMPORAL_UI_PORT: portSchema().optional(),
  SMTP_PORT: portSchema().optional(),
  INBOX_PORT: portSchema().optional(),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = keyof Settings;

/** Any of these selects an external Temporal server; `@temporalio/envconfig` reads them. */
export const TEMPORAL_SETTINGS = ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'] as const;

/** Required together. */
export const OIDC_SETTINGS = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
