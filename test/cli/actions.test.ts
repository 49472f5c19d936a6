import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT } from '../../src/cli/exit';
import type { Role } from '../../src/domain/status';
import { humanStepsPlan } from '../api/support/plans';
import { TestPlatform } from '../support/test-platform';
import { createRequest } from '../support/requests';
import { runFirstday } from './support';

const PEOPLE = {
  hr: { email: 'hanna@example.com', roles: ['hr'] },
  manager: { email: 'grace@example.com', roles: ['manager'] },
  it: { email: 'ivo@example.com', roles: ['it'] },
  finance: { email: 'fiona@example.com', roles: ['finance'] },
} as const satisfies Record<string, { email: string; roles: Role[] }>;
type PersonKey = keyof typeof PEOPLE;

let platform: TestPlatform;
let folder: string;
const tokens = new Map<PersonKey, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstday-cli-'));
  platform = await TestPlatform.start({}, [humanStepsPlan]);
  for (const [person, { email, roles }] of Object.entries(PEOPLE))
    tokens.set(person as PersonKey, await platform.getToken({ email, roles: [...roles] }));
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true });
});

const runAs = (person: PersonKey, ...args: string[]) =>
  runFirstday(args, { url: platform.url, token: tokens.get(person) });
const runSuccessfully = async (person: PersonKey, ...args: string[]): Promise<string> => {
  const { code, out, err } = await runAs(person, ...args);
  expect({ code, err }).toEqual({ code: EXIT.ok, err: '' });
  return out;
};

const startDate = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
async function submitHire(givenName: string): Promise<string> {
  const employee = { givenName, familyName: 'Lovelace', personalEmail: `${givenName}@example.org` };
  const response = await platform.call<{ id: string }>(
    'admin',
    'POST',
    '/onboardings',
    createRequest({ employee, startDate }),
  );
  return response.body.id;
}

async function submitAndApprove(givenName: string): Promise<string> {
  const id = await submitHire(givenName);
  await runSuccessfully('manager', 'approve', id);
  await runSuccessfully('finance', 'approve', id);
  return id;
}

test('tasks lists open tasks with commands; answers are validated by the form', async () => {
  const id = await submitAndApprove('tasks');
  const listed = await runSuccessfully('it', 'tasks');
  expect(listed).toMatch(
    /^Ship laptop {2}Task for tasks Lovelace · starts \d+ \w+ \d{4} · due \d+ \w+ \d{4}, [\d:]+$/m,
  );
  expect(listed).toMatch(/^ {2}Ship \*\*it\*\*\.$/m);
  expect(listed).toContain(
    `firstday complete ${id} shipLaptop --answer trackingNumber=<text> [--answer boxes=<number>]`,
  );
  expect(await runSuccessfully('manager', 'tasks')).toBe('No pending approvals or tasks.\n');

  const wrong = await runAs('it', 'complete', id, 'shipLaptop', '--answer', 'boxes=many', '--answer', 'colour=red');
  expect(wrong.code).toBe(EXIT.rejected);
  for (const field of ['trackingNumber', 'boxes', 'colour'])
    expect(wrong.err).toMatch(new RegExp(`answers.${field} +\\S`));

  const answers = ['--answer', 'trackingNumber=42', '--answer', 'boxes=2', '--answer', 'insured=no'];
  expect(await runSuccessfully('it', 'complete', id, 'shipLaptop', ...answers, '--note', 'By bike')).toMatch(
    /^shipLaptop: done · Status: /i,
  );
  const { steps } = await platform.waitForView(id, () => true);
  expect(steps.find((step) => step.id === 'shipLaptop')).toMatchObject({
    answers: { trackingNumber: '42', boxes: 2, insured: false },
    decision: { comment: 'By bike' },
  });
});

