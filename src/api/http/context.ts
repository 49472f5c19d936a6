import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { AuditSigner } from '../../auth/audit-signer';
import type { SecretCipher } from '../../auth/secret-cipher';
import type { Database } from '../../database/client';
import type { CompanyReader } from '../../database/company-reader';
import type { ApproverRule } from '../../planning/approver-rule';
import type { DependencyStatus } from '../../application/dependency-check';
import type { Planner } from '../../planning/planner';
import type { Mailer } from '../../integrations/mail/mailer';
import type { WebhookReach } from '../../integrations/webhooks/webhook-reach';
import type { ReportCache } from '../resources/reports/report-cache';
import type { EventStreams } from './event-streams';
import type { SecurityLog } from './security-log';

/** When a person must have signed in at the identity provider again. */
export interface StepUpRule {
  /** Age of the sign-in, in ms. */
  maxAgeMs: number;
  /** Approvals of onboardings that cost more. */
  costCents: number;
}

export interface ApiConfig {
  /** Token and e-mail address of the first administrator. */
  adminToken: string;
  adminEmail: string;
  /** Base URL of API and pages. Its scheme determines the cookies' name prefix and `Secure` attribute. */
  publicUrl: string;
  /** Further host names under which callers reach this server. */
  allowedHosts: readonly string[];
  /** Origin of Temporal’s web UI, whose pages may call the codec server. */
  temporalUiOrigin?: string;
  /** Limits those to whom an approval may be handed over. */
  approvers: ApproverRule;
  /** True if the groups at the identity provider determine the roles of people. */
  hasGroupRoles?: boolean;
  /** Unset: no fresh sign-in is ever required. */
  stepUp?: StepUpRule;
  /** True to reject decisions that did not come through the API; frozen into each onboarding. */
  apiOnly: boolean;
  /** Calls per minute and token; without a valid token, per address. */
  rateLimitPerMinute: number;
  /** Required for the metrics; without one, they are public. */
  metricsToken?: string;
  /** Number of reverse proxies trusted for the caller's address (Express `trust proxy`). */
  trustedProxies: number;
  /** Timeout for Temporal to accept a message, and again for the workflow to answer it, in ms. */
  answerTimeoutMs: number;
  webhooksReach: WebhookReach;
}

export interface ApiDeps {
  database: Database;
  /** Provides one connection for LISTEN, in addition to those of `database`. */
  pool: Pool;
  /** Must use our data converter: only its codec seals the proof of a decision. */
  client: Client;
  planner: Planner;
  /** Triggered after the commit of each submission. */
  starter: { trigger(id: string): void };
  /** Triggered after the commit of each cohort submission or command. */
  cohortStarter: { trigger(): void };
  mailer: Mailer;
  /** Unset without a key. */
  auditSigner?: AuditSigner;
  secretCipher: SecretCipher;
  logger: Logger;
  registry: Registry;
  config: ApiConfig;
  /** True if the Temporal namespace has our search attributes; frozen into each onboarding. */
  hasSearchAttributes: boolean;
}

export interface ApiContext extends ApiDeps {
  company: CompanyReader;
  streams: EventStreams;
  reports: ReportCache;
  securityLog: SecurityLog;
  checkDependencies: () => Promise<DependencyStatus>;
  /** True once the process is stopping. It still answers every request. */
  isDraining: boolean;
  /** OpenAPI document. */
  document: object;
}
