import { TestApi } from '../api/support/test-api';
import { waitForValue } from '../support/wait-for-value';
import { Visitor } from './support/visitor';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start({ config: { publicUrl: 'http://firstday.test' } })));
afterAll(() => api.close());

/** Path of the link in the latest mail to this address. */
const waitForLink = (email: string): Promise<string> =>
  waitForValue(() => {
    const mail = api.mails.filter(({ to }) => to[0]?.email === email).at(-1);
    return Promise.resolve(mail && /http:\/\/firstday\.test(\S+)/.exec(mail.text)?.[1]);
  });

test('a mail link signs in by its button, once, and redirects', async () => {
  const hilda = new Visitor(api);
  const { redirectTo } = await hilda.open('/');
  expect(redirectTo).toBe('/sign-in?next=%2F');
  const sent = await hilda.send('/sign-in', { email: 'Hilda@example.com', next: '/docs/?a=b' });
  expect(sent.text).toContain('we have sent a sign-in link');
  const link = await waitForLink('hilda@example.com');
  // A mail scanner opens the link first, which must not use it up.
  await new Visitor(api).open(link);
  const opened = await hilda.open(link);
  expect(opened.status).toBe(200);
  expect((await hilda.open('/')).redirectTo).toMatch(/^\/sign-in/);
  const action = opened.page.querySelector('main form')?.getAttribute('action') ?? '';
  expect(await hilda.send(action)).toMatchObject({ status: 303, redirectTo: '/docs/?a=b' });
  expect((await hilda.open('/')).redirectTo).not.toMatch(/^\/sign-in/);
  expect(await new Visitor(api).send(action)).toMatchObject({ status: 410 });
  expect(await new Visitor(api).open(link)).toMatchObject({ status: 410 });
});

test('an unknown address gets the same response and no mail', async () => {
  const seen = await new Visitor(api).send('/sign-in', { email: 'nobody@example.com', next: '/' });
  expect(seen).toMatchObject({ status: 200 });
  expect(seen.text).toContain('we have sent a sign-in link');
  await new Visitor(api).send('/sign-in', { email: 'grace@example.com', next: '/' });
  await waitForLink('grace@example.com');
  expect(api.mails.some(({ to }) => to.some(({ email }) => email === 'nobody@example.com'))).toBe(false);
});

test('an invalid address shows its error beside the field, and is kept', async () => {
  const { status, page } = await new Visitor(api).send('/sign-in', { email: 'hilda', next: '/' });
  expect(status).toBe(400);
  expect(page.querySelector('#email')?.getAttribute('value')).toBe('hilda');
  expect(page.querySelector('#email-error')?.text).toBe('Enter a valid e-mail address');
});

test('at most five links per quarter of an hour', async () => {
  for (let attempt = 0; attempt < 7; attempt += 1)
    await new Visitor(api).send('/sign-in', { email: 'fiona@example.com', next: '/' });
  const listLinks = () =>
    api.testDb.database.selectFrom('sign_in_links').select('email').where('email', '=', 'fiona@example.com').execute();
  // The answer does not wait for the mail, so the links may appear later.
  await waitForValue(async () => ((await listLinks()).length >= 5 ? true : undefined));
  await new Visitor(api).send('/sign-in', { email: 'alan@example.com', next: '/' });
  await waitForLink('alan@example.com');
  expect(await listLinks()).toHaveLength(5);
});

test.each(['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)', '/\t/evil.example'])(
  'an external redirect is not followed: %s',
  async (next) => {
    const { page } = await new Visitor(api).open(`/sign-in?next=${encodeURIComponent(next)}`);
    expect(page.querySelector('input[name=next]')?.getAttribute('value')).toMatch(/^\/(?![/\\])/);
  },
);

test('a planted session is not reused: signing in creates another', async () => {
  const ivan = new Visitor(api);
  ivan.setCookie('firstday', 'planted-by-somebody-else');
  await ivan.send('/sign-in', { email: 'ivan@example.com', next: '/' });
  const link = await waitForLink('ivan@example.com');
  await ivan.send(link);
  expect(ivan.getCookie('firstday')).not.toBe('planted-by-somebody-else');
  const stranger = new Visitor(api);
  stranger.setCookie('firstday', 'planted-by-somebody-else');
  expect((await stranger.open('/')).redirectTo).toMatch(/^\/sign-in/);
});

test('signing out ends the session in every browser', async () => {
  const alan = await Visitor.signIn(api, 'admin');
  const other = new Visitor(api);
  other.setCookie('firstday', alan.getCookie('firstday') ?? '');
  expect((await other.open('/')).redirectTo).not.toMatch(/^\/sign-in/);
  expect((await alan.send('/sign-out')).redirectTo).toBe('/sign-in?flash=signed-out');
  expect((await other.open('/')).redirectTo).toMatch(/^\/sign-in/);
});

test('the session secret rotates hourly; the previous one stays valid briefly', async () => {
  const alan = await Visitor.signIn(api, 'admin');
  const before = alan.getCookie('firstday') ?? '';
  await api.testDb.database
    .updateTable('sessions')
    .set({ rotated_at: new Date(Date.now() - 61 * 60_000) })
    .execute();
  await alan.open('/');
  expect(alan.getCookie('firstday')).not.toBe(before);
  const concurrentVisitor = new Visitor(api);
  concurrentVisitor.setCookie('firstday', before);
  expect((await concurrentVisitor.open('/')).redirectTo).not.toMatch(/^\/sign-in/);
  await api.testDb.database
    .updateTable('sessions')
    .set({ rotated_at: new Date(Date.now() - 2 * 60_000) })
    .execute();
  expect((await concurrentVisitor.open('/')).redirectTo).toMatch(/^\/sign-in/);
});

test.each([{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { 'Sec-Fetch-Site': 'none' }])(
  'a cross-site form changes nothing: %p',
  async (headers) => {
    const alan = await Visitor.signIn(api, 'admin');
    expect(await alan.send('/sign-out', {}, { headers })).toMatchObject({ status: 403 });
    expect((await alan.open('/')).redirectTo).not.toMatch(/^\/sign-in/);
  },
);

test('pages are in German if preferred or chosen', async () => {
  const visitor = new Visitor(api);
  const german = await visitor.open('/sign-in', { headers: { 'Accept-Language': 'de-AT,de;q=0.9,en;q=0.5' } });
  expect(german.page.querySelector('h1')?.text).toBe('Anmelden');
  expect(german.page.querySelector('html')?.getAttribute('lang')).toBe('de');
  expect(await visitor.send('/language', { language: 'de', back: '/sign-in' })).toMatchObject({
    redirectTo: '/sign-in',
  });
  expect((await visitor.open('/sign-in')).page.querySelector('h1')?.text).toBe('Anmelden');
});

test('no page may load, run or submit anything external', async () => {
  const { headers, text } = await new Visitor(api).open('/sign-in');
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect(text).not.toMatch(/<script(?![^>]*src=)|\sstyle="|\son\w+="/);
});
