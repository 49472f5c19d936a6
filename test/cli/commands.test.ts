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
    tokens.set(role, await createToken(email, role === 'hr' ? 'hr' : 'manager'));
});

afterAll(async () => {
  await platform.close();
  rmSync(folder, { recursive: true });
});

const getConnection = (role: keyof typeof PEOPLE) => ({ url: platform.url, token: tokens.get(role) });
const getAdminConnection = () => ({ url: platform.url, token: platform.environment.adminToken });

async function createToken(email: string, role: string): Promise<string> {
  const { code, out } = await runFirstday(['tokens', 'create', '--role', role, email], getAdminConnection());
  expect(code).toBe(EXIT.ok);
  return out.trim();
}

/** The request is for a contractor with today as start date, so that no step waits for a date. */
function writeRequestFile(personalEmail: string): string {
  const { location, startDate } = findDaytimeLocation();
  const [givenName = ''] = personalEmail.split('@');
  const request = createRequest({ employee: { givenName, familyName: 'Lovelace', personalEmail }, startDate });
  const file = join(folder, `${personalEmail}.json`);
  writeFileSync(file, JSON.stringify({ ...request, job: { ...request.job, location, employmentType: 'contractor' } }));
  return file;
}

async function submitByCli(personalEmail: string, ...options: string[]): Promise<string> {
  const { out } = await runFirstday(
    ['submit', writeRequestFile(personalEmail), '--json', ...options],
    getConnection('hr'),
  );
  return (JSON.parse(out) as { id: string }).id;
}

