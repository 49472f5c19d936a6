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
async function goneTo(visitor: Visitor, name: string, next = '/'): Promise<string> {
  const { redirectTo = '' } = await visitor.open(`/sign-in/oidc?next=${encodeURIComponent(next)}`);
  return (await provider.signIn(redirectTo, name)).replace(PUBLIC_URL, '');
}

const isSignedIn = async (visitor: Visitor): Promise<boolean> =>
  !((await visitor.open('/')).redirectTo ?? '').startsWith('/sign-in');

/** Expects the reason on the page, and no session. */
async function expectRefusal(visitor: Visitor, seen: PageResponse, status: number, why: string): Promise<void> {
  expect(seen.status).toBe(status);
  expect(seen.page.querySelector('[role=alert]')?.text).toContain(why);
  expect(await isSignedIn(visitor)).toBe(false);
}

test('the company’s account signs in, and leads where the visitor wanted to go', async () => {
  const hilda = new Visitor(api);
  const { page } = await hilda.open('/sign-in?next=%2Fdocs%2F%3Fa%3Db');
  expect(page.querySelector('main a[role=button]')?.getAttribute('href')).toBe('/sign-in/oidc?next=%2Fdocs%2F%3Fa%3Db');
  const back = await goneTo(hilda, 'Hilda', '/docs/?a=b');
  expect(await hilda.open(back)).toMatchObject({ status: 303, redirectTo: '/docs/?a=b' });
  expect(await isSignedIn(hilda)).toBe(true);
  const audit = api.testDb.database.selectFrom('audit').select(['actor', 'detail']).where('action', '=', 'sign-in');
  expect(await audit.execute()).toEqual([{ actor: PEOPLE.hr.email, detail: { by: 'oidc' } }]);
});

