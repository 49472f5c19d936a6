import { findTemporalCli } from '../../src/embedded/temporal/find-temporal-cli';
import { findTestServer } from '../../src/embedded/temporal/find-test-server';
import { installChromiumIfMissing } from './chromium';
import { startTestPostgres } from './postgres-server';

const neverAborted = new AbortController().signal;
const print = (message: string): void => void process.stderr.write(`${message}\n`);

/**
 * Prepares the resources that all test files share: Temporal's servers and a browser, which take minutes to install on
 * a fresh machine, longer than any test timeout, and one running PostgreSQL.
 */
export default async function globalSetup(): Promise<void> {
  await Promise.all([
    findTemporalCli(process.env.TEMPORAL_CLI, print, neverAborted),
    findTestServer(process.env.TEMPORAL_TEST_SERVER, print, neverAborted),
    installChromiumIfMissing(print),
  ]);
  const server = await startTestPostgres();
  process.env.TEST_POSTGRES_URL = server.url;
  globalThis.firstdayTestPostgres = server;
}
