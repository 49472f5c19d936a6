import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { EXIT } from '../../src/cli/exit';
import { findDaytimeLocation } from '../support/daytime-location';
import { TestPlatform } from '../support/test-platform';
import { createRequest } from '../support/requests';
import { runFirstday } from './support';

const PEOPLE = {
  hr: 'hanna@example.com',
  manager: 'grace@example.com',
  colleague: 'miguel@example.com',
} as const satisfies Record<string, string>;
const tokens = new Map<string, string>();
let platform: TestPlatform;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstday-cli-'));
  platform = await TestPlatform.start();
  for (const [role, email] of Object.entries(PEOPLE))
    tokens.set(role, await token(email, role === 'hr' ? 'hr' : 'manager'));
});

afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true });
});

const as = (role: keyof typeof PEOPLE) => ({ url: platform.url, token: tokens.get(role) });
const asAdmin = () => ({ url: platform.url, token: platform.environment.adminToken });

async function token(email: string, role: string): Promise<string> {
  const { code, out } = await runFirstday(['tokens', 'create', '--role', role, email], asAdmin());
  expect(code).toBe(EXIT.ok);
  return out.trim();
}

/** The request is for a contractor with today as start date, so that no step waits for a date. */
function requestFile(personalEmail: string): string {
  const { location, startDate } = findDaytimeLocation();
  const [givenName = ''] = personalEmail.split('@');
  const request = createRequest({ employee: { givenName, familyName: 'Lovelace', personalEmail }, startDate });
  const file = join(folder, `${personalEmail}.json`);
  writeFileSync(file, JSON.stringify({ ...request, job: { ...request.job, location, employmentType: 'contractor' } }));
  return file;
}

async function submitted(personalEmail: string, ...options: string[]): Promise<string> {
  const { out } = await runFirstday(['submit', requestFile(personalEmail), '--json', ...options], as('hr'));
  return (JSON.parse(out) as { id: string }).id;
}

test('an onboarding by hand: submit, list, show, approve without naming the step, watch to the end', async () => {
  const file = requestFile('by-hand@example.org');
  const submission = await runFirstday(['submit', file, '--idempotency-key', 'by-hand'], as('hr'));
  expect(submission).toMatchObject({ code: EXIT.ok, err: '' });
  const id = submission.out.split('\n')[0] ?? '';

  const again = await runFirstday(['submit', file, '--idempotency-key', 'by-hand'], as('hr'));
  expect(again.out).toBe(submission.out);

  const list = await runFirstday(['list', '--status', 'awaiting-approval,scheduled'], as('hr'));
  expect(list.out).toMatch(new RegExp(`^ID +EMPLOYEE +PLAN`));
  expect(list.out).toMatch(new RegExp(`${id}  by-hand Lovelace  contractor  awaiting-approval`));

  const approval = await runFirstday(['approve', id, '--comment', 'Welcome!'], as('manager'));
  expect(approval).toMatchObject({ code: EXIT.ok, err: '' });
  expect(approval.out).toMatch(/^approved managerApproval; the onboarding is /);

  const watching = runFirstday(['watch', id], as('hr'));
  // The new hire cannot use the command line, so a colleague completes the step.
  expect(await runFirstday(['delegate', id, 'agreeToRules', PEOPLE.colleague], as('hr'))).toMatchObject({
    code: EXIT.ok,
  });
  const answer = ['--answer', 'signature=By Hand', '--note', 'on paper'];
  expect(await runFirstday(['complete', id, 'agreeToRules', ...answer], as('colleague'))).toMatchObject({
    code: EXIT.ok,
  });
  const watched = await watching;
  expect(watched).toMatchObject({ code: EXIT.ok, err: '' });
  expect(watched.out).toMatch(/approved managerApproval by grace@example.com {2}Welcome!/);
  expect(watched.out.match(/done activateAccounts/g)).toHaveLength(1);

  const shown = await runFirstday(['show', id], as('hr'));
  expect(shown.out).toMatch(/by-hand Lovelace, Engineer, Engineering\ncompleted/);
  expect(shown.out).toMatch(/managerApproval +done +.*approved by grace@example.com: Welcome!/);
});

test('who decides a second time without naming the step is told who was first', async () => {
  // Starts late enough to be still open at the second decision.
  const id = await submitted('twice@example.org', '--start-date', '+60');
  await platform.call('admin', 'POST', `/onboardings/${id}/steps/managerApproval/delegate`, { to: PEOPLE.colleague });
  expect(await runFirstday(['approve', id], as('colleague'))).toMatchObject({ code: EXIT.ok });
  const again = await runFirstday(['decline', id], as('manager'));
  expect(again).toMatchObject({ code: EXIT.refused, err: expect.stringMatching(/approved by miguel@example\.com/) });
});

