import { EXIT } from '../../src/cli/exit';
import type { Role } from '../../src/domain/status';
import { PEOPLE, TestApi, getToken } from '../api/support/test-api';
import { runFirstday } from './support';

let api: TestApi;
beforeAll(async () => void (api = await TestApi.start()));
afterAll(() => api.close());

const as = (role: Role, ...args: string[]) => runFirstday(args, { url: api.url, token: getToken(role) });
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const [FROM, TO] = [day(0), day(7)];
const DATES = ['--from', FROM, '--to', TO];

test('an absence by hand: declared, what waits already is named with the command to hand it on, listed, removed', async () => {
  const id = await api.submit('ada@example.org');
  const added = await as('manager', 'absence', 'add', ...DATES, '--deputy', PEOPLE.it.email);
  expect(added).toMatchObject({ code: EXIT.ok, err: '' });
  expect(added.out).toContain(`From ${FROM} to ${TO}, ${PEOPLE.it.email} stands in.`);
  expect(added.out).toContain(`firstday delegate ${id} managerApproval ${PEOPLE.it.email}`);

  const listed = await as('hr', 'absence', 'list', '--of', PEOPLE.manager.email);
  const absence = /^(\S+) +(\S+) +(\S+) +ivan@example\.com$/m.exec(listed.out)?.[1] ?? '';
  expect(await as('manager', 'absence', 'remove', absence)).toMatchObject({ code: EXIT.ok, out: 'Removed.\n' });
  expect((await as('manager', 'absence', 'list')).out).toBe('No absences.\n');
});

test('an absence needs its dates and a deputy, and is one’s own unless HR declares it', async () => {
  expect((await as('manager', 'absence', 'add', ...DATES)).code).toBe(EXIT.usage);
  const others = await as('manager', 'absence', 'add', ...DATES, '--deputy', PEOPLE.it.email, '--of', PEOPLE.hr.email);
  expect(others).toMatchObject({ code: EXIT.refused, err: expect.stringContaining('your own') });
});

test('people are listed with their roles', async () => {
  const { out } = await as('hr', 'people', '--role', 'it');
  expect(out).toMatch(/^E-MAIL +NAME +ROLES +MANAGER\nivan@example\.com +Ivan Turing +it\n$/);
});
