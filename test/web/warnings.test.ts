import { DateTime } from 'luxon';
import { createRequestFor, FUTURE_MONDAY, PEOPLE, TestApi } from '../api/support/test-api';
import { Visitor } from './support/visitor';

let api: TestApi;
let hilda: Visitor;
beforeAll(async () => {
  api = await TestApi.start();
  hilda = await Visitor.signIn(api, 'hr');
});
afterAll(() => api.close());

const HTMX_REQUEST = { headers: { 'HX-Request': 'true' } };
const toDate = (weeks: number): string => DateTime.fromISO(FUTURE_MONDAY).plus({ weeks }).toISODate() ?? '';

const FORM_VALUES = {
  'employee.givenName': 'Grete',
  'employee.familyName': 'Hermann',
  'employee.personalEmail': 'grete@example.org',
  'job.title': 'Engineer',
  'job.department': 'Engineering',
  'job.location': 'berlin',
  'job.employmentType': 'employee',
  'job.remote': 'no',
  'manager.email': PEOPLE.manager.email,
  'manager.name': PEOPLE.manager.name,
  startDate: FUTURE_MONDAY,
};

async function listWarnings(changes: Record<string, string>) {
  const { page } = await hilda.send('/onboardings/new/preview', { ...FORM_VALUES, ...changes }, HTMX_REQUEST);
  return page.querySelectorAll('.warnings li').map((item) => ({
    text: item.text,
    links: item.querySelectorAll('a').map((link) => link.getAttribute('href')),
  }));
}

describe('the live preview', () => {
  test('of a sound request warns of nothing', async () => {
    expect(await listWarnings({})).toEqual([]);
  });

  test('warns about a first day on a weekend or holiday', async () => {
    const startDate = DateTime.fromISO(FUTURE_MONDAY).endOf('week').toISODate() ?? '';
    expect(await listWarnings({ startDate })).toEqual([
      {
        text: expect.stringContaining('is a weekend or public holiday at that location.') as string,
        links: ['#startDate'],
      },
    ]);
  });

  test('warns about stock, seats and a mistyped manager, each with a way to its field', async () => {
    const warnings = await listWarnings({
      'manager.email': 'typo@example.net',
      equipment: 'laptop-14, laptop-14, laptop-14',
      trainings: 'security-basics',
      startDate: toDate(2),
    });
    expect(warnings).toEqual([
      { text: expect.stringContaining('Not enough in stock: 3 × laptop-14') as string, links: ['#equipment'] },
      { text: expect.stringContaining('No session of security-basics') as string, links: ['#trainings'] },
      { text: expect.stringContaining('typo@example.net') as string, links: ['#manager.email'] },
    ]);
  });

  test('leads to the onboarding of somebody with the same name', async () => {
    const employee = { givenName: 'Emmy', familyName: 'Noether', personalEmail: 'emmy@example.org' };
    const id = await api.submit(employee.personalEmail, { employee });
    const [warning] = await listWarnings({ 'employee.givenName': 'Emmy', 'employee.familyName': 'Noether' });
    expect(warning?.links).toEqual(['#employee.familyName', `/onboardings/${id}`]);
  });

  test('warns in German', async () => {
    const german = await Visitor.signIn(api, 'admin');
    await german.send('/language', { language: 'de', back: '/' });
    const values = { ...FORM_VALUES, 'job.remote': 'yes' };
    const { page } = await german.send('/onboardings/new/preview', values, HTMX_REQUEST);
    expect(page.querySelector('.warnings')?.text).toContain('Ohne Postanschrift kann nichts versendet werden.');
  });
});

test('the page of a moved date warns before it is moved', async () => {
  const id = await api.submit('mover@example.org', { trainings: ['security-basics'] });
  const sunday = DateTime.fromISO(toDate(1)).endOf('week').toISODate() ?? '';
  const { page } = await hilda.open(`/onboardings/${id}/reschedule?startDate=${sunday}`);
  expect(page.querySelectorAll('.warnings li').map(({ text }) => text.trim())).toEqual([
    expect.stringContaining('No session of security-basics'),
    expect.stringContaining('is a weekend or public holiday'),
  ]);
});

test('the postal address that was missing can be given on the amend page', async () => {
  const { job } = createRequestFor('remote@example.org');
  const id = await api.submit('remote@example.org', { job: { ...job, remote: true } });
  const { page } = await hilda.open(`/onboardings/${id}/amend`);
  expect(page.querySelector('textarea[name="employee.address"]')?.text).toBe('');
});
