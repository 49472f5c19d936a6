import { PEOPLE, TestApi } from '../api/support/test-api';
import { requestNewHireLink } from '../../src/auth/new-hire-links';
import { waitForValue } from '../support/wait-for-value';
import { changeView } from './support/views';
import { Visitor } from './support/visitor';

const ADA = 'ada@example.org';
let api: TestApi;
let id: string;
beforeAll(async () => {
  api = await TestApi.start();
  id = await api.submit(ADA, { note: 'Secret: paid too little', manager: PEOPLE.manager });
  await changeView(api, id, { status: 'scheduled' });
});
afterAll(() => api.close());

const createPagePath = async (onboarding: string, email = ADA) =>
  new URL(await api.links.createNewHireLink(onboarding, email)).pathname;

async function setStartDate(date: Date): Promise<void> {
  await changeView(api, id, { startDate: date.toISOString().slice(0, 10) });
}

const getPastDate = (days: number) => new Date(Date.now() - days * 86_400_000);

test('the page shows start, place, manager and progress, and nothing else', async () => {
  const { status, page, text } = await new Visitor(api).open(await createPagePath(id));
  expect(status).toBe(200);
  expect(page.querySelector('h1')?.text).toBe('Welcome, Ada');
  expect(page.querySelector('dl.facts')?.text).toContain(PEOPLE.manager.name);
  expect(text).toContain('Being prepared');
  for (const hidden of ['Secret', 'approval', 'Cost', PEOPLE.hr.email, 'timeline']) expect(text).not.toContain(hidden);
  const links = page
    .querySelectorAll('a, form')
    .map((link) => link.getAttribute('href') ?? link.getAttribute('action'));
  expect(links.sort()).toEqual(['#content', '/', '/language', `mailto:${PEOPLE.manager.email}`]);
});

test('the page expires a week after day one; only its owner can renew it', async () => {
  const path = await createPagePath(id);
  await setStartDate(getPastDate(6));
  expect((await new Visitor(api).open(path)).status).toBe(200);
  await setStartDate(getPastDate(9));
  const expired = await new Visitor(api).open(path);
  expect(expired.status).toBe(410);
  // Its own address holds a random token, which may spell a name.
  expect(expired.text).toContain(path);
  expect(expired.text.replaceAll(path, '')).not.toContain('Ada');
  expect(expired.page.querySelector('form[action="/hire"]')).not.toBeNull();
  // Even while the onboarding is open: a link to an expired page would be useless.
  expect(await requestNewHireLink(api.testDb.database, ADA)).toBeUndefined();
  await setStartDate(getPastDate(-20));
});

test('a link to an address that HR has corrected since opens nothing', async () => {
  const before = await createPagePath(id, 'mistyped@example.org');
  expect((await new Visitor(api).open(before)).status).toBe(410);
  expect((await new Visitor(api).open(`${before}/badge`)).status).toBe(410);
  expect((await new Visitor(api).open(await createPagePath(id))).status).toBe(200);
});

test('a new link goes to the new hire, and responses do not differ', async () => {
  const visitor = new Visitor(api);
  const [unknown, known] = [
    await visitor.send('/hire', { email: 'nobody@example.org' }),
    await visitor.send('/hire', { email: ` ${ADA.toUpperCase()}` }),
  ];
  expect(unknown.text).toBe(known.text);
  const mail = await waitForValue(() => Promise.resolve(api.mails.at(-1)));
  expect(api.mails.flatMap(({ to }) => to.map(({ email }) => email))).toEqual([ADA]);
  const [, path = ''] = /http:\/\/firstday\.test(\/hire\/\S+)/.exec(mail.text) ?? [];
  expect((await visitor.open(path)).page.querySelector('h1')?.text).toBe('Welcome, Ada');
});

test('at most five links per quarter of an hour', async () => {
  const email = 'often@example.org';
  const often = await api.submit(email, { manager: PEOPLE.manager });
  // An onboarding that may still be declined must not be disclosed.
  expect(await requestNewHireLink(api.testDb.database, email)).toBeUndefined();
  await changeView(api, often, { status: 'scheduled' });
  const results = await Promise.all(Array.from({ length: 12 }, () => requestNewHireLink(api.testDb.database, email)));
  expect(results.filter((found) => found === often)).toHaveLength(5);
});

test('a remote hire reads that', async () => {
  const job = {
    title: 'Engineer',
    department: 'Engineering',
    location: 'berlin',
    employmentType: 'employee',
    remote: true,
  } as const;
  const employee = { givenName: 'Ada', familyName: 'Byron', personalEmail: 'home@example.org', address: '1 Far Road' };
  const remoteId = await api.submit(employee.personalEmail, { employee, job, manager: PEOPLE.manager });
  const { page } = await new Visitor(api).open(await createPagePath(remoteId, employee.personalEmail));
  expect(page.querySelectorAll('dl.facts dd').map(({ text }) => text)).toContain('Berlin, you work remotely');
});

test('a stopped onboarding reveals only that', async () => {
  const stopped = await api.submit('stopped@example.org', { manager: PEOPLE.manager });
  await changeView(api, stopped, { status: 'declined' });
  const { page, text } = await new Visitor(api).open(await createPagePath(stopped, 'stopped@example.org'));
  expect(page.querySelector('h1')?.text).toBe('Onboarding cancelled');
  expect(text).not.toContain(PEOPLE.manager.name);
});

test('a forged link, or one for a decision, opens nothing', async () => {
  const path = await createPagePath(id);
  const decisionPath = new URL(await api.links.createDecisionLink(id, 'managerApproval', ADA)).pathname.replace(
    '/decide/',
    '/hire/',
  );
  for (const wrong of [`${path.slice(0, -2)}xx`, decisionPath, '/hire/abc'])
    expect([wrong, (await new Visitor(api).open(wrong)).status]).toEqual([wrong, 410]);
});
