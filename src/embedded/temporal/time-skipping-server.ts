import { TestWorkflowEnvironment } from '@temporalio/testing';
import { StartupError } from '../../lib/errors';
import type { PayloadKeys } from '../../temporal/codec';
import { createDataConverter } from '../../temporal/data-converter';
import { grpcInterceptors } from '../../temporal/connection';
import type { Print } from '../find-program';
import { findTestServer } from './find-test-server';

/** The SDK waits five seconds per attempt, which Java on a busy machine may exceed more than once. */
const MAX_START_ATTEMPTS = 3;

/**
 * Starts Temporal's time-skipping test server. All workflows on it share one clock, which advances only while a caller
 * awaits a workflow's result or sleeps. The caller must tear the environment down.
 * @param configured value of TEMPORAL_TEST_SERVER
 * @param keys keys of the payload codec; by default a key that lives as long as this process
 * @throws StartupError when there is no such server, or it does not start
 */
export async function startTimeSkippingServer(
  configured: string | undefined,
  print: Print,
  signal: AbortSignal,
  keys?: PayloadKeys,
): Promise<TestWorkflowEnvironment> {
  const server = await findTestServer(configured, print, signal);
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({
        server: { executable: { type: 'existing-path', path: server } },
        client: { dataConverter: createDataConverter(keys) },
        plugins: [
          { name: 'firstday', configureConnection: (options) => ({ ...options, interceptors: grpcInterceptors }) },
        ],
      });
    } catch (error) {
      if (attempt === MAX_START_ATTEMPTS) throw createStartError(server, error);
    }
  }
}

const createStartError = (server: string, error: unknown): StartupError =>
  new StartupError(
    `Temporal's time-skipping test server (${server}) did not start: ${getFirstSentence(error)}. It may need Java 11 or newer on ` +
      `the PATH: try "${server} 7244" by hand. Remove its folder to have it fetched anew, or set TEMPORAL_TEST_SERVER to ` +
      `another one.`,
  );

/** The rest of the message is the trace of a connection. */
const getFirstSentence = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('. ', 1)[0] ?? '';
