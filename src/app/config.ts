import type { WorkerDeploymentVersion } from '@temporalio/common';
import { type ClientConnectConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import type { z } from 'zod';
import { listInsecureConnections } from './insecure-connections';
import { findPassedSocket } from './listening-socket';
import { findMissingSettings } from './missing-settings';
import { type ProcessRole, type Settings, settingsSchema, TEMPORAL_SETTINGS } from './settings';
import { StartupError } from '../lib/errors';
import type { StepUpRule } from '../api/http/context';
import type { GroupRoles } from '../auth/oidc/group-roles';
import type { OidcSettings } from '../auth/oidc/identity-provider';
import type { ApproverRule } from '../planning/approver-rule';
import type { WebhookReach } from '../integrations/webhooks/webhook-reach';
import type { PayloadKeys } from '../temporal/codec';

/** Longer than two probes of an orchestrator, and than its routing takes to follow. */
const PRODUCTION_DRAIN_SECONDS = 5;

export interface Config {
  role: ProcessRole;
  isProduction: boolean;
  logLevel: Settings['LOG_LEVEL'];
  /** Data folder of the embedded platform. */
  dataDir: string;
  http: {
    host: string;
    port: number;
    /** Descriptor of a listening socket that the supervisor passed, in place of host and port. */
    socketFd?: number;
    publicUrl: string;
    allowedHosts: string[];
    trustedProxies: number;
    rateLimitPerMinute: number;
    metricsToken?: string;
    /** How long the API waits for the workflow's response to a decision. */
    decisionTimeoutMs: number;
    /** How long the API still accepts connections after it was told to stop, for load balancers to notice. */
    drainMs: number;
  };
  /** Without a token, one is generated and stored in the data folder. */
  admin: { token?: string; email: string };
  oidc?: OidcSettings;
  /** Set if important actions need a fresh sign-in at the identity provider. */
  stepUp?: StepUpRule;
  /** Set if the groups at the identity provider determine the roles of people. */
  groupRoles?: GroupRoles;
  /** True if a link by mail signs in. */
  hasMailSignIn: boolean;
  /** True if mails to assignees contain a link that works without a sign-in. */
  hasDecisionLinks: boolean;
  /** Rejects decisions that did not come through the API. */
  isApiOnly: boolean;
  approvers: ApproverRule;
  /** External servers; those without a setting are embedded. */
  database: { url?: string; connections: number; mayMigrate: boolean };
  temporal: {
    connection?: ClientConnectConfig;
    source?: (typeof TEMPORAL_SETTINGS)[number];
    cli?: string;
    uiUrl?: string;
  };
  mail: { smtpUrl?: string; from: string; requiresTls: boolean };
  payloadKeys: PayloadKeys;
  webhooks: { reach: WebhookReach };
  /** Days after which events of the security log are deleted. */
  securityLogDays: number;
  /** Days after which entries of the audit log are erased; unset keeps them. */
  auditLogDays?: number;
  worker: {
    activities: number;
    workflowTasks: number;
    cachedWorkflows: number;
    /** Port of `/healthz`, `/readyz` and `/metrics` of a worker. */
    httpPort?: number;
    /** Open onboardings unknown to Temporal: `orphan` marks them as orphaned, `verify` first needs a known reference workflow. */
    missingWorkflowPolicy: Settings['MISSING_WORKFLOWS'];
    /** Set if this worker takes part in worker versioning. */
    version?: WorkerDeploymentVersion;
  };
  /** Fixed ports of the embedded servers; unset ones are chosen on the first start. */
  ports: { postgres?: number; temporal?: number; temporalUi?: number; smtp?: number; inbox?: number };
}

/**
 * Reads and validates all settings.
 * @throws StartupError with every problem and its hint; never with a value, which may be a secret
 */
export function loadConfig(env: NodeJS.ProcessEnv, role: ProcessRole = 'all'): Config {
  const emptyNames = Object.keys(settingsSchema.shape).filter((name) => env[name]?.trim() === '');
  const problems = emptyNames.map((name) => `${name} is empty: give it a value, or leave it out`);
  const parsed = settingsSchema.safeParse(omit(env, emptyNames));
  problems.push(...findMissingSettings(role, env));
  if (parsed.error) problems.push(...parsed.error.issues.map(formatIssue));
  const source = TEMPORAL_SETTINGS.find((name) => env[name]);
  const connection = loadTemporalConnection(env, problems);
  if (parsed.data) problems.push(...listInsecureConnections(parsed.data, connection));
  if (parsed.data && problems.length === 0)
    return buildConfig(role, parsed.data, { connection, source }, findPassedSocket(env));
  throw new StartupError(`The settings cannot be used:\n${problems.map((problem) => `  - ${problem}.`).join('\n')}`);
}

const omit = (env: NodeJS.ProcessEnv, names: string[]): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));

const formatIssue = ({ path, message }: z.core.$ZodIssue): string => `${String(path[0])}: ${message}`;

function loadTemporalConnection(env: NodeJS.ProcessEnv, problems: string[]): ClientConnectConfig | undefined {
  if (!TEMPORAL_SETTINGS.some((name) => env[name])) return undefined;
  try {
    const defined = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(defined) });
  } catch (error) {
    problems.push(`the TEMPORAL_… settings cannot be used: ${(error as Error).message}`);
    return undefined;
  }
}

