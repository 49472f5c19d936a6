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
const createFormValues = (personalEmail: string, changes: Record<string, string> = {}): Record<string, string> => ({
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
function getFieldValue(page: Page, name: string): string | undefined {
  const field = page.querySelector(`#request [name="${name}"]`);
  if (field?.tagName === 'SELECT') return field.querySelector('option[selected]')?.getAttribute('value') ?? '';
  if (field?.tagName === 'TEXTAREA') return field.text;
  return field?.getAttribute('value');
}

const getFieldError = (page: Page, name: string) => page.querySelector(`[id="${name}-error"]`)?.text;

async function findSubmissions(email: string): Promise<{ id: string; request: OnboardingRequest }[]> {
  const rows = await api.testDb.database.selectFrom('onboardings').select(['id', 'input']).execute();
  return rows
    .map(({ id, input }) => ({ id, request: input.request }))
    .filter(({ request }) => request.employee.personalEmail === email);
}

test('the form is open to HR and administrators, and linked in the menu', async () => {
  for (const role of ['hr', 'admin'] as const) {
    const { status, page } = await (await Visitor.signIn(api, role)).open('/onboardings/new');
    expect(status).toBe(200);
    expect(page.querySelector('nav a[aria-current=page]')?.getAttribute('href')).toBe('/onboardings/new');
  }
  for (const role of ['manager', 'it', 'finance'] as const) {
    const visitor = await Visitor.signIn(api, role);
    expect((await visitor.open('/onboardings/new')).status).toBe(403);
    expect((await visitor.send('/onboardings/new', createFormValues('no@example.org'))).status).toBe(403);
    expect((await visitor.send('/onboardings/new/preview', createFormValues('no@example.org'))).status).toBe(403);
  }
  expect((await new Visitor(api).open('/onboardings/new')).redirectTo).toBe('/sign-in?next=%2Fonboardings%2Fnew');
});

test('the input becomes the request, and redirects to the onboarding', async () => {
  const formValues = createFormValues('ada@example.org', { equipment: 'laptop-14; laptop-14,', 'job.remote': 'yes' });
  const { status, redirectTo } = await hilda.send('/onboardings/new', formValues);
  const [onboarding] = await findSubmissions('ada@example.org');
  expect({ status, redirectTo }).toEqual({
    status: 303,
    redirectTo: `/onboardings/${onboarding?.id ?? ''}?flash=submitted`,
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

test('a known manager is identified by the address alone', async () => {
  const formValues = createFormValues('known@example.org', {
    'manager.email': 'Grace@Example.com',
    'manager.name': '',
  });
  expect((await hilda.send('/onboardings/new', formValues)).status).toBe(303);
  expect((await findSubmissions('known@example.org'))[0]?.request.manager).toEqual(PEOPLE.manager);
  const unknown = createFormValues('unknown@example.org', { 'manager.email': 'race@example.com', 'manager.name': '' });
  const { status, page } = await hilda.send('/onboardings/new', unknown);
  expect(status).toBe(400);
  expect(getFieldError(page, 'manager.name')).toBe('Required');
});

test('submitting the form twice creates one onboarding', async () => {
  const { page } = await hilda.open('/onboardings/new');
  const formValues = createFormValues('twice@example.org', { key: getFieldValue(page, 'key') ?? '' });
  const [first, second] = await Promise.all([
    hilda.send('/onboardings/new', formValues),
    hilda.send('/onboardings/new', formValues),
  ]);
  expect(first.status).toBe(303);
  expect(second.redirectTo).toBe(first.redirectTo);
  expect(await findSubmissions('twice@example.org')).toHaveLength(1);
  // Going back, changing and resubmitting makes another request, which gets its own key.
  const changed = await hilda.send('/onboardings/new', {
    ...formValues,
    'employee.personalEmail': 'other@example.org',
  });
  expect(changed.status).toBe(422);
  const key = getFieldValue(changed.page, 'key') ?? '';
  expect(key).not.toBe(formValues.key);
  const again = { ...formValues, 'employee.personalEmail': 'other@example.org', key };
  expect((await hilda.send('/onboardings/new', again)).status).toBe(303);
});

test.each(['/onboardings/new', '/onboardings/new/preview'])(
  '%s shows errors beside their fields, and keeps the input',
  async (path) => {
    const formValues = createFormValues('nobody', {
      'employee.givenName': '',
      'job.department': 'R&D <b>',
      'job.remote': 'yes',
      startDate: '2020-13-01',
      plan: 'intern',
      equipment: 'laptop-14, no such thing',
      key: 'the-same-key',
    });
    const { status, page } = await hilda.send(path, formValues);
    expect(status).toBe(400);
    for (const [name, value] of Object.entries(formValues))
      expect([name, getFieldValue(page, name)]).toEqual([name, value]);
    expect(getFieldError(page, 'employee.givenName')).toBe('Required');
    expect(getFieldError(page, 'employee.personalEmail')).toBe('Enter a valid e-mail address');
    expect(getFieldError(page, 'startDate')).toBe('Enter a valid date (YYYY-MM-DD)');
    expect(getFieldError(page, 'equipment')).toContain('“no such thing”: Use letters');
    expect(page.querySelector('[name="employee.givenName"]')?.getAttribute('aria-invalid')).toBe('true');
    expect(getFieldError(page, 'job.title')).toBeUndefined();
  },
);

test('a person with an open onboarding is rejected with a link to it', async () => {
  const first = await hilda.send('/onboardings/new', createFormValues('open@example.org'));
  const { status, page } = await hilda.send(
    '/onboardings/new',
    createFormValues('open@example.org', { key: 'another' }),
  );
  expect(status).toBe(409);
  const link = page.querySelector('main [role=alert] a')?.getAttribute('href') ?? 'none';
  expect(first.redirectTo).toContain(link);
  expect(getFieldValue(page, 'employee.personalEmail')).toBe('open@example.org');
});

describe('the preview', () => {
  const HTMX_REQUEST = { headers: { 'HX-Request': 'true' } };

  test('shows plan, cost, people and steps, and starts nothing', async () => {
    const { status, text, page } = await hilda.send(
      '/onboardings/new/preview',
      createFormValues('p@example.org'),
      HTMX_REQUEST,
    );
    expect(status).toBe(200);
    expect(text).not.toContain('<html');
    expect(page.querySelector('.badge.is-on-track')?.text).toBe('On track');
    expect(page.text).toContain('Standard onboarding (chosen automatically)');
    expect(page.text).toContain('€1,500.00');
    const stepRows = page
      .querySelectorAll('table')[0]
      ?.querySelectorAll('tbody tr')
      .map(({ text: row }) => row);
    expect(stepRows?.[0]).toMatch(/Manager approval.*Grace Hopper.*immediately/);
    expect(stepRows).toContainEqual(expect.stringMatching(/Purchase equipment.*Ivan Turing.*only if a step fails/));
    expect(page.text).toContain('Budget approval');
    expect(await findSubmissions('p@example.org')).toEqual([]);
  });

  test.each([
    ['of the profiles', { equipment: '', trainings: '' }, ['security-basics, tools-tour']],
    ['that the form names instead', { trainings: 'security-basics' }, ['laptop-14', 'security-basics']],
  ])('shows equipment and trainings %s', async (_of, typed, expected) => {
    const intern = { 'job.employmentType': 'intern', 'job.endDate': '2099-01-01' };
    const formValues = createFormValues('facts@example.org', { ...intern, ...typed });
    const { page } = await hilda.send('/onboardings/new/preview', formValues, HTMX_REQUEST);
    const facts = page.querySelectorAll('dl.facts dd').map(({ text }) => text);
    expect(facts).toEqual(expect.arrayContaining(expected));
  });

  test('names the cause of a late start', async () => {
    // Starts today: the manager approval takes a business day, which is too late in every location at any hour.
    const { location, startDate } = findDaytimeLocation();
    const formValues = createFormValues('late@example.org', { startDate, 'job.location': location });
    const { page } = await hilda.send('/onboardings/new/preview', formValues, HTMX_REQUEST);
    expect(page.querySelector('.badge.is-late')?.text).toBe('Late');
    expect(page.text).toMatch(/“Manager approval” should have started by/);
  });

  test('links errors to their fields', async () => {
    const formValues = createFormValues('no address', { 'job.title': '' });
    const { status, page } = await hilda.send('/onboardings/new/preview', formValues, HTMX_REQUEST);
    expect(status).toBe(200);
    const links = page.querySelectorAll('a').map((link) => link.getAttribute('href'));
    expect(links).toEqual(['#employee.personalEmail', '#job.title']);
  });

  test('without scripts it is a full page, with the preview beside the form', async () => {
    const formValues = createFormValues('plain@example.org', { plan: 'intern' });
    const { status, page } = await hilda.send('/onboardings/new/preview', formValues);
    expect(status).toBe(200);
    expect(page.querySelector('#preview')?.text).toContain('(chosen by you)');
    expect(getFieldValue(page, 'plan')).toBe('intern');
    expect(getFieldValue(page, 'note')).toBe(formValues.note);
  });

  test('is available in German', async () => {
    const formValues = createFormValues('', { 'job.location': 'mars' });
    const headers = { 'Accept-Language': 'de' };
    const { page } = await hilda.send('/onboardings/new', formValues, { headers });
    expect(page.querySelector('h1')?.text).toBe('Neues Onboarding');
    expect(getFieldError(page, 'employee.personalEmail')).toBe('Pflichtangabe');
  });
});

describe('search suggestions', () => {
  test('find people by name or address', async () => {
    const { page } = await hilda.open('/onboardings/new/people?manager.email=HOPP');
    expect(page.querySelectorAll('option').map((option) => [option.getAttribute('value'), option.text])).toEqual([
      [PEOPLE.manager.email, PEOPLE.manager.name],
    ]);
  });

  test('find models for the last entry of a list, and keep the others', async () => {
    const list = encodeURIComponent('monitor-27, LAP');
    const { page } = await hilda.open(`/onboardings/new/models?equipment=${list}`);
    const [option] = page.querySelectorAll('option');
    expect(option?.getAttribute('value')).toBe('monitor-27, laptop-14');
    expect(option?.text).toBe('Laptop, €1,500.00, 2 available');
  });

  test('find trainings, and accept any input', async () => {
    const { page } = await hilda.open('/onboardings/new/courses?trainings=');
    expect(page.querySelector('option')?.getAttribute('value')).toBe('security-basics');
    for (const formValues of ['%', '\u0000', 'x'.repeat(2_000), ', , ,'])
      expect((await hilda.open(`/onboardings/new/courses?trainings=${encodeURIComponent(formValues)}`)).status).toBe(
        200,
      );
  });
});

test('HTML in any text field or suggestion stays text', async () => {
  const { database } = api.testDb;
  await database
    .insertInto('people')
    .values({ email: 'mallory@example.com', name: HOSTILE, roles: [], manager_email: null })
    .execute();
  await database
    .insertInto('items')
    .values({ tag: 'X-1', model: 'x', title: HOSTILE, price_cents: 1, currency: 'EUR', state: 'free' })
    .execute();
  const hostileValues = Object.fromEntries(Object.keys(createFormValues('')).map((name) => [name, HOSTILE]));
  const hostileManager = createFormValues('m@example.org', {
    'manager.email': 'mallory@example.com',
    'manager.name': HOSTILE,
  });
  const responses = [
    await hilda.send('/onboardings/new', { ...hostileValues, key: HOSTILE }),
    await hilda.send('/onboardings/new/preview', hostileValues),
    await hilda.send('/onboardings/new/preview', hostileManager),
    await hilda.open('/onboardings/new/people?manager.email=mallory'),
    await hilda.open('/onboardings/new/models?equipment=x'),
  ];
  for (const { text } of responses) {
    expect(text).toContain('&lt;img');
    expect(text).not.toContain('<img');
  }
});
