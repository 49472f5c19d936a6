import { PEOPLE, TestApi } from '../api/support/test-api';
import { TestProvider } from './support/oidc/provider';
import { Visitor } from './support/visitor';

const PUBLIC_URL = 'http://firstday.test';

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

/** Signs in at the provider, and opens its callback. */
async function signIn(name: string, platform = api) {
  const visitor = new Visitor(platform);
  const { redirectTo = '' } = await visitor.open('/sign-in/oidc');
  const response = await visitor.open((await provider.signIn(redirectTo, name)).replace(PUBLIC_URL, ''));
  return { visitor, response, refusal: response.page.querySelector('[role=alert]')?.text };
}

describe('the account at the provider', () => {
  test('is linked at the first sign-in; another one with the same address is rejected', async () => {
    expect((await signIn('fiona')).response.status).toBe(303);
    const impostor = await signIn('fiona+2');
    expect(impostor.response.status).toBe(403);
    expect(impostor.refusal).toContain('another account');
  });

  test('signs in as the linked person, whatever address it has now', async () => {
    const link = { issuer: provider.issuer, subject: 'renamed', email: PEOPLE.it.email };
    await api.testDb.database.insertInto('identities').values(link).execute();
    const { visitor } = await signIn('renamed');
    expect((await visitor.open('/account')).page.querySelector('main')?.text).toContain(PEOPLE.it.email);
  });

  test('is unlinked when the person is removed, since the address may get another owner', async () => {
    const alma = { name: 'Alma', email: 'alma@example.com', roles: ['hr' as const], manager_email: null };
    await api.testDb.database.insertInto('people').values(alma).execute();
    await signIn('alma');
    await api.call('POST', `/people/${alma.email}/remove`, { as: 'admin' });
    expect(await signIn('alma')).toMatchObject({
      response: { status: 403 },
      refusal: expect.stringContaining('Ask HR'),
    });
    await api.call('POST', `/people/${alma.email}/reactivate`, { as: 'admin' });
    expect((await signIn('alma+2')).response.status).toBe(303);
  });
});

describe('roles by group', () => {
  const groupRoles = [
    { role: 'hr', group: 'people-team' },
    { role: 'it', group: 'ops' },
  ] as const;
  const findRoles = async (email: string) =>
    (await platform.testDb.database.selectFrom('people').select('roles').where('email', '=', email).execute())[0]
      ?.roles;

  let platform: TestApi;
  beforeAll(async () => {
    const identityProvider = provider.identityProvider;
    platform = await TestApi.start({
      config: { publicUrl: PUBLIC_URL },
      provider: identityProvider,
      pages: { groupRoles },
    });
  });
  afterAll(() => platform.close());

  test('a member is added with the roles of the groups, which the next sign-in takes away again', async () => {
    const { visitor: lea } = await signIn('lea.people-team.ops.chess-club', platform);
    expect(await findRoles('lea@example.com')).toEqual(['hr', 'it']);
    expect((await lea.open('/onboardings/new')).status).toBe(200);
    await platform.testDb.database.deleteFrom('identities').execute();
    await signIn('lea.ops', platform);
    expect(await findRoles('lea@example.com')).toEqual(['it']);
    expect((await lea.open('/onboardings/new')).status).toBe(403);
  });

  test('a stranger without a group is not added', async () => {
    const { visitor: stranger } = await signIn('stranger.chess-club', platform);
    expect((await stranger.open('/')).redirectTo).toMatch(/^\/sign-in/);
    expect(await findRoles('stranger@example.com')).toBeUndefined();
  });

  test('a suspended member stays suspended', async () => {
    await signIn('mo.ops', platform);
    await platform.call('POST', '/people/mo@example.com/suspend', { as: 'admin' });
    const { visitor: mo } = await signIn('mo.ops', platform);
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