function buildConfig(
  role: ProcessRole,
  settings: Settings,
  temporal: Config['temporal'],
  socketFd: number | undefined,
): Config {
  const isProduction = settings.NODE_ENV === 'production';
  return {
    role,
    isProduction,
    logLevel: settings.LOG_LEVEL,
    dataDir: settings.DATA_DIR,
    http: { ...buildHttpConfig(settings), socketFd, drainMs: getDrainSeconds(role, settings) * 1_000 },
    admin: { token: settings.ADMIN_TOKEN, email: settings.ADMIN_EMAIL },
    oidc: toOidcSettings(settings),
    stepUp: buildStepUpRule(settings),
    groupRoles: settings.OIDC_GROUP_ROLES,
    hasMailSignIn: (settings.MAIL_SIGN_IN ?? (settings.OIDC_ISSUER === undefined ? 'on' : 'off')) === 'on',
    hasDecisionLinks: settings.DECISION_LINKS === 'on',
    isApiOnly: (settings.DECISIONS ?? (isProduction ? 'api-only' : 'any')) === 'api-only',
    approvers: {
      isStrict: (settings.APPROVERS ?? (isProduction ? 'known' : 'any')) === 'known',
      domains: settings.APPROVER_DOMAINS,
    },
    database: {
      url: settings.DATABASE_URL,
      connections: settings.DATABASE_CONNECTIONS,
      mayMigrate: role === 'migrate' || settings.MIGRATE === 'start',
    },
    temporal: { ...temporal, cli: settings.TEMPORAL_CLI, uiUrl: settings.TEMPORAL_UI_URL },
    mail: buildMailConfig(settings),
    payloadKeys: { encryption: settings.ENCRYPTION_KEYS ?? [], sealing: settings.SEALING_KEY },
    webhooks: { reach: settings.WEBHOOKS ?? (isProduction ? 'public' : 'any') },
    securityLogDays: settings.SECURITY_LOG_DAYS,
    auditLogDays: settings.AUDIT_LOG_DAYS,
    worker: buildWorkerConfig(settings),
    ports: toPorts(settings),
  };
}

/** A platform on one machine has no load balancer that would notice. */
const getDrainSeconds = (role: ProcessRole, { DRAIN_SECONDS, NODE_ENV }: Settings): number =>
  DRAIN_SECONDS ?? (role === 'api' && NODE_ENV === 'production' ? PRODUCTION_DRAIN_SECONDS : 0);

/** Without an identity provider nobody can sign in freshly. */
const buildStepUpRule = ({ OIDC_ISSUER, STEP_UP_MINUTES, STEP_UP_COST }: Settings): StepUpRule | undefined =>
  OIDC_ISSUER === undefined || STEP_UP_MINUTES === 0
    ? undefined
    : { maxAgeMs: STEP_UP_MINUTES * 60_000, costCents: STEP_UP_COST * 100 };

const buildHttpConfig = (settings: Settings): Omit<Config['http'], 'socketFd' | 'drainMs'> => ({
  host: settings.HOST,
  port: settings.PORT,
  publicUrl: settings.PUBLIC_URL ?? `http://localhost:${settings.PORT}`,
  allowedHosts: settings.ALLOWED_HOSTS,
  trustedProxies: settings.TRUSTED_PROXIES,
  rateLimitPerMinute: settings.RATE_LIMIT,
  metricsToken: settings.METRICS_TOKEN,
  decisionTimeoutMs: settings.ANSWER_SECONDS * 1_000,
});

const buildMailConfig = ({ SMTP_URL, MAIL_FROM, NODE_ENV, ALLOW_INSECURE }: Settings): Config['mail'] => ({
  smtpUrl: SMTP_URL,
  from: MAIL_FROM ?? 'onboarding@firstday.example',
  requiresTls: NODE_ENV === 'production' && SMTP_URL !== undefined && !ALLOW_INSECURE.includes('smtp'),
});

const buildWorkerConfig = (settings: Settings): Config['worker'] => ({
  activities: settings.WORKER_ACTIVITIES,
  workflowTasks: settings.WORKER_WORKFLOW_TASKS,
  cachedWorkflows: settings.WORKER_CACHED_WORKFLOWS,
  httpPort: settings.WORKER_HTTP_PORT,
  missingWorkflowPolicy: settings.MISSING_WORKFLOWS,
  version: settings.WORKER_BUILD_ID
    ? { buildId: settings.WORKER_BUILD_ID, deploymentName: settings.WORKER_DEPLOYMENT_NAME }
    : undefined,
});

const toPorts = (settings: Settings): Config['ports'] => ({
  postgres: settings.POSTGRES_PORT,
  temporal: settings.TEMPORAL_PORT,
  temporalUi: settings.TEMPORAL_UI_PORT,
  smtp: settings.SMTP_PORT,
  inbox: settings.INBOX_PORT,
});

/** `findMissingSettings` guarantees that all OIDC settings are present, or none. */
function toOidcSettings(settings: Settings): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return {
    issuer,
    clientId,
    clientSecret,
    scope: settings.OIDC_SCOPE,
    trustsAddresses: settings.OIDC_ADDRESSES === 'trusted',
    groupsClaim: settings.OIDC_GROUPS_CLAIM,
  };
}
