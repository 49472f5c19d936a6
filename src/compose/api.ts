import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { closeApi, createApi } from '../api/app';
import type { Config } from '../config';
import type { Database } from '../database/database';
import { StartupError } from '../errors';
import { hasSearchAttributes } from '../temporal/search-attributes';
import { createStarter } from '../temporal/starter';
import { composePlanner } from './planner';
import type { Running } from './running';

export interface ApiParts {
  config: Pick<Config, 'http' | 'admin' | 'apiOnly'>;
  adminToken: string;
  database: Database;
  pool: Pool;
  client: Client;
  logger: Logger;
}

/**
 * Serves the API, and delivers its submissions to Temporal.
 * @throws StartupError where the port is in use
 */
export async function startApi({ config, adminToken, database, pool, client, logger }: ApiParts): Promise<Running> {
  const starter = createStarter({ database, client, logger });
  const app = createApi({
    database,
    pool,
    client,
    planner: composePlanner(),
    starter,
    logger,
    registry: new Registry(),
    config: {
      adminToken,
      adminEmail: config.admin.email,
      apiOnly: config.apiOnly,
      rateLimitPerMinute: config.http.rateLimitPerMinute,
      trustedProxies: config.http.trustedProxies,
    },
    searchAttributes: await hasSearchAttributes(client),
  });
  const server = await listen(createServer(app), config.http);
  starter.start();
  return {
    async stop() {
      const closed = once(server, 'close');
      server.close();
      await closeApi(app);
      server.closeIdleConnections();
      await closed;
      await starter.stop();
    },
  };
}

async function listen(server: Server, { host, port }: Config['http']): Promise<Server> {
  server.listen(port, host);
  await once(server, 'listening').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new StartupError(`Port ${String(port)} is in use. Stop what uses it, or set PORT to a free one.`);
  });
  return server;
}
