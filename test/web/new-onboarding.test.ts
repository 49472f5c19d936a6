import { DateTime } from 'luxon';
import type { OnboardingRequest } from '../../src/domain/request';
import { PEOPLE, FUTURE_MONDAY, TestApi } from '../api/support/test-api';
import { findDaytimeLocation } from '../support/daytime-location';
import { Visitor } from './support/visitor';

let api: TestApi;
let hilda: Visitor;
beforeAll(async () => {
  api = await TestApi.start();
  hilda = await Visitor.signIn(api, 'hr');
});
afterAll(() => api.close());

const HOSTILE = '<img src=x onerror=alert(1)>"\'&amp;';

/** Form values for every field. */
const filledIn = (personalEmail: string, changes: Record<string, string> = {}): Record<string, string> => ({
  'employee.givenName': 'Ada',
  'employee.familyName': 'Lovelace',
  'employee.preferredName': '',
  'employee.personalEmail': personalEmail,
  'employee.phone': '+49 30 1234',
  'employee.address': 'Main Street 1\nBerlin',
  'job.title': 'Engineer',
  'job.department': 'Engineering',
  'job.location': 'berlin',
  'job.employmentType': 'employee',
  'job.remote': 'no',
  'job.endDate': '',
  'manager.email': PEOPLE.manager.email,
  'manager.name': PEOPLE.manager.name,
  startDate: FUTURE_MONDAY,
  plan: '',
  equipment: 'laptop-14',
  trainings: 'security-basics',
  note: 'Likes analytical engines',
  ...changes,
});

type Page = Awaited<ReturnType<Visitor['open']>>['page'];

/** Current value of the field. */
function valueOf(page: Page, name: string): string | undefined {
  const field = page.querySelector(`#request [name="${name}"]`);
  if (field?.tagName === 'SELECT') return field.querySelector('option[selected]')?.getAttribute('value') ?? '';
  if (field?.tagName === 'TEXTAREA') return field.text;
  return field?.getAttribute('value');
}

const errorAt = (page: Page, name: string) => page.querySelector(`[id="${name}-error"]`)?.text;

async function submittedFor(email: string): Promise<{ id: string; request: OnboardingRequest }[]> {
  const rows = await api.testDb.database.selectFrom('onboardings').select(['id', 'input']).execute();
  return rows
    .map(({ id, input }) => ({ id, request: input.request }))
    .filter(({ request }) => request.employee.personalEmail === email);
}

test('the form opens to HR and administrators, and the menu leads there', async () => {
  for (const role of ['hr', 'admin'] as const) {
    const { status, page } = await (await Visitor.signIn(api, role)).open('/onboardings/new');
    expect(status).toBe(200);
    expect(page.querySelector('nav a[aria-current=page]')?.getAttribute('href')).toBe('/onboardings/new');
  }
  for (const role of ['manager', 'it', 'finance'] as const) {
    const visitor = await Visitor.signIn(api, role);
    expect((await visitor.open('/onboardings/new')).status).toBe(403);
    expect((await visitor.send('/onboardings/new', filledIn('no@example.org'))).status).toBe(403);
    expect((await visitor.send('/onboardings/new/preview', filledIn('no@example.org'))).status).toBe(403);
  }
  expect((await new Visitor(api).open('/onboardings/new')).redirectTo).toBe('/sign-in?next=%2Fonboardings%2Fnew');
});

test('what is typed becomes the request, and leads to the onboarding', async () => {
  const typed = filledIn('ada@example.org', { equipment: 'laptop-14; laptop-14,', 'job.remote': 'yes' });
  const { status, redirectTo } = await hilda.send('/onboardings/new', typed);
  const [onboarding] = await submittedFor('ada@example.org');
  expect({ status, redirectTo }).toEqual({
    status: 303,
    redirectTo: `/onboardings/${onboarding?.id ?? ''}?said=submitted`,
  });
  expect(onboarding?.request).toEqual({
    employee: {
      givenName: 'Ada',
      familyName: 'Lovelace',
      personalEmail: 'ada@example.org',
      phone: '+49 30 1234',
      address: 'Main Street 1\nBerlin',
    },
    job: {
      title: 'Engineer',
      department: 'Engineering',
      location: 'berlin',
      employmentType: 'employee',
      remote: true,
    },
    manager: PEOPLE.manager,
    startDate: FUTURE_MONDAY,
    equipment: ['laptop-14', 'laptop-14'],
    trainings: ['security-basics'],
    note: 'Likes analytical engines',
  });
});

