import { ADMIN_TOKEN, TestApi } from './support/test-api';

const RATE_LIMIT = 20;

let api: TestApi;
beforeEach(async () => {
  api = await TestApi.start({ config: { rateLimitPerMinute: RATE_LIMIT } });
});
afterEach(() => api.close());

const fetchStatuses = (path: string, times: number): Promise<number[]> =>
  Promise.all(Array.from({ length: times }, async () => (await fetch(`${api.url}${path}`)).status));

test('many scrapes at the same time count the tables once', async () => {
  const query = jest.spyOn(api.testDb.pool, 'connect');
  expect(await fetchStatuses('/metrics', RATE_LIMIT / 2)).toEqual(Array.from({ length: RATE_LIMIT / 2 }, () => 200));
  const connections = query.mock.calls.length;
  query.mockRestore();
  // One for the counts by status, one for the incidents, one for the failing steps.
  expect(connections).toBeLessThanOrEqual(3);
});

test.each(['/metrics', '/readyz', '/openapi.json', '/problems/closed'])(
  'GET %s is limited per address',
  async (path) => {
    expect(await fetchStatuses(path, RATE_LIMIT + 1)).toContain(429);
  },
);

test('a busy process is not taken for a dead one', async () => {
  expect(new Set(await fetchStatuses('/healthz', RATE_LIMIT * 2))).toEqual(new Set([200]));
});

test('the metrics need their token, if one is set, and no other credential will do', async () => {
  api.config.metricsToken = 'of-the-prometheus-that-scrapes';
  const fetchWith = async (token?: string): Promise<number> =>
    (await fetch(`${api.url}/metrics`, { headers: token ? { Authorization: `Bearer ${token}` } : {} })).status;
  expect([await fetchWith(), await fetchWith(ADMIN_TOKEN)]).toEqual([401, 401]);
  expect(await fetchWith(api.config.metricsToken)).toBe(200);
});
