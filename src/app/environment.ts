import type { ClientConnectConfig } from '@temporalio/envconfig';
import type { Logger } from 'pino';
import { createLogger } from '../lib/logger';
import type { PayloadKeys } from '../temporal/codec';
import { getNamespace } from '../temporal/connection';
import type { Config } from './config';

/** Infrastructure of API and worker, embedded or external. */
export interface Environment {
  config: Config;
  logger: Logger;
  databaseUrl: string;
  temporal: ClientConnectConfig;
  smtpUrl: string;
  adminToken: string;
  payloadKeys: PayloadKeys;
  temporalUiUrl?: string;
  /** Address of the SDK's own metrics, for the worker to publish. */
  sdkMetricsAddress?: string;
}

/** Environment of external servers only. The roles `api` and `worker` start with complete settings. */
export function createExternalEnvironment(config: Config): Environment {
  const { database, temporal, mail, admin, payloadKeys } = config;
  return {
    config,
    logger: createLogger(config.logLevel),
    databaseUrl: database.url ?? '',
    temporal: temporal.connection ?? { connectionOptions: {} },
    smtpUrl: mail.smtpUrl ?? '',
    adminToken: admin.token ?? '',
    payloadKeys,
    temporalUiUrl: temporal.uiUrl && buildWorkflowsUrl(temporal.uiUrl, temporal.connection),
  };
}

/** Builds the address of the workflows of our namespace in Temporal's web UI. */
export const buildWorkflowsUrl = (uiUrl: string, connection?: ClientConnectConfig): string =>
  `${uiUrl.replace(/\/+$/, '')}/namespaces/${getNamespace(connection ?? { connectionOptions: {} })}/workflows`;
