import { startTestPostgres } from './postgres-server';

/** Starts what all test files share: one PostgreSQL. */
export default async function globalSetup(): Promise<void> {
  const server = await startTestPostgres();
  process.env.TEST_POSTGRES_URL = server.url;
  globalThis.firstdayTestPostgres = server;
}
