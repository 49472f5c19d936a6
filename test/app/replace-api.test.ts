import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { insertSampleData } from '../../src/database/sample-data';
import { createRequestFor } from '../api/support/test-api';
import { holdSocket } from '../support/held-socket';
import { startPlatform } from '../support/platform-process';
import { allocatePort } from '../support/ports';
import { createTestDatabase, type TestDatabase } from '../support/test-database';
import { startTestTemporal, type TestTemporal } from '../support/test-temporal';
import { waitForValue } from '../support/wait-for-value';

const ADMIN_TOKEN = 'the-administrators-own-token';
const CALLERS = 4;
const CALLS_BETWEEN = 40;

let testDb: TestDatabase;
let temporal: TestTemporal;
beforeAll(async () => {
  [testDb, temporal] = await Promise.all([createTestDatabase(), startTestTemporal()]);
  await insertSampleData(testDb.database, new Date());
});
afterAll(async () => {
  await temporal.close();
  await testDb.close();
});

const buildEnv = (port: number, drainSeconds: number) => ({
  TEMPORAL_ADDRESS: temporal.address,
  DATABASE_URL: testDb.url,
  SMTP_URL: 'smtp://127.0.0.1:1',
  SEALING_KEY: Buffer.alloc(32, 7).toString('base64'),
  ADMIN_TOKEN,
  PORT: String(port),
  RATE_LIMIT: '1000000',
  DRAIN_SECONDS: String(drainSeconds),
  LOG_LEVEL: 'warn',
});

/** Opens a connection of its own, and lets the server say whether it may be used again. */
async function open(port: number, path: string): Promise<IncomingMessage> {
  const headers = { Authorization: `Bearer ${ADMIN_TOKEN}`, Connection: 'keep-alive' };
  const request = get(`http://127.0.0.1:${port}${path}`, { headers, agent: false });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
}

async function readToEnd(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

async function ask(port: number, path: string): Promise<{ status?: number; connection?: string; body: string }> {
  const response = await open(port, path);
  const body = await readToEnd(response);
  return { status: response.statusCode, connection: response.headers.connection, body };
}

async function submit(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/v1/onboardings`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(createRequestFor('ada@example.org')),
  });
  expect(response.status).toBe(202);
  return ((await response.json()) as { id: string }).id;
}

/** Calls over new connections without a pause, until it is stopped. */
function startCallers(port: number) {
  const failures: unknown[] = [];
  let answered = 0;
  let isStopped = false;
  const callRepeatedly = async (path: string) => {
    while (!isStopped)
      await ask(port, path).then(
        ({ status }) => (status === 200 ? (answered += 1) : failures.push(`${path}: ${status}`)),
        (error: Error) => failures.push(`${path}: ${error.message}`),
      );
  };
  // Not /readyz: it says 503 between the signal and the end of the listener, as it must.
  const paths = ['/api/v1/onboardings', '/sign-in', '/healthz'];
  const callers = Array.from({ length: CALLERS }, (_, index) => callRepeatedly(paths[index % paths.length] ?? '/'));
  return {
    failures,
    waitForAnswers: (count: number) => {
      const wanted = answered + count;
      return waitForValue(() => Promise.resolve(answered >= wanted || undefined));
    },
    stop: async () => {
      isStopped = true;
      await Promise.all(callers);
    },
  };
}

describe('a process that was told to stop', () => {
  test('says that it is not ready, answers new connections, and ends streams only when it stops accepting', async () => {
    const port = await allocatePort();
    const api = await startPlatform('api', buildEnv(port, 8));
    expect(await ask(port, '/readyz')).toMatchObject({ status: 200, connection: 'keep-alive' });
    const events = `/api/v1/onboardings/${await submit(port)}/events`;
    const streams = [await open(port, events)];

    const stopped = api.stop('SIGTERM');
    const drained = await waitForValue(async () => {
      const answer = await ask(port, '/readyz');
      return answer.status === 503 ? answer : undefined;
    });
    expect(JSON.parse(drained.body)).toMatchObject({ code: 'unavailable', draining: true });
    for (const path of ['/api/v1/onboardings', '/sign-in', '/healthz', '/docs/'])
      expect(await ask(port, path)).toMatchObject({ status: 200, connection: 'close' });
    streams.push(await open(port, events));

    for (const stream of streams) {
      expect(stream).toMatchObject({ statusCode: 200, complete: false });
      expect(await readToEnd(stream)).toContain('event: status');
      expect(stream.complete).toBe(true);
    }
    expect(await stopped).toBe(0);
    await expect(ask(port, '/healthz')).rejects.toThrow(/ECONNREFUSED/);
  });
});

describe('one process replaced by another on a socket that their supervisor holds', () => {
  test.each([
    ['the new one starts before the old one is told to stop', true],
    ['the new one starts after the old one has ended', false],
  ])('refuses, resets and fails no call: %s', async (_case, startsFirst) => {
    const port = await allocatePort();
    const socket = holdSocket(port);
    const start = () => startPlatform('api', buildEnv(port, 0), undefined, { socketFd: socket.fd });
    const first = await start();
    const callers = startCallers(port);
    await callers.waitForAnswers(CALLS_BETWEEN);
    const early = startsFirst ? await start() : undefined;
    await callers.waitForAnswers(startsFirst ? CALLS_BETWEEN : 0);
    expect(await first.stop('SIGTERM')).toBe(0);
    const second = early ?? (await start());
    await callers.waitForAnswers(CALLS_BETWEEN);
    await callers.stop();
    expect(callers.failures).toEqual([]);
    expect(await second.stop('SIGTERM')).toBe(0);
    socket.close();
  });
});
