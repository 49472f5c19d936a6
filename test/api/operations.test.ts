import { once } from 'node:events';
import { connect } from 'node:net';
import type { PoolClient } from 'pg';
import { MESSAGES } from '../../src/i18n/locales';
import { type ErrorCode, ERRORS } from '../../src/lib/errors';
import { waitForValue } from '../support/wait-for-value';
import { PEOPLE, TestApi, getToken } from './support/test-api';
import { ApiWithEngine } from './support/api-with-engine';

describe('without Temporal', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
  });
  afterAll(() => api.close());

  test('the process is live but not ready, and reports what is missing', async () => {
    expect(await api.call('GET', '//healthz', { as: 'nobody' })).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await api.call('GET', '//readyz', { as: 'nobody' })).toMatchObject({
      status: 503,
      body: { code: 'unavailable', database: true, temporal: false, retryable: true },
    });
  });

  test('idle connections outlive those of proxies', async () => {
    const { headers } = await api.call('GET', '//healthz', { as: 'nobody' });
    expect(headers.get('keep-alive')).toBe('timeout=75');
  });

  test('a decision returns 503', async () => {
    const id = await api.submit('p1@example.org');
    const response = await api.call('POST', `/onboardings/${id}/steps/managerApproval/approve`, { as: 'manager' });
    expect(response).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  });

  test('metrics count by route and status, without personal data', async () => {
    const id = await api.submit('p2@example.org');
    await api.call('GET', `/onboardings/${id}`);
    await api.call('GET', `/onboardings?q=lovelace`);
    await api.call('GET', `/secret-address`);
    const { body } = await api.call('GET', '//metrics', { as: 'nobody' });
    const text = String(body.text);
    expect(text).toMatch(/^firstday_onboardings\{status="awaiting-approval"\} [12]$/m);
    expect(text).toMatch(/^firstday_onboardings_held_up\{incident="stuck"\} 0$/m);
    expect(text).toMatch(/^firstday_steps_failing 0$/m);
    expect(text).toContain(
      'firstday_http_request_duration_seconds_count{method="GET",route="/onboardings/{id}",status="200"} 1',
    );
    expect(text).not.toMatch(new RegExp(`${id}|lovelace|secret|example`));
  });

  test('logs contain route and request id, and no personal data', async () => {
    api.logs.length = 0;
    const id = await api.submit('p3@example.org');
    await api.call('GET', '/onboardings?q=Lovelace', { headers: { 'X-Request-Id': 'my-request.7' } });
    await api.call('GET', '/onboardings?q=Lovelace', { headers: { 'X-Request-Id': 'not an id; <script>' } });
    const text = api.logs.join('');
    expect(text).toContain('"route":"/onboardings"');
    expect(text).toContain('"requestId":"my-request.7"');
    expect(text).not.toMatch(new RegExp(`lovelace|example\\.|script|${PEOPLE.hr.email}|${getToken('hr')}|${id}`, 'i'));
  });

  test('an unexpected error is hidden from the caller and logged', async () => {
    const selectSpy = jest.spyOn(api.testDb.database, 'selectFrom').mockImplementation(() => {
      throw new Error('secret of ada@example.org');
    });
    const response = await api.call('GET', '/onboardings');
    selectSpy.mockRestore();
    expect(response).toMatchObject({ status: 500, body: { code: 'internal', retryable: true } });
    expect(JSON.stringify(response.body)).not.toContain('secret');
    const logged = api.logs.find((line) => line.includes('"level":50')) ?? '';
    expect(logged).toContain(String(response.body.requestId));
    expect(logged).not.toContain('secret');
  });

  test('a lost database connection returns 503, and the next call succeeds', async () => {
    const pool: { connect(): Promise<PoolClient>; query(text: string, values: unknown[]): unknown } = api.testDb.pool;
    const connectSpy = jest.spyOn(pool, 'connect').mockImplementationOnce(() => {
      // The connection is lost while in use, as when the server restarts.
      connectSpy.mockRestore();
      return pool.connect().then(async (client) => {
        const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
        await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
        return client;
      });
    });
    expect(await api.call('GET', '/plans')).toMatchObject({
      status: 503,
      body: { code: 'unavailable', retryable: true },
    });
    expect((await api.call('GET', '/plans')).status).toBe(200);
  });

  test('every response has the security headers', async () => {
    const { headers } = await api.call('GET', '/onboardings');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-request-id')).toMatch(/^[\w-]+$/);
  });

  test('the API documentation works without inline scripts', async () => {
    const { status, headers, body } = await api.call('GET', '//docs/', { as: 'nobody' });
    expect(status).toBe(200);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    const page = String(body.text);
    expect(page).not.toMatch(/<script(?![^>]*src=)[^>]*>[^<]*\S|\son\w+="/);
    const sources = [...page.matchAll(/<script src="\.\/([^"]+)"/g)].map(([, name]) => name);
    expect(sources.length).toBeGreaterThan(1);
    for (const name of sources) {
      const script = await api.call('GET', `//docs/${name}`, { as: 'nobody' });
      expect([name, script.status, script.headers.get('content-type')]).toEqual([
        name,
        200,
        expect.stringMatching(/javascript/),
      ]);
    }
    const redirected = await api.call('GET', '//docs', { as: 'nobody' });
    expect([200, 301]).toContain(redirected.status);
    expect(redirected.status === 301 ? redirected.headers.get('location') : '/docs/').toBe('/docs/');
  });

  test('every problem type has a description page', async () => {
    for (const [code, { status }] of Object.entries(ERRORS)) {
      const title = MESSAGES.en.problems[code as ErrorCode];
      expect(await api.call('GET', `//problems/${code}`, { as: 'nobody' })).toMatchObject({
        status: 200,
        body: { code, title, status },
      });
    }
    expect((await api.call('GET', '//problems/constructor', { as: 'nobody' })).status).toBe(404);
  });

  test.each([
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n', 'HTTP/1.1 400'],
    ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', 'HTTP/1.1 400'],
    ['a header of 100 kB', `X-Long: ${'a'.repeat(100_000)}\r\n`, 'HTTP/1.1 431'],
    ['two tokens', `Authorization: Bearer nonsense\r\nAuthorization: Bearer ${getToken('hr')}\r\n`, 'HTTP/1.1 401'],
    ['a forged address of the caller', `X-Forwarded-For: 127.0.0.1\r\n`, 'HTTP/1.1 401'],
  ])('%s in the headers is rejected', async (_what, headers, expected) => {
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(`GET /api/v1/onboardings HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`);
    const [response] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(response.toString()).toMatch(new RegExp(`^${expected}`));
    expect((await api.call('GET', '//healthz', { as: 'nobody' })).status).toBe(200);
  });
});

