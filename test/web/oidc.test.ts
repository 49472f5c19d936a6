import { PEOPLE, TestApi } from '../api/support/test-api';
import { TestProvider } from './support/oidc/provider';
import { type PageResponse, Visitor } from './support/visitor';

const PUBLIC_URL = 'http://firstday.test';
const COOKIE = 'firstday-sign-in';

let provider: TestProvider;
let api: TestApi;
beforeAll(async () => {
  provider = await TestProvider.create(PUBLIC_URL);
  await provider.start();
  api = await TestApi.start({ config: { publicUrl: PUBLIC_URL }, provider: provider.identityProvider });
});
afterAll(async () => {
  await api.close();
  await provider.stop();
});

/** Signs in at the provider. Returns the path of the callback, which the visitor has not opened yet. */
async function signInAtProvider(visitor: Visitor, name: string, next = '/'): Promise<string> {
  const { redirectTo = '' } = await visitor.open(`/sign-in/oidc?next=${encodeURIComponent(next)}`);
  return (await provider.signIn(redirectTo, name)).replace(PUBLIC_URL, '');
}

const isSignedIn = async (visitor: Visitor): Promise<boolean> =>
  !((await visitor.open('/')).redirectTo ?? '').startsWith('/sign-in');

/** Expects the reason on the page, and no session. */
async function expectRejection(
  visitor: Visitor,
  response: PageResponse,
  status: number,
  reason: string,
): Promise<void> {
  expect(response.status).toBe(status);
  expect(response.page.querySelector('[role=alert]')?.text).toContain(reason);
  expect(await isSignedIn(visitor)).toBe(false);
}

test('the company’s account signs in, and redirects to the requested page', async () => {
  const hilda = new Visitor(api);
  const { page } = await hilda.open('/sign-in?next=%2Fdocs%2F%3Fa%3Db');
  expect(page.querySelector('main a[role=button]')?.getAttribute('href')).toBe('/sign-in/oidc?next=%2Fdocs%2F%3Fa%3Db');
  const callbackPath = await signInAtProvider(hilda, 'Hilda', '/docs/?a=b');
  expect(await hilda.open(callbackPath)).toMatchObject({ status: 303, redirectTo: '/docs/?a=b' });
  expect(await isSignedIn(hilda)).toBe(true);
  const audit = api.testDb.database
    .selectFrom('audit')
    .select(['actor', 'detail'])
    .where('action', '=', 'session.start');
  expect(await audit.execute()).toEqual([{ actor: PEOPLE.hr.email, detail: { by: 'oidc' } }]);
});

test('the request carries state, nonce and code challenge', async () => {
  const { redirectTo = '', headers } = await new Visitor(api).open('/sign-in/oidc');
  const { searchParams } = new URL(redirectTo);
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    redirect_uri: `${PUBLIC_URL}/sign-in/oidc/callback`,
  });
  for (const name of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
  expect(headers.getSetCookie().join()).toMatch(/firstday-sign-in=[^;]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax/);
});

test('a response with another state, or without one, is rejected', async () => {
  for (const state of ['state=somebody-elses', '']) {
    const ivan = new Visitor(api);
    const callbackPath = (await signInAtProvider(ivan, 'ivan')).replace(/state=[^&]+/, state);
    await expectRejection(ivan, await ivan.open(callbackPath), 400, 'Try again');
  }
});

test.each(['nonce', 'codeVerifier'])('a response with another %s is rejected', async (part) => {
  const ivan = new Visitor(api);
  const callbackPath = await signInAtProvider(ivan, 'ivan');
  const storedAttempt = JSON.parse(Buffer.from(ivan.getCookie(COOKIE) ?? '', 'base64url').toString()) as {
    attempt: object;
  };
  const other = { ...storedAttempt, attempt: { ...storedAttempt.attempt, [part]: 'x'.repeat(43) } };
  ivan.setCookie(COOKIE, Buffer.from(JSON.stringify(other)).toString('base64url'));
  await expectRejection(ivan, await ivan.open(callbackPath), 400, 'Try again');
});

test('a response to one browser is rejected in another', async () => {
  const mallory = new Visitor(api);
  const callbackPath = await signInAtProvider(mallory, 'ivan');
  const victim = new Visitor(api);
  await expectRejection(victim, await victim.open(callbackPath), 400, 'Try again');
  const starter = new Visitor(api);
  await starter.open('/sign-in/oidc');
  await expectRejection(starter, await starter.open(callbackPath), 400, 'Try again');
});

test('a response is valid once, also with a kept cookie', async () => {
  const grace = new Visitor(api);
  const callbackPath = await signInAtProvider(grace, 'grace');
  const storedAttempt = grace.getCookie(COOKIE) ?? '';
  expect((await grace.open(callbackPath)).status).toBe(303);
  expect(grace.getCookie(COOKIE)).toBeUndefined();
  const thief = new Visitor(api);
  thief.setCookie(COOKIE, storedAttempt);
  await expectRejection(thief, await thief.open(callbackPath), 400, 'Try again');
});

