import { EXIT } from '../../src/cli/exit';
import type { Role } from '../../src/domain/status';
import { PEOPLE, TestApi, getToken } from '../api/support/test-api';
import { runFirstday } from './support';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.close());

const runAs = (role: Role, ...args: string[]) => runFirstday(args, { url: api.url, token: getToken(role) });
const getIsoDate = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const [FROM, TO] = [getIsoDate(0), getIsoDate(7)];
const DATES = ['--from', FROM, '--to', TO];

test('absence life cycle: add with the open requests listed, list, remove', async () => {
  const id = await api.submit('ada@example.org');
  const added = await runAs('manager', 'absence', 'add', ...DATES, '--deputy', PEOPLE.it.email);
  expect(added).toMatchObject({ code: EXIT.ok, err: '' });
  expect(added.out).toMatch(/^Absence added from \d.* to \d.*\. Deputy: ivan@example\.com$/m);
  expect(added.out).toContain(`firstday delegate ${id} managerApproval ${PEOPLE.it.email}`);

  const listed = await runAs('hr', 'absence', 'list', '--person', PEOPLE.manager.email);
  const absence = /^(\S+) .* ivan@example\.com$/m.exec(listed.out)?.[1] ?? '';
  expect(await runAs('manager', 'absence', 'remove', absence)).toMatchObject({
    code: EXIT.ok,
    out: 'Absence removed.\n',
  });
  expect((await runAs('manager', 'absence', 'list')).out).toBe('No absences.\n');
});

test('an absence requires dates and a deputy; only HR declares for others', async () => {
  expect((await runAs('manager', 'absence', 'add', ...DATES)).code).toBe(EXIT.usage);
  const othersResult = await runAs(
    'manager',
    'absence',
    'add',
    ...DATES,
    '--deputy',
    PEOPLE.it.email,
    '--person',
    PEOPLE.hr.email,
  );
  expect(othersResult).toMatchObject({ code: EXIT.rejected, err: expect.stringContaining('your own') });
});

test('people are listed with their roles', async () => {
  const { out } = await runAs('hr', 'people', '--role', 'it');
  expect(out).toMatch(/^E-MAIL +NAME +ROLES +MANAGER +LANGUAGE\nivan@example\.com +Ivan Turing +IT\n$/);
});
