import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Database } from '../../database/client';
import type { Planner } from '../../planning/planner';
import type { WebhookReach } from '../../integrations/webhooks/webhook-reach';
import type { ReportCache } from '../resources/reports/report-cache';
import type { EventStreams } from './event-streams';

export interface ApiConfig {
  /** The first administrator's token and e-mail address. */
  adminToken: string;
  adminEmail: string;
  /** Where people reach API and pages: decides over the cookie, too. */
  publicUrl: string;
  /** Refuse decisions that did not come through the API; frozen into each onboarding. */
  apiOnly: boolean;
  /** Calls per minute and token; without a token, per address. */
  rateLimitPerMinute: number;
  /** How many proxies in front of us may be believed about the caller's address. */
  trustedProxies: number;
  /** How long a caller waits for Temporal to take what is said, and again for the onboarding to answer, in ms. */
  answerTimeoutMs: number;
  /** Whom webhooks may call. */
  webhooksReach: WebhookReach;
}

/** What the API is composed of. */
export interface ApiDeps {
  database: Database;
  /** Gives one connection for LISTEN, besides those of `database`. */
  pool: Pool;
  /** A Temporal client with our data converter: only that seals the proof of a decision. */
  client: Client;
  planner: Planner;
  /** Told of every submission, after its commit. */
  starter: { trigger(id: string): void };
  /** Told that something is wanted of a cohort, after the commit. */
  cohortStarter: { trigger(): void };
  logger: Logger;
  registry: Registry;
  config: ApiConfig;
  /** Whether Temporal's namespace has our search attributes; frozen into each onboarding. */
  searchAttributes: boolean;
}

/** What every handler is given besides the call itself. */
export interface ApiContext extends ApiDeps {
  streams: EventStreams;
  reports: ReportCache;
  /** The OpenAPI document. */
  document: object;
}
