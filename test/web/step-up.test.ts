import { ADMIN_TOKEN, PEOPLE, TestApi } from '../api/support/test-api';
import { TestProvider } from './support/oidc/provider';
import { Visitor } from './support/visitor';

const PUBLIC_URL = 'http://firstday.test';
const MAX_AGE_MS = 15 * 60_000;

let provider: TestProvider;
let api: TestApi;
beforeAll(async () => {
  provider = await TestProvider.create(PUBLIC_URL);
  await provider.start();
  api = await TestApi.start({
    config: { publicUrl: PUBLIC_URL, stepUp: { maxAgeMs: MAX_AGE_MS, costCents: 100_000 } },
    provider: provider.identityProvider,
  });
});
afterAll(async () => {
  await api.close();
  await provider.stop();
});

const TOKEN_FORM = new URLSearchParams({ email: PEOPLE.it.email, expiresInDays: '30', roles: 'it' });
const sendTokenForm = (visitor: Visitor) =>
  visitor.send('/admin/tokens', TOKEN_FORM, { headers: { Referer: `${PUBLIC_URL}/admin/tokens` } });

/** Makes the last sign-in of a person older. */
const age = (email: string, ms: number) =>
  api.testDb.database
    .updateTable('sessions')
    .set({ authenticated_at: new Date(Date.now() - ms) })
    .where('email', '=', email)
    .where('revoked_at', 'is', null)
    .execute();

test('the page of an old sign-in sends the person to the provider and back, and then creates the token', async () => {
  const alan = await Visitor.signIn(api, 'admin');
  const refused = await sendTokenForm(alan);
  expect(refused.status).toBe(403);
  const link = refused.page.querySelector('[role=alert] a[role=button]')?.getAttribute('href') ?? '';
  expect(link).toBe('/sign-in/oidc?fresh=yes&next=%2Fadmin%2Ftokens');

  const { redirectTo = '' } = await alan.open(link);
  const { searchParams } = new URL(redirectTo);
  expect(Object.fromEntries(searchParams)).toMatchObject({ prompt: 'login', max_age: '900' });
  const callbackPath = (await provider.signIn(redirectTo, 'alan')).replace(PUBLIC_URL, '');
  expect(await alan.open(callbackPath)).toMatchObject({ status: 303, redirectTo: '/admin/tokens' });
  expect((await sendTokenForm(alan)).status).toBe(201);

  await age(PEOPLE.admin.email, MAX_AGE_MS + 1_000);
  expect((await sendTokenForm(alan)).status).toBe(403);
});

test('an ordinary sign-in asks for no age', async () => {
  const { redirectTo = '' } = await new Visitor(api).open('/sign-in/oidc?next=%2F');
  expect(new URL(redirectTo).searchParams.has('max_age')).toBe(false);
});

test('changing roles needs it, and changing anything else of a person does not', async () => {
  const alan = await Visitor.signIn(api, 'admin');
  const put = (roles: string[], name: string = PEOPLE.finance.name) =>
    fetch(`${api.url}/api/v1/people/${PEOPLE.finance.email}`, {
      method: 'PUT',
      headers: {
        'Content-Type': 'application/json',
        'Sec-Fetch-Site': 'same-origin',
        Cookie: `firstday=${alan.getCookie('firstday') ?? ''}`,
      },
      body: JSON.stringify({ name, roles }),
    });
  expect((await put(['finance'], 'Fiona M.')).status).toBe(200);
  const refused = await put(['finance', 'hr']);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({
    code: 'step-up-required',
    reason: { code: 'step-up-required.too-old', params: { minutes: 15 } },
  });
  await age(PEOPLE.admin.email, MAX_AGE_MS - 60_000);
  expect((await put(['finance', 'hr'])).status).toBe(200);
});

test('tokens cannot sign in again, and are refused; ADMIN_TOKEN may create tokens and change roles', async () => {
  const body = { email: PEOPLE.it.email, roles: ['it'], expiresInDays: 30 };
  const refusals = [
    await api.call('POST', '/tokens', { as: 'admin', body }),
    await api.call('POST', '/people', { as: 'admin', body: { email: 'new@example.com', name: 'New', roles: ['it'] } }),
  ];
  for (const refused of refusals)
    expect(refused).toMatchObject({ status: 403, body: { code: 'step-up-required', retryable: false } });
  expect((await api.call('POST', '/tokens', { as: { token: ADMIN_TOKEN }, body })).status).toBe(201);
  const unprivileged = { email: 'newer@example.com', name: 'Newer', roles: [] };
  expect((await api.call('POST', '/people', { as: 'admin', body: unprivileged })).status).toBe(201);
});

test('a mailed link of a costly approval leads to the page behind the sign-in', async () => {
  const id = await api.submit('costly@example.org', { equipment: ['laptop-14'] });
  const link = await api.links.createDecisionLink(id, 'managerApproval', PEOPLE.manager.email);
  // The browser of the manager, whose own sign-in is not that of the link.
  const grace = await Visitor.signIn(api, 'manager');
  await age(PEOPLE.manager.email, 0);
  const response = await grace.send(link.replace(PUBLIC_URL, ''), { action: 'approve' });
  expect(response).toMatchObject({ status: 303, redirectTo: `/tasks/${id}/managerApproval` });
});