test('a manager whom the company knows is named by the address alone', async () => {
  const typed = filledIn('known@example.org', { 'manager.email': 'Grace@Example.com', 'manager.name': '' });
  expect((await hilda.send('/onboardings/new', typed)).status).toBe(303);
  expect((await submittedFor('known@example.org'))[0]?.request.manager).toEqual(PEOPLE.manager);
  const unknown = filledIn('unknown@example.org', { 'manager.email': 'race@example.com', 'manager.name': '' });
  const { status, page } = await hilda.send('/onboardings/new', unknown);
  expect(status).toBe(400);
  expect(errorAt(page, 'manager.name')).toBe('is required');
});

test('sending the form twice gives one onboarding', async () => {
  const { page } = await hilda.open('/onboardings/new');
  const typed = filledIn('twice@example.org', { key: valueOf(page, 'key') ?? '' });
  const [first, second] = await Promise.all([
    hilda.send('/onboardings/new', typed),
    hilda.send('/onboardings/new', typed),
  ]);
  expect(first.status).toBe(303);
  expect(second.redirectTo).toBe(first.redirectTo);
  expect(await submittedFor('twice@example.org')).toHaveLength(1);
  // Going back, changing and resubmitting makes another request, which gets its own key.
  const changed = await hilda.send('/onboardings/new', { ...typed, 'employee.personalEmail': 'other@example.org' });
  expect(changed.status).toBe(422);
  const key = valueOf(changed.page, 'key') ?? '';
  expect(key).not.toBe(typed.key);
  const again = { ...typed, 'employee.personalEmail': 'other@example.org', key };
  expect((await hilda.send('/onboardings/new', again)).status).toBe(303);
});

test.each(['/onboardings/new', '/onboardings/new/preview'])(
  '%s shows errors beside their fields, and keeps all that was typed',
  async (path) => {
    const typed = filledIn('nobody', {
      'employee.givenName': '',
      'job.department': 'R&D <b>',
      'job.remote': 'yes',
      startDate: '2020-13-01',
      plan: 'intern',
      equipment: 'laptop-14, no such thing',
      key: 'the-same-key',
    });
    const { status, page } = await hilda.send(path, typed);
    expect(status).toBe(400);
    for (const [name, value] of Object.entries(typed)) expect([name, valueOf(page, name)]).toEqual([name, value]);
    expect(errorAt(page, 'employee.givenName')).toBe('is required');
    expect(errorAt(page, 'employee.personalEmail')).toBe('is no e-mail address');
    expect(errorAt(page, 'startDate')).toBe('is no date');
    expect(errorAt(page, 'equipment')).toContain('“no such thing” may hold letters');
    expect(page.querySelector('[name="employee.givenName"]')?.getAttribute('aria-invalid')).toBe('true');
    expect(errorAt(page, 'job.title')).toBeUndefined();
  },
);

test('a person with an open onboarding is refused, with the way to it', async () => {
  const first = await hilda.send('/onboardings/new', filledIn('open@example.org'));
  const { status, page } = await hilda.send('/onboardings/new', filledIn('open@example.org', { key: 'another' }));
  expect(status).toBe(409);
  const link = page.querySelector('main [role=alert] a')?.getAttribute('href') ?? 'none';
  expect(first.redirectTo).toContain(link);
  expect(valueOf(page, 'employee.personalEmail')).toBe('open@example.org');
});