test('onboarding life cycle: submit, list, show, approve, watch to the end', async () => {
  const file = writeRequestFile('by-hand@example.org');
  const submission = await runFirstday(['submit', file, '--idempotency-key', 'by-hand'], getConnection('hr'));
  expect(submission).toMatchObject({
    code: EXIT.ok,
    out: expect.stringMatching(/^[0-9a-f-]{36}\n$/),
    err: expect.stringMatching(/^Submitted · .* · plan contractor · starts .*\nFollow it with `firstday watch /),
  });
  const id = submission.out.trim();

  const again = await runFirstday(['submit', file, '--idempotency-key', 'by-hand'], getConnection('hr'));
  expect(again.out).toBe(submission.out);

  const list = await runFirstday(['list', '--status', 'awaiting-approval,scheduled'], getConnection('hr'));
  expect(list.out).toMatch(new RegExp(`^ID +NEW HIRE +PLAN`));
  expect(list.out).toMatch(new RegExp(`${id}  by-hand Lovelace  contractor  \\w+ approval`, 'i'));

  const approval = await runFirstday(['approve', id, '--comment', 'Welcome!'], getConnection('manager'));
  expect(approval).toMatchObject({ code: EXIT.ok, err: '' });
  expect(approval.out).toMatch(/^managerApproval: approved · Status: /i);

  const watching = runFirstday(['watch', id], getConnection('hr'));
  // The new hire cannot use the command line, so a colleague completes the step.
  expect(await runFirstday(['delegate', id, 'agreeToRules', PEOPLE.colleague], getConnection('hr'))).toMatchObject({
    code: EXIT.ok,
  });
  const answerArgs = ['--answer', 'signature=By Hand', '--note', 'on paper'];
  expect(await runFirstday(['complete', id, 'agreeToRules', ...answerArgs], getConnection('colleague'))).toMatchObject({
    code: EXIT.ok,
  });
  const watchResult = await watching;
  expect(watchResult).toMatchObject({ code: EXIT.ok, err: '' });
  expect(watchResult.out).toMatch(
    /managerApproval: approved by admin@firstday.example on behalf of grace@example.com {2}“Welcome!”/i,
  );
  expect(watchResult.out.match(/activateAccounts: done/gi)).toHaveLength(1);

  const showResult = await runFirstday(['show', id], getConnection('hr'));
  expect(showResult.out).toMatch(/by-hand Lovelace, Engineer, Engineering\ncompleted/i);
  expect(showResult.out).toMatch(
    /managerApproval +done +.*approved by admin@firstday.example on behalf of grace@example.com “Welcome!”/i,
  );
});

test('a second decision without a step names the first decider', async () => {
  // Starts late enough to be still open at the second decision.
  const id = await submitByCli('twice@example.org', '--start-date', '+60');
  await platform.call('admin', 'POST', `/onboardings/${id}/steps/managerApproval/delegate`, { to: PEOPLE.colleague });
  expect(await runFirstday(['approve', id], getConnection('colleague'))).toMatchObject({ code: EXIT.ok });
  const again = await runFirstday(['decline', id], getConnection('manager'));
  expect(again).toMatchObject({ code: EXIT.rejected, err: expect.stringMatching(/approved by miguel@example\.com/) });
});

test('watch reports an incomplete onboarding by its exit code', async () => {
  const id = await submitByCli('declined@example.org');
  const watching = runFirstday(['watch', id, '--json'], getConnection('hr'));
  expect(await runFirstday(['decline', id], getConnection('manager'))).toMatchObject({ code: EXIT.ok });

  const { code, out, err } = await watching;
  expect(code).toBe(EXIT.notCompleted);
  expect(JSON.parse(err)).toEqual({
    code: 'not-completed',
    title: expect.stringMatching(/^The onboarding was not completed\. Status: declined$/i),
  });
  const events = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; status?: { status: string } });
  expect(events.at(-1)).toMatchObject({ type: 'status', status: { status: 'declined' } });
});

test('cancel requires a reason; a closed onboarding cannot be decided', async () => {
  const id = await submitByCli('cancelled@example.org');
  expect(await runFirstday(['cancel', id], getConnection('hr'))).toMatchObject({ code: EXIT.usage });
  expect(await runFirstday(['cancel', id, '--reason', 'Offer withdrawn'], getConnection('hr'))).toMatchObject({
    code: EXIT.ok,
  });
  await platform.waitForView(id, ({ status }) => status === 'cancelled');

  const approval = await runFirstday(['approve', id], getConnection('manager'));
  expect(approval).toMatchObject({ code: EXIT.rejected, err: expect.stringContaining('This onboarding has ended') });
  const namedApproval = await runFirstday(['approve', id, 'managerApproval'], getConnection('manager'));
  expect(namedApproval).toMatchObject({
    code: EXIT.rejected,
    err: expect.stringContaining('This onboarding has ended'),
  });
});

test('plan describes a plan, and previews its schedule without starting it', async () => {
  const described = await runFirstday(['plan', 'standard'], getConnection('hr'));
  expect(described.out).toMatch(/claimUsername +automatic +managerApproval, budgetApproval, accessApproval/);

  const file = writeRequestFile('preview@example.org');
  const preview = await runFirstday(['plan', 'standard', '--for', file, '--start-date', '+40'], getConnection('hr'));
  expect(preview.out).toMatch(/Preview only, nothing was submitted/);
  expect(preview.out).toMatch(/^on track · equipment €0\.00/im);
  expect(preview.out).toMatch(/^STEP +START +LEAD TIME +LATEST START +DUE +DETAILS/m);
  expect(preview.out).toMatch(/budgetApproval +after managerApproval +.*skipped: Only if/);
  expect(preview.out).toMatch(
    /managerApproval +immediately +1 day +\d+ \w+ \d{4}, [\d:]+ +Manager approval: Grace Hopper/,
  );
  expect(preview.out).toMatch(/purchaseEquipment +if another step fails +5 days/);
  expect(preview.out).toMatch(/assignEquipment .*on OutOfStock: purchaseEquipment/);
  const saturday = DateTime.now().plus({ days: 40 }).set({ weekday: 6 }).toISODate();
  const dayOffPreview = await runFirstday(
    ['plan', 'standard', '--for', file, '--start-date', saturday],
    getConnection('hr'),
  );
  expect(dayOffPreview.out).toMatch(/^Warning: .* is a weekend or public holiday at that location/m);
  const latePreview = await runFirstday(['plan', 'standard', '--for', file], getConnection('hr'));
  expect(latePreview.out).toMatch(/^late due to managerApproval/im);
  expect((await platform.call('admin', 'GET', '/onboardings?q=preview')).body.items).toEqual([]);

  const unknown = await runFirstday(['plan', 'nope'], getConnection('hr'));
  expect(unknown).toMatchObject({
    code: EXIT.rejected,
    err: expect.stringMatching(/no plan “nope”\. Available: .*standard/),
  });
  expect(unknown.err).not.toMatch(/firstday list/);

  const graph = await runFirstday(['plan', 'standard', '--mermaid'], getConnection('hr'));
  expect(graph.out).toMatch(/^flowchart LR\n {2}step_managerApproval\{\{"Manager approval<br\/>the manager"\}\}\n/);
  expect(graph.out).toMatch(/^ {2}step_assignEquipment -\. "OutOfStock" \.-> step_purchaseEquipment$/m);
  expect(graph.out).toMatch(/^ {2}step_budgetApproval --> step_claimUsername$/m);
  const resolved = await runFirstday(['plan', 'standard', '--for', file, '--mermaid'], getConnection('hr'));
  expect(resolved.out).toMatch(
    /^ {2}step_budgetApproval\{\{"Budget approval<br\/>skipped#58; Only if .*"\}\}:::skipped$/m,
  );
});

test('a rejection names every invalid field and a remedy', async () => {
  const file = join(folder, 'invalid.json');
  const invalid = createRequest({ employee: { givenName: 'Ada', familyName: 'Lovelace', personalEmail: 'nowhere' } });
  writeFileSync(file, JSON.stringify({ ...invalid, startDate: '2027-02-30', colour: 'red' }));
  const { code, err, out } = await runFirstday(['submit', file], getConnection('hr'));
  expect({ code, out }).toEqual({ code: EXIT.rejected, out: '' });
  for (const field of ['employee.personalEmail', 'startDate', 'colour'])
    expect(err).toMatch(new RegExp(`^ {2}${field} +\\S`, 'm'));

  const anonymous = await runFirstday(['list'], { url: platform.url });
  expect(anonymous).toMatchObject({ code: EXIT.rejected, err: expect.stringMatching(/--token or FIRSTDAY_TOKEN/) });
  const json = await runFirstday(['list', '--json'], { url: platform.url, token: 'forged' });
  expect(JSON.parse(json.err)).toMatchObject({ status: 401, code: 'unauthorized' });
});