test.each(['not base64', Buffer.from('{').toString('base64url'), Buffer.from('{"next":"/"}').toString('base64url')])(
  'a forged cookie is rejected: %s',
  async (value) => {
    const ivan = new Visitor(api);
    const callbackPath = await signInAtProvider(ivan, 'ivan');
    ivan.setCookie(COOKIE, encodeURIComponent(value));
    await expectRejection(ivan, await ivan.open(callbackPath), 400, 'Try again');
  },
);

test('an unknown person is rejected with a hint', async () => {
  const stranger = new Visitor(api);
  const seen = await stranger.open(await signInAtProvider(stranger, 'nobody'));
  await expectRejection(stranger, seen, 403, 'Ask HR to add you');
});

test('an unverified address is rejected', async () => {
  const person = { name: 'Una', email: 'unverified-una@example.com', roles: ['hr' as const], manager_email: null };
  await api.testDb.database.insertInto('people').values(person).execute();
  const una = new Visitor(api);
  await expectRejection(una, await una.open(await signInAtProvider(una, 'unverified-una')), 403, 'has not verified');
});

test('an address without a claim that it is verified is rejected', async () => {
  const person = { name: 'Uma', email: 'unvouched@example.com', roles: ['hr' as const], manager_email: null };
  await api.testDb.database.insertInto('people').values(person).execute();
  const uma = new Visitor(api);
  await expectRejection(uma, await uma.open(await signInAtProvider(uma, 'unvouched')), 403, 'has not verified');
});

test('an error of the provider is reported', async () => {
  const ivan = new Visitor(api);
  const { redirectTo = '' } = await ivan.open('/sign-in/oidc');
  const state = new URL(redirectTo).searchParams.get('state') ?? '';
  const seen = await ivan.open(`/sign-in/oidc/callback?error=access_denied&state=${state}`);
  await expectRejection(ivan, seen, 400, 'not completed');
});

test.each(['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)', '/\t/evil.example'])(
  'an external redirect is not followed, even from a forged cookie: %s',
  async (next) => {
    const ivan = new Visitor(api);
    const callbackPath = await signInAtProvider(ivan, 'ivan', next);
    const storedAttempt = JSON.parse(Buffer.from(ivan.getCookie(COOKIE) ?? '', 'base64url').toString()) as object;
    ivan.setCookie(COOKIE, Buffer.from(JSON.stringify({ ...storedAttempt, next })).toString('base64url'));
    expect((await ivan.open(callbackPath)).redirectTo).toMatch(/^\/(?![/\\])/);
  },
);

test('a planted session is not reused, and the previous one ends', async () => {
  const mallory = await Visitor.signIn(api, 'manager');
  const planted = mallory.getCookie('firstday') ?? '';
  const ivan = new Visitor(api);
  ivan.setCookie('firstday', planted);
  await ivan.open(await signInAtProvider(ivan, 'ivan'));
  expect(ivan.getCookie('firstday')).not.toBe(planted);
  expect(await isSignedIn(ivan)).toBe(true);
  expect(await isSignedIn(mallory)).toBe(false);
});

test('a provider outage is reported, and recovers without a restart', async () => {
  const other = await TestProvider.create(PUBLIC_URL);
  const platform = await TestApi.start({ config: { publicUrl: PUBLIC_URL }, provider: other.identityProvider });
  try {
    const ivan = new Visitor(platform);
    await expectRejection(ivan, await ivan.open('/sign-in/oidc?next=%2Ftasks'), 503, 'is not reachable');
    await other.start();
    const { status, redirectTo = '' } = await ivan.open('/sign-in/oidc');
    expect(status).toBe(303);
    const callbackPath = await other.signIn(redirectTo, 'ivan');
    await other.stop();
    await expectRejection(ivan, await ivan.open(callbackPath.replace(PUBLIC_URL, '')), 503, 'is not reachable');
  } finally {
    await other.stop();
    await platform.close();
  }
});

test('the secret is sent in the body if the provider requires it', async () => {
  const other = await TestProvider.create(PUBLIC_URL, 'client_secret_post');
  const platform = await TestApi.start({ config: { publicUrl: PUBLIC_URL }, provider: other.identityProvider });
  try {
    await other.start();
    const ivan = new Visitor(platform);
    const { redirectTo = '' } = await ivan.open('/sign-in/oidc?next=%2Ftasks');
    const callbackPath = (await other.signIn(redirectTo, 'ivan')).replace(PUBLIC_URL, '');
    expect(await ivan.open(callbackPath)).toMatchObject({ status: 303, redirectTo: '/tasks' });
  } finally {
    await other.stop();
    await platform.close();
  }
});

test('without a provider, there is no button and no page', async () => {
  const platform = await TestApi.start();
  const seen = await new Visitor(platform).open('/sign-in');
  expect(seen.page.querySelector('main a[role=button]')).toBeNull();
  expect((await new Visitor(platform).open('/sign-in/oidc')).status).toBe(404);
  expect((await new Visitor(platform).open('/sign-in/oidc/callback')).status).toBe(404);
  await platform.close();
});