describe('the preview', () => {
  const HTMX = { headers: { 'HX-Request': 'true' } };

  test('shows plan, cost, people and steps, and starts nothing', async () => {
    const { status, text, page } = await hilda.send('/onboardings/new/preview', filledIn('p@example.org'), HTMX);
    expect(status).toBe(200);
    expect(text).not.toContain('<html');
    expect(page.querySelector('.badge.is-on-track')?.text).toBe('on track');
    expect(page.text).toContain('Standard onboarding (chosen by rule)');
    expect(page.text).toContain('€1,500.00');
    const asked = page
      .querySelectorAll('table')[0]
      ?.querySelectorAll('tbody tr')
      .map(({ text: row }) => row);
    expect(asked?.[0]).toMatch(/Manager approval.*Grace Hopper.*at once/);
    expect(asked).toContainEqual(expect.stringMatching(/Purchase equipment.*Ivan Turing.*only if something fails/));
    expect(page.text).toContain('Budget approval');
    expect(await submittedFor('p@example.org')).toEqual([]);
  });

  test('says by its cause why it would be late', async () => {
    // Starts today: the manager approval takes a business day, which is too late in every location at any hour.
    const { location, startDate } = findDaytimeLocation();
    const typed = filledIn('late@example.org', { startDate, 'job.location': location });
    const { page } = await hilda.send('/onboardings/new/preview', typed, HTMX);
    expect(page.querySelector('.badge.is-late')?.text).toBe('late');
    expect(page.text).toMatch(/“Manager approval” would have had to begin by/);
  });

  test('says so where the first day is one on which nobody works there', async () => {
    const startDate = DateTime.fromISO(FUTURE_MONDAY).endOf('week').toISODate() ?? '';
    const { page } = await hilda.send('/onboardings/new/preview', filledIn('sunday@example.org', { startDate }), HTMX);
    expect(page.text).toContain('This is a weekend or a holiday there.');
  });

  test('says what is missing and what does not fit, each leading to its field', async () => {
    const typed = filledIn('no address', { 'job.title': '' });
    const { status, page } = await hilda.send('/onboardings/new/preview', typed, HTMX);
    expect(status).toBe(200);
    const links = page.querySelectorAll('a').map((link) => link.getAttribute('href'));
    expect(links).toEqual(['#employee.personalEmail', '#job.title']);
  });

  test('without a script it is the whole page, with the preview beside the form', async () => {
    const typed = filledIn('plain@example.org', { plan: 'intern' });
    const { status, page } = await hilda.send('/onboardings/new/preview', typed);
    expect(status).toBe(200);
    expect(page.querySelector('#preview')?.text).toContain('(chosen by you)');
    expect(valueOf(page, 'plan')).toBe('intern');
    expect(valueOf(page, 'note')).toBe(typed.note);
  });

  test('speaks German', async () => {
    const typed = filledIn('', { 'job.location': 'mars' });
    const headers = { 'Accept-Language': 'de' };
    const { page } = await hilda.send('/onboardings/new', typed, { headers });
    expect(page.querySelector('h1')?.text).toBe('Neues Onboarding');
    expect(errorAt(page, 'employee.personalEmail')).toBe('wird gebraucht');
  });
});

describe('searching as you type', () => {
  test('finds people by name or address', async () => {
    const { page } = await hilda.open('/onboardings/new/people?manager.email=HOPP');
    expect(page.querySelectorAll('option').map((option) => [option.getAttribute('value'), option.text])).toEqual([
      [PEOPLE.manager.email, PEOPLE.manager.name],
    ]);
  });

  test('finds models for the last of a list, and keeps those before', async () => {
    const list = encodeURIComponent('monitor-27, LAP');
    const { page } = await hilda.open(`/onboardings/new/models?equipment=${list}`);
    const [option] = page.querySelectorAll('option');
    expect(option?.getAttribute('value')).toBe('monitor-27, laptop-14');
    expect(option?.text).toBe('Laptop, €1,500.00, 2 free');
  });

  test('finds trainings, and takes anything that is typed', async () => {
    const { page } = await hilda.open('/onboardings/new/courses?trainings=');
    expect(page.querySelector('option')?.getAttribute('value')).toBe('security-basics');
    for (const typed of ['%', '\u0000', 'x'.repeat(2_000), ', , ,'])
      expect((await hilda.open(`/onboardings/new/courses?trainings=${encodeURIComponent(typed)}`)).status).toBe(200);
  });
});

test('HTML in any text field, or in what is offered, stays text', async () => {
  const { database } = api.testDb;
  await database
    .insertInto('people')
    .values({ email: 'mallory@example.com', name: HOSTILE, roles: [], manager_email: null })
    .execute();
  await database
    .insertInto('items')
    .values({ tag: 'X-1', model: 'x', title: HOSTILE, price_cents: 1, currency: 'EUR', state: 'free' })
    .execute();
  const everywhere = Object.fromEntries(Object.keys(filledIn('')).map((name) => [name, HOSTILE]));
  const asManager = filledIn('m@example.org', { 'manager.email': 'mallory@example.com', 'manager.name': HOSTILE });
  const seen = [
    await hilda.send('/onboardings/new', { ...everywhere, key: HOSTILE }),
    await hilda.send('/onboardings/new/preview', everywhere),
    await hilda.send('/onboardings/new/preview', asManager),
    await hilda.open('/onboardings/new/people?manager.email=mallory'),
    await hilda.open('/onboardings/new/models?equipment=x'),
  ];
  for (const { text } of seen) {
    expect(text).toContain('&lt;img');
    expect(text).not.toContain('<img');
  }
});
