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

describe('the account at the provider', () => {
  test('is linked at the first sign-in; another one with the same address is rejected', async () => {
    const fiona = new Visitor(api);
    expect((await fiona.open(await signInAtProvider(fiona, 'fiona'))).status).toBe(303);
    const impostor = new Visitor(api);
    const seen = await impostor.open(await signInAtProvider(impostor, 'fiona+2'));
    await expectRejection(impostor, seen, 403, 'another account');
  });

  test('signs in as the linked person, whatever address it has now', async () => {
    const link = { issuer: provider.issuer, subject: 'renamed', email: PEOPLE.finance.email };
    await api.testDb.database.deleteFrom('identities').where('email', '=', link.email).execute();
    await api.testDb.database.insertInto('identities').values(link).execute();
    const renamed = new Visitor(api);
    await renamed.open(await signInAtProvider(renamed, 'renamed'));
    expect((await renamed.open('/account')).page.querySelector('main')?.text).toContain(PEOPLE.finance.email);
  });

  test('is unlinked when the person is removed, since the address may get another owner', async () => {
    const alma = { name: 'Alma', email: 'alma@example.com', roles: ['hr' as const], manager_email: null };
    await api.testDb.database.insertInto('people').values(alma).execute();
    const first = new Visitor(api);
    await first.open(await signInAtProvider(first, 'alma'));
    await api.call('POST', `/people/${alma.email}/remove`, { as: 'admin' });
    const removed = new Visitor(api);
    await expectRejection(removed, await removed.open(await signInAtProvider(removed, 'alma')), 403, 'Ask HR');
    await api.call('POST', `/people/${alma.email}/reactivate`, { as: 'admin' });
    const successor = new Visitor(api);
    expect((await successor.open(await signInAtProvider(successor, 'alma+2'))).status).toBe(303);
  });
});

describe('roles by group', () => {
  const groupRoles = [
    { role: 'hr', group: 'people-team' },
    { role: 'it', group: 'ops' },
  ] as const;
  const findRoles = async (email: string) =>
    (await platform.testDb.database.selectFrom('people').select('roles').where('email', '=', email).execute())[0]?.roles;

  let platform: TestApi;
  beforeAll(async () => {
    const identityProvider = provider.identityProvider;
    platform = await TestApi.start({ config: { publicUrl: PUBLIC_URL }, provider: identityProvider, pages: { groupRoles } });
  });
  afterAll(() => platform.close());

  const signIn = async (name: string): Promise<Visitor> => {
    const visitor = new Visitor(platform);
    const { redirectTo = '' } = await visitor.open('/sign-in/oidc');
    await visitor.open((await provider.signIn(redirectTo, name)).replace(PUBLIC_URL, ''));
    return visitor;
  };

  test('a member is added with the roles of the groups, which the next sign-in takes away again', async () => {
    const lea = await signIn('lea.people-team.ops.chess-club');
    expect(await findRoles('lea@example.com')).toEqual(['hr', 'it']);
    expect((await lea.open('/onboardings/new')).status).toBe(200);
    await platform.testDb.database.deleteFrom('identities').execute();
    await signIn('lea.ops');
    expect(await findRoles('lea@example.com')).toEqual(['it']);
    expect((await lea.open('/onboardings/new')).status).toBe(403);
  });

  test('a stranger without a group is not added', async () => {
    const stranger = await signIn('stranger.chess-club');
    expect((await stranger.open('/')).redirectTo).toMatch(/^\/sign-in/);
    expect(await findRoles('stranger@example.com')).toBeUndefined();
  });

  test('a suspended member stays suspended', async () => {
    await signIn('mo.ops');
    await platform.call('POST', '/people/mo@example.com/suspend', { as: 'admin' });
    const mo = await signIn('mo.ops');
    expect((await mo.open('/')).redirectTo).toMatch(/^\/sign-in/);
  });
});

test('with mail sign-in switched off, there is no form, and no link works', async () => {
  const pages = { hasMailSignIn: false };
  const platform = await TestApi.start({ provider: provider.identityProvider, pages });
  const visitor = new Visitor(platform);
  const { page } = await visitor.open('/sign-in');
  expect(page.querySelector('main a[role=button]')).not.toBeNull();
  expect(page.querySelector('main form')).toBeNull();
  expect((await visitor.send('/sign-in', { email: PEOPLE.hr.email, next: '/' })).status).toBe(404);
  expect((await visitor.send(`/sign-in/${'a'.repeat(43)}`)).status).toBe(404);
  await platform.close();
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