test('what the browser is sent with proves that the answer is to its own question', async () => {
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

test('an answer with another state, or without one, signs nobody in', async () => {
  for (const state of ['state=somebody-elses', '']) {
    const ivan = new Visitor(api);
    const back = (await goneTo(ivan, 'ivan')).replace(/state=[^&]+/, state);
    await expectRefusal(ivan, await ivan.open(back), 400, 'Begin again');
  }
});

test.each(['nonce', 'codeVerifier'])(
  'an answer that does not fit the %s of the question signs nobody in',
  async (part) => {
    const ivan = new Visitor(api);
    const back = await goneTo(ivan, 'ivan');
    const kept = JSON.parse(Buffer.from(ivan.getCookie(COOKIE) ?? '', 'base64url').toString()) as { attempt: object };
    const other = { ...kept, attempt: { ...kept.attempt, [part]: 'x'.repeat(43) } };
    ivan.setCookie(COOKIE, Buffer.from(JSON.stringify(other)).toString('base64url'));
    await expectRefusal(ivan, await ivan.open(back), 400, 'Begin again');
  },
);

test('the answer to one browser signs in no other: nobody is signed in as somebody else by a link', async () => {
  const mallory = new Visitor(api);
  const back = await goneTo(mallory, 'ivan');
  const victim = new Visitor(api);
  await expectRefusal(victim, await victim.open(back), 400, 'Begin again');
  const began = new Visitor(api);
  await began.open('/sign-in/oidc');
  await expectRefusal(began, await began.open(back), 400, 'Begin again');
});

test('an answer serves once, also for whoever has kept the cookie', async () => {
  const grace = new Visitor(api);
  const back = await goneTo(grace, 'grace');
  const kept = grace.getCookie(COOKIE) ?? '';
  expect((await grace.open(back)).status).toBe(303);
  expect(grace.getCookie(COOKIE)).toBeUndefined();
  const thief = new Visitor(api);
  thief.setCookie(COOKIE, kept);
  await expectRefusal(thief, await thief.open(back), 400, 'Begin again');
});

test.each(['not base64', Buffer.from('{').toString('base64url'), Buffer.from('{"next":"/"}').toString('base64url')])(
  'a cookie that we did not write is none: %s',
  async (value) => {
    const ivan = new Visitor(api);
    const back = await goneTo(ivan, 'ivan');
    ivan.setCookie(COOKIE, encodeURIComponent(value));
    await expectRefusal(ivan, await ivan.open(back), 400, 'Begin again');
  },
);

test('whom nobody has entered is told so, and gets no session', async () => {
  const stranger = new Visitor(api);
  const seen = await stranger.open(await goneTo(stranger, 'nobody'));
  await expectRefusal(stranger, seen, 403, 'Ask HR to add you');
});

test('an address that the provider has not verified is not believed', async () => {
  const person = { name: 'Una', email: 'unverified-una@example.com', roles: ['hr' as const], manager_email: null };
  await api.testDb.database.insertInto('people').values(person).execute();
  const una = new Visitor(api);
  await expectRefusal(una, await una.open(await goneTo(una, 'unverified-una')), 403, 'does not confirm');
});

test('the provider saying no is told in words', async () => {
  const ivan = new Visitor(api);
  const { redirectTo = '' } = await ivan.open('/sign-in/oidc');
  const state = new URL(redirectTo).searchParams.get('state') ?? '';
  const seen = await ivan.open(`/sign-in/oidc/callback?error=access_denied&state=${state}`);
  await expectRefusal(ivan, seen, 400, 'not completed');
});

test.each(['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)', '/\t/evil.example'])(
  'a link elsewhere is not followed after signing in, even from a forged cookie: %s',
  async (next) => {
    const ivan = new Visitor(api);
    const back = await goneTo(ivan, 'ivan', next);
    const kept = JSON.parse(Buffer.from(ivan.getCookie(COOKIE) ?? '', 'base64url').toString()) as object;
    ivan.setCookie(COOKIE, Buffer.from(JSON.stringify({ ...kept, next })).toString('base64url'));
    expect((await ivan.open(back)).redirectTo).toMatch(/^\/(?![/\\])/);
  },
);

test('a session that somebody planted does not become the visitor’s, and the one before ends', async () => {
  const mallory = await Visitor.signIn(api, 'manager');
  const planted = mallory.getCookie('firstday') ?? '';
  const ivan = new Visitor(api);
  ivan.setCookie('firstday', planted);
  await ivan.open(await goneTo(ivan, 'ivan'));
  expect(ivan.getCookie('firstday')).not.toBe(planted);
  expect(await isSignedIn(ivan)).toBe(true);
  expect(await isSignedIn(mallory)).toBe(false);
});

test('a provider that is down is said to be so, and needs no restart of ours when it is back', async () => {
  const other = await TestProvider.create(PUBLIC_URL);
  const platform = await TestApi.start({ config: { publicUrl: PUBLIC_URL }, provider: other.identityProvider });
  try {
    const ivan = new Visitor(platform);
    await expectRefusal(ivan, await ivan.open('/sign-in/oidc?next=%2Ftasks'), 503, 'does not answer');
    await other.start();
    const { status, redirectTo = '' } = await ivan.open('/sign-in/oidc');
    expect(status).toBe(303);
    const back = await other.signIn(redirectTo, 'ivan');
    await other.stop();
    await expectRefusal(ivan, await ivan.open(back.replace(PUBLIC_URL, '')), 503, 'does not answer');
  } finally {
    await other.stop();
    await platform.close();
  }
});

test('a provider that wants the secret in the body gets it there', async () => {
  const other = await TestProvider.create(PUBLIC_URL, 'client_secret_post');
  const platform = await TestApi.start({ config: { publicUrl: PUBLIC_URL }, provider: other.identityProvider });
  try {
    await other.start();
    const ivan = new Visitor(platform);
    const { redirectTo = '' } = await ivan.open('/sign-in/oidc?next=%2Ftasks');
    const back = (await other.signIn(redirectTo, 'ivan')).replace(PUBLIC_URL, '');
    expect(await ivan.open(back)).toMatchObject({ status: 303, redirectTo: '/tasks' });
  } finally {
    await other.stop();
    await platform.close();
  }
});

test('where no provider is set, there is no button and no page', async () => {
  const platform = await TestApi.start();
  const seen = await new Visitor(platform).open('/sign-in');
  expect(seen.page.querySelector('main a[role=button]')).toBeNull();
  expect((await new Visitor(platform).open('/sign-in/oidc')).status).toBe(404);
  expect((await new Visitor(platform).open('/sign-in/oidc/callback')).status).toBe(404);
  await platform.close();
});
