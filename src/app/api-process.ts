import type { Server } from 'node:http';
import type { ListenOptions } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Express } from 'express';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { plans } from '../../plans';
import { beginDraining, closeApi, createApi, endEventStreams, type PagesFactory } from '../api/app';
import type { ApiConfig, ApiDeps } from '../api/http/context';
import { createHttpServer } from '../api/http/server';
import { createCohortStarter } from '../application/cohort-starter';
import { createOnboardingStarter } from '../application/onboarding-starter';
import { createAuditSigner } from '../auth/audit-signer';
import { createIdentityProvider } from '../auth/oidc/identity-provider';
import { createSecretCipher } from '../auth/secret-cipher';
import { createSignedLinks } from '../auth/signed-links';
import { openDatabase } from '../database/client';
import { loadCompany } from '../database/company';
import { createSmtpMailer, type SmtpMailer } from '../integrations/mail/smtp-mailer';
import type { MailTransport } from '../integrations/mail/mailer';
import { createCompanyMailer } from '../mails/company-mailer';
import type { PlanDefinition } from '../planning/dsl';
import { createTemporalClient } from '../temporal/connection';
import { createDataConverter } from '../temporal/data-converter';
import { hasSearchAttributes } from '../temporal/search-attributes';
import { createPagesFactory } from '../web/app';
import type { Config } from './config';
import type { Environment } from './environment';
import { composePlanner } from './planner';
import type { RunningProcess } from './running-process';

/** For requests that are open when the server stops accepting connections. */
const OPEN_REQUESTS_TIMEOUT_MS = 10_000;

/**
 * Starts the HTTP server and the delivery of submissions to Temporal.
 * @param availablePlans plans that requests may name
 * @param shutdownSignal ends the wait for a Temporal server that does not answer
 */
export async function startApi(
  environment: Environment,
  availablePlans: readonly PlanDefinition[] = plans,
  shutdownSignal?: AbortSignal,
): Promise<RunningProcess> {
  const transport = createSmtpMailer({ ...environment.config.mail, url: environment.smtpUrl });
  const deps = await createApiDeps(environment, availablePlans, { transport, shutdownSignal });
  const app = createApi(deps, createPages(environment));
  const server = await startServer(app, environment.config.http);
  const { starter, cohortStarter } = deps;
  starter.start();
  cohortStarter.start();
  return {
    stop: async () => {
      await drain(server, app, environment.config.http.drainMs);
      await Promise.all([starter.stop(), cohortStarter.stop()]);
      await closeConnections(deps, transport);
    },
  };
}

async function createApiDeps(
  environment: Environment,
  availablePlans: readonly PlanDefinition[],
  { transport, shutdownSignal }: { transport: MailTransport; shutdownSignal?: AbortSignal },
) {
  const { config, logger } = environment;
  const { database, pool } = openDatabase(environment.databaseUrl, config.database.connections);
  const client = createTemporalClient(environment.temporal, createDataConverter(environment.payloadKeys));
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    database,
    pool,
    client,
    planner: composePlanner(availablePlans, config.approvers),
    starter: createOnboardingStarter({ database, client, logger }),
    cohortStarter: createCohortStarter({ database, client, logger }),
    mailer: createCompanyMailer(transport, () => loadCompany(database)),
    auditSigner: createAuditSigner(environment.payloadKeys),
    secretCipher: createSecretCipher(environment.payloadKeys),
    logger,
    registry,
    config: buildApiConfig(environment),
    hasSearchAttributes: await hasSearchAttributes(client, shutdownSignal),
  };
}

const buildApiConfig = ({ config, adminToken, temporalUiUrl }: Environment): ApiConfig => ({
  adminToken,
  adminEmail: config.admin.email,
  publicUrl: config.http.publicUrl,
  allowedHosts: config.http.allowedHosts,
  temporalUiOrigin: temporalUiUrl && new URL(temporalUiUrl).origin,
  approvers: config.approvers,
  apiOnly: config.isApiOnly,
  hasGroupRoles: config.groupRoles !== undefined,
  stepUp: config.stepUp,
  rateLimitPerMinute: config.http.rateLimitPerMinute,
  metricsToken: config.http.metricsToken,
  trustedProxies: config.http.trustedProxies,
  answerTimeoutMs: config.http.decisionTimeoutMs,
  webhooksReach: config.webhooks.reach,
});

function createPages({ config, payloadKeys, temporalUiUrl }: Environment): PagesFactory {
  const { publicUrl } = config.http;
  return createPagesFactory({
    links: createSignedLinks(payloadKeys, publicUrl, config.hasDecisionLinks),
    identityProvider: config.oidc && createIdentityProvider(config.oidc, `${publicUrl}/sign-in/oidc/callback`),
    groupRoles: config.groupRoles,
    hasMailSignIn: config.hasMailSignIn,
    temporalUiUrl,
  });
}

/** Resolves when the server listens. */
function startServer(app: Express, { host, port, socketFd }: Config['http']): Promise<Server> {
  const server = createHttpServer(app);
  const address: ListenOptions & { fd?: number } = socketFd === undefined ? { host, port } : { fd: socketFd };
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => resolve(server));
  });
}

/**
 * Reports that the process is not ready, and answers as before until load balancers have noticed. Then it accepts no
 * connection, ends the event streams, finishes open requests, and closes connections that are open after the timeout.
 */
async function drain(server: Server, app: Express, drainMs: number): Promise<void> {
  beginDraining(app);
  await sleep(drainMs);
  const closed = new Promise((resolve) => server.close(resolve));
  const forceCloseTimer = setTimeout(() => server.closeAllConnections(), OPEN_REQUESTS_TIMEOUT_MS);
  await endEventStreams(app);
  await closed;
  clearTimeout(forceCloseTimer);
  await closeApi(app);
}

async function closeConnections({ client, database }: ApiDeps, transport: SmtpMailer): Promise<void> {
  transport.close();
  await client.connection.close();
  await database.destroy();
}
