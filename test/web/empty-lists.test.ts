import type { Role } from '../../src/domain/status';
import { TestApi } from '../api/support/test-api';
import { Visitor } from './support/visitor';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await api.testDb.pool.query('delete from items; delete from training_sessions');
});
afterAll(() => api.close());

/** The link that does it, or null where a form on the page or nobody does. */
const EMPTY_LISTS: [path: string, role: Role, text: string, link: string | null][] = [
  ['/onboardings', 'hr', 'Submit the first request', '/onboardings/new'],
  ['/onboardings', 'manager', 'as soon as its plan names you', null],
  ['/tasks', 'manager', 'Nothing waits for you', '/onboardings'],
  ['/cohorts', 'hr', 'Fill in the template', '/cohorts/template'],
  ['/absences', 'manager', 'Add one below', null],
  ['/inventory', 'it', 'Add the first item', '/inventory/new'],
  ['/inventory', 'hr', 'IT and administrators add it', null],
  ['/admin/trainings', 'hr', 'Add the first one above', null],
  ['/admin/webhooks', 'admin', 'Add one below', null],
  ['/admin/people?q=nobody', 'hr', 'No matches.', '/admin/people'],
  ['/inventory?q=nothing', 'it', 'No matches.', '/inventory'],
  ['/admin/audit?actor=nobody', 'admin', 'No matches.', '/admin/audit'],
  ['/admin/security?actor=nobody', 'admin', 'No matches.', '/admin/security'],
];

test.each(EMPTY_LISTS)('%s without rows says to %s what to do: %s', async (path, role, text, link) => {
  const { page } = await (await Visitor.signIn(api, role)).open(path);
  const empty = page.querySelector('main .empty');
  expect(empty?.text).toContain(text);
  expect(page.querySelectorAll('main table tbody').length).toBe(0);
  const links = empty?.querySelectorAll('a').map((one) => one.getAttribute('href'));
  expect(links).toEqual(link === null ? [] : expect.arrayContaining([link]));
});

test('lists of people, tokens and versions without a row say what to do, too', async () => {
  const alan = await Visitor.signIn(api, { email: 'root@example.com' });
  const { pool } = api.testDb;
  await pool.query('alter table company_versions disable trigger all; delete from company_versions');
  await pool.query('delete from tokens; delete from people');
  const read = async (path: string) => (await alan.open(path)).page.querySelector('main .empty')?.text;
  expect(await read('/admin/people')).toContain('import them from a file');
  expect(await read('/admin/tokens')).toContain('Create one below');
  expect(await read('/admin/company/versions')).toContain('The first change of a setting makes one');
});