describe('the rate limit', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start({ config: { rateLimitPerMinute: 5 } });
  });
  afterAll(() => api.close());

  test('is per token; forged tokens share the limit of their address', async () => {
    const fetchStatuses = async (options: Parameters<TestApi['call']>[2]) => {
      const codes = [];
      for (let times = 0; times < 6; times += 1) codes.push((await api.call('GET', '/plans', options)).status);
      return codes;
    };
    expect(await fetchStatuses({ as: 'hr' })).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await api.call('GET', '/plans', { as: 'hr' })).toMatchObject({
      body: { code: 'too-many-requests', retryable: true },
    });
    expect((await api.call('GET', '/plans', { as: 'manager' })).status).toBe(200);
    const forged = [];
    for (let times = 0; times < 6; times += 1)
      forged.push(
        (
          await api.call('GET', '/plans', {
            as: { token: `fd_${times}` },
            headers: { 'X-Forwarded-For': `10.0.0.${times}` },
          })
        ).status,
      );
    expect(forged).toEqual([401, 401, 401, 401, 401, 429]);
    for (let times = 0; times < 10; times += 1)
      expect((await api.call('GET', '//healthz', { as: 'nobody' })).status).toBe(200);
  });
});

test('with Temporal and the database, the process is ready', async () => {
  const platform = await ApiWithEngine.start();
  try {
    // The Temporal ping times out after 2 s, which a slow machine may exceed.
    const { body } = await waitForValue(async () => {
      const response = await platform.api.call('GET', '//readyz', { as: 'nobody' });
      return response.status === 200 ? response : undefined;
    });
    expect(body).toMatchObject({ status: 'ready', database: true, temporal: true });
  } finally {
    await platform.close();
  }
});
