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
type Who = keyof typeof PEOPLE;

let platform: TestPlatform;
let folder: string;
const tokens = new Map<Who, string>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstday-cli-'));
  platform = await TestPlatform.start({}, [humanStepsPlan]);
  for (const [who, { email, roles }] of Object.entries(PEOPLE)) {
    const answer = await platform.call<{ token: string }>('admin', 'POST', '/tokens', { email, roles });
    tokens.set(who as Who, answer.body.token);
  }
});
afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true });
});

const by = (who: Who, ...args: string[]) => runFirstday(args, { url: platform.url, token: tokens.get(who) });
const did = async (who: Who, ...args: string[]): Promise<string> => {
  const { code, out, err } = await by(who, ...args);
  expect({ code, err }).toEqual({ code: EXIT.ok, err: '' });
  return out;
};

const startDate = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
async function submitted(givenName: string): Promise<string> {
  const employee = { givenName, familyName: 'Lovelace', personalEmail: `${givenName}@example.org` };
  const answer = await platform.call<{ id: string }>(
    'admin',
    'POST',
    '/onboardings',
    createRequest({ employee, startDate }),
  );
  return answer.body.id;
}

async function approved(givenName: string): Promise<string> {
  const id = await submitted(givenName);
  await did('manager', 'approve', id);
  await did('finance', 'approve', id);
  return id;
}

test('tasks says what waits, how to answer, and takes the answers by the form', async () => {
  const id = await approved('tasks');
  const listed = await did('it', 'tasks');
  expect(listed).toMatch(/^Ship laptop {2}task for tasks Lovelace, who starts [\d-]+, due [\d-]+ [\d:]+$/m);
  expect(listed).toMatch(/^ {2}Ship \*\*it\*\*\.$/m);
  expect(listed).toContain(
    `firstday complete ${id} shipLaptop --answer trackingNumber=<text> [--answer boxes=<number>]`,
  );
  expect(await did('manager', 'tasks')).toBe('Nothing waits for you.\n');

  const wrong = await by('it', 'complete', id, 'shipLaptop', '--answer', 'boxes=many', '--answer', 'colour=red');
  expect(wrong.code).toBe(EXIT.refused);
  for (const field of ['trackingNumber', 'boxes', 'colour'])
    expect(wrong.err).toMatch(new RegExp(`answers.${field} +\\S`));

  const answers = ['--answer', 'trackingNumber=42', '--answer', 'boxes=2', '--answer', 'insured=no'];
  expect(await did('it', 'complete', id, 'shipLaptop', ...answers, '--note', 'By bike')).toMatch(/^done shipLaptop; /);
  const { steps } = await platform.waitForView(id, () => true);
  expect(steps.find((step) => step.id === 'shipLaptop')).toMatchObject({
    answers: { trackingNumber: '42', boxes: 2, insured: false },
    decision: { comment: 'By bike' },
  });
});

test('delegate has a colleague asked', async () => {
  const id = await submitted('delegated');
  expect(await did('manager', 'delegate', id, 'managerApproval', PEOPLE.it.email)).toMatch(
    /^delegated managerApproval; /,
  );
  expect(await did('hr', 'show', id)).toMatch(/managerApproval +waiting .*waits for Ivo Tamm/);
  expect(await did('hr', 'show', id)).toMatch(/orderByHand +pending +Order by hand, only where another step fails/);
  expect(await did('it', 'approve', id)).toMatch(/^approved managerApproval; /);
});

test('skip goes on without a step; rollback has a person take back what a person did', async () => {
  const [skipped, kept] = [await approved('skipped'), await approved('kept')];
  expect(await did('hr', 'skip', skipped, 'shipLaptop', '--note', 'Has one')).toMatch(/^resolved shipLaptop; /);

  await did('it', 'complete', kept, 'shipLaptop', '--answer', 'trackingNumber=1');
  expect(await did('hr', 'rollback', kept, '--reason', 'No-show')).toMatch(/the onboarding is rolling-back/);
  await platform.waitForView(kept, ({ steps }) =>
    steps.some(({ id, status }) => id === 'shipLaptop' && status === 'undoing'),
  );
  expect(await did('it', 'tasks')).toContain(`firstday complete ${kept} shipLaptop\n`);
  await did('it', 'complete', kept, 'shipLaptop');
  await platform.waitForView(kept, ({ status }) => status === 'rolled-back');
});

test('reschedule shows what moved; amend changes fields by name or from a file', async () => {
  const id = await submitted('moved');
  const moved = await did('hr', 'reschedule', id, '+90');
  expect(moved).toMatch(/^awaiting-approval, on-track, starts [\d-]+\./);
  expect(moved).toMatch(/^shipLaptop +due +[\d-]+ [\d:]+ +[\d-]+ [\d:]+$/m);
  expect(await by('hr', 'reschedule', id, '2020-01-06')).toMatchObject({
    code: EXIT.refused,
    err: expect.stringMatching(/startDate +must not be in the past/),
  });

  const file = join(folder, 'patch.json');
  writeFileSync(file, JSON.stringify({ note: 'From a file', job: { title: 'Clerk' } }));
  await did('hr', 'amend', id, '--patch', file, '--set', 'job.title=Senior clerk', '--set', 'job.remote=true');
  const { request } = await platform.waitForView(id, (view) => view.request.note !== undefined);
  expect(request).toMatchObject({ note: 'From a file', job: { title: 'Senior clerk', remote: true } });
  await did('hr', 'amend', id, '--set', 'note=null', '--set', 'equipment=["laptop-14"]');
  const after = await platform.waitForView(id, (view) => view.request.note === undefined);
  expect(after.request).toMatchObject({ equipment: ['laptop-14'], job: { department: 'Engineering' } });
});
