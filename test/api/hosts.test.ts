import { get } from 'node:http';
import { TestApi } from './support/test-api';

let api: TestApi;
beforeAll(async () => {
  const allowedHosts = ['firstday-api', '10.1.2.3', '2001:db8::7'];
  api = await TestApi.start({ config: { publicUrl: 'https://people.example.com', allowedHosts } });
});
afterAll(() => api.close());

/** `fetch` sets `Host` itself. */
const requestWithHost = (path: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const options = { headers: { Host: host }, agent: false };
    get(`${api.url}${path}`, options, (response) => resolve(response.resume().statusCode)).on('error', reject);
  });

/** A name, and addresses at which the request has not arrived. */
const OTHERS = [
  'firstday-api2:8080',
  '10.1.2.4',
  '203.0.113.9:8080',
  '[2001:db8::8]:443',
  '[::ffff:10.1.2.4]',
  '2130706433',
];
const PATHS = ['/', '/sign-in', '/api/v1/plans', '/healthz', '/metrics', '/openapi.json', '/docs/'];

test.each(PATHS)('GET %s is refused under a name that is not ours', async (path) => {
  for (const host of ['rebound.example', 'people.example.com.rebound.example', 'localhost.evil', ...OTHERS])
    expect(await requestWithHost(path, host)).toBe(421);
});

test.each([
  'people.example.com',
  'PEOPLE.example.com:443',
  'firstday-api:8080',
  'localhost:1',
  '127.0.0.1',
  '10.1.2.3:8080',
  '[2001:DB8:0::7]:8080',
  '[::1]',
  '[::ffff:7f00:1]',
])('the name %s is ours', async (host) => {
  for (const path of ['/healthz', '/sign-in']) expect(await requestWithHost(path, host)).toBe(200);
  expect(await requestWithHost('/api/v1/plans', host)).toBe(401);
});