test('delegate assigns a colleague', async () => {
  const id = await submitHire('delegated');
  expect(await runSuccessfully('manager', 'delegate', id, 'managerApproval', PEOPLE.it.email)).toMatch(
    /^managerApproval: \w.* · Status: /,
  );
  expect(await runSuccessfully('hr', 'show', id)).toMatch(/^managerApproval .* assigned to Ivo Tamm$/m);
  expect(await runSuccessfully('hr', 'show', id)).toMatch(
    /^orderByHand .* Order by hand \(only if another step fails\)$/m,
  );
  expect(await runSuccessfully('it', 'approve', id)).toMatch(/^managerApproval: approved · Status: /i);
});

test('remind reminds the assignees; too soon, it says when the last reminder was', async () => {
  const id = await submitHire('reminded');
  expect(await runSuccessfully('hr', 'remind', id, 'managerApproval')).toMatch(
    /^managerApproval: reminder sent · Status: /i,
  );
  expect(await runAs('hr', 'remind', id, 'managerApproval')).toMatchObject({
    code: EXIT.rejected,
    err: expect.stringMatching(/A reminder about .* was sent on .*\. The next one is possible from /),
  });
});

test('skip continues without a step; rollback opens undo tasks', async () => {
  const [skipped, kept] = [await submitAndApprove('skipped'), await submitAndApprove('kept')];
  expect(await runSuccessfully('hr', 'skip', skipped, 'shipLaptop', '--note', 'Has one')).toMatch(
    /^shipLaptop: \w.* · Status: /,
  );

  await runSuccessfully('it', 'complete', kept, 'shipLaptop', '--answer', 'trackingNumber=1');
  expect(await runSuccessfully('hr', 'rollback', kept, '--reason', 'No-show')).toMatch(/Status: rolling back/i);
  await platform.waitForView(kept, ({ steps }) =>
    steps.some(({ id, status }) => id === 'shipLaptop' && status === 'undoing'),
  );
  expect(await runSuccessfully('it', 'tasks')).toContain(`firstday complete ${kept} shipLaptop\n`);
  await runSuccessfully('it', 'complete', kept, 'shipLaptop');
  await platform.waitForView(kept, ({ status }) => status === 'rolled-back');
});

test('reschedule prints moved dates; amend changes fields by name or file', async () => {
  const id = await submitHire('moved');
  const moved = await runSuccessfully('hr', 'reschedule', id, '+90');
  expect(moved).toMatch(/^.* approval · on track · starts \d+ \w+ \d{4}$/im);
  expect(moved).toMatch(/^shipLaptop +due +\d+ \w+ \d{4}, [\d:]+ +\d+ \w+ \d{4}, [\d:]+$/m);
  expect(await runAs('hr', 'reschedule', id, '2020-01-06')).toMatchObject({
    code: EXIT.rejected,
    err: expect.stringMatching(/startDate +Must not be in the past/),
  });

  expect(await runSuccessfully('hr', 'reschedule', id, '+120', '--preview')).toMatch(/^shipLaptop +due +\d+ /m);
  const preview = await runSuccessfully('hr', 'amend', id, '--set', 'job.department=Sales', '--preview');
  expect(preview).toContain('No step is rescheduled.');
  expect((await platform.waitForView(id, () => true)).request.job.department).toBe('Engineering');

  const file = join(folder, 'patch.json');
  writeFileSync(file, JSON.stringify({ note: 'From a file', job: { title: 'Clerk' } }));
  await runSuccessfully(
    'hr',
    'amend',
    id,
    '--patch',
    file,
    '--set',
    'job.title=Senior clerk',
    '--set',
    'job.remote=true',
  );
  const { request } = await platform.waitForView(id, (view) => view.request.note !== undefined);
  expect(request).toMatchObject({ note: 'From a file', job: { title: 'Senior clerk', remote: true } });
  await runSuccessfully('hr', 'amend', id, '--set', 'note=null', '--set', 'equipment=["laptop-14"]');
  const after = await platform.waitForView(id, (view) => view.request.note === undefined);
  expect(after.request).toMatchObject({ equipment: ['laptop-14'], job: { department: 'Engineering' } });
});