test('watch tells scripts by its exit code that an onboarding did not complete', async () => {
  const id = await submitted('declined@example.org');
  const watching = runFirstday(['watch', id, '--json'], as('hr'));
  expect(await runFirstday(['decline', id], as('manager'))).toMatchObject({ code: EXIT.ok });

  const { code, out, err } = await watching;
  expect(code).toBe(EXIT.notCompleted);
  expect(JSON.parse(err)).toEqual({ title: 'The onboarding ended: declined.' });
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; status?: { status: string } });
  expect(events.at(-1)).toMatchObject({ type: 'status', status: { status: 'declined' } });
});

test('cancel asks for a reason; what ended cannot be decided any more', async () => {
  const id = await submitted('cancelled@example.org');
  expect(await runFirstday(['cancel', id], as('hr'))).toMatchObject({ code: EXIT.usage });
  expect(await runFirstday(['cancel', id, '--reason', 'Offer withdrawn'], as('hr'))).toMatchObject({ code: EXIT.ok });
  await platform.waitForView(id, ({ status }) => status === 'cancelled');

  const approval = await runFirstday(['approve', id], as('manager'));
  expect(approval).toMatchObject({ code: EXIT.refused, err: expect.stringContaining('This onboarding has ended') });
  const named = await runFirstday(['approve', id, 'managerApproval'], as('manager'));
  expect(named).toMatchObject({ code: EXIT.refused, err: expect.stringContaining('This onboarding has ended') });
});

test('plan describes a plan, and shows the schedule it gives a request without starting anything', async () => {
  const described = await runFirstday(['plan', 'standard'], as('hr'));
  expect(described.out).toMatch(/createAccounts +activity +managerApproval, budgetApproval/);

  const file = requestFile('preview@example.org');
  const preview = await runFirstday(['plan', 'standard', '--for', file, '--start-date', '+40'], as('hr'));
  expect(preview.out).toMatch(/Nothing was started/);
  expect(preview.out).toMatch(/Readiness on-track, equipment 0.00 EUR/);
  expect(preview.out).toMatch(/^STEP +FROM +LEAD +BEGIN BY +DUE/m);
  expect(preview.out).toMatch(/budgetApproval +after managerApproval +.*skipped, only when/);
  expect(preview.out).toMatch(/managerApproval +at once +1 day +[\d-]+ [\d:]+ +Manager approval: Grace Hopper/);
  expect(preview.out).toMatch(/purchaseEquipment +as a branch +5 days/);
  expect(preview.out).toMatch(/assignEquipment .*on OutOfStock: purchaseEquipment/);
  const aSaturday = DateTime.now().plus({ days: 40 }).set({ weekday: 6 }).toISODate();
  const off = await runFirstday(['plan', 'standard', '--for', file, '--start-date', aSaturday], as('hr'));
  expect(off.out).toMatch(new RegExp(`^standard for ${aSaturday} .*, a day off there$`, 'm'));
  const late = await runFirstday(['plan', 'standard', '--for', file], as('hr'));
  expect(late.out).toMatch(/Readiness late because of managerApproval/);
  expect((await platform.call('admin', 'GET', '/onboardings?q=preview')).body.items).toEqual([]);

  const unknown = await runFirstday(['plan', 'nope'], as('hr'));
  expect(unknown).toMatchObject({ code: EXIT.refused, err: expect.stringMatching(/no plan nope: .*standard/) });
  expect(unknown.err).not.toMatch(/firstday list/);

  const graph = await runFirstday(['plan', 'standard', '--mermaid'], as('hr'));
  expect(graph.out).toMatch(/^flowchart LR\n {2}step_managerApproval\{\{"Manager approval<br\/>manager"\}\}\n/);
  expect(graph.out).toMatch(/^ {2}step_assignEquipment -\. "OutOfStock" \.-> step_purchaseEquipment$/m);
  expect(graph.out).toMatch(/^ {2}step_budgetApproval --> step_createAccounts$/m);
  const resolved = await runFirstday(['plan', 'standard', '--for', file, '--mermaid'], as('hr'));
  expect(resolved.out).toMatch(/^ {2}step_budgetApproval\{\{"Budget approval<br\/>skipped, .*"\}\}:::skipped$/m);
});

test('a refusal names every invalid field and what to do', async () => {
  const file = join(folder, 'invalid.json');
  const invalid = createRequest({ employee: { givenName: 'Ada', familyName: 'Lovelace', personalEmail: 'nowhere' } });
  writeFileSync(file, JSON.stringify({ ...invalid, startDate: '2027-02-30', colour: 'red' }));
  const { code, err, out } = await runFirstday(['submit', file], as('hr'));
  expect({ code, out }).toEqual({ code: EXIT.refused, out: '' });
  for (const field of ['employee.personalEmail', 'startDate', 'colour'])
    expect(err).toMatch(new RegExp(`^ {2}${field} +\\S`, 'm'));

  const anonymous = await runFirstday(['list'], { url: platform.url });
  expect(anonymous).toMatchObject({ code: EXIT.refused, err: expect.stringMatching(/--token or FIRSTDAY_TOKEN/) });
  const json = await runFirstday(['list', '--json'], { url: platform.url, token: 'forged' });
  expect(JSON.parse(json.err)).toMatchObject({ status: 401, code: 'unauthorized' });
});
