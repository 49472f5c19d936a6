import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Report } from '../../src/api/resources/reports/schema';
import type { OnboardingRequest } from '../../src/domain/request';
import type { Role } from '../../src/domain/status';
import type { OnboardingView } from '../../src/domain/onboarding/view';
import { loadHoldings } from '../../src/database/holdings';
import { TestPlatform } from '../support/test-platform';
import { findDaytimeLocation } from '../support/daytime-location';
import { isRecording, recordStories } from '../support/histories';
import { createRequest } from '../support/requests';
import { waitForValue } from '../support/wait-for-value';

const HR = { email: 'hanna@example.com', roles: ['hr'] as Role[] };
const GRACE = { email: 'grace@example.com', roles: ['manager'] as Role[] };

/** Computed once: if the hour changed during the run, another call could select another location. */
const { location, startDate } = findDaytimeLocation();

let platform: TestPlatform;
const recorded = new Map<string, string>();
beforeAll(async () => {
  platform = await TestPlatform.start();
});
afterAll(async () => {
  if (isRecording()) await recordStories(platform.temporal.client, recorded);
  await platform.close();
});

const request = (name: string, changes: Partial<OnboardingRequest> = {}): OnboardingRequest => {
  const standard = createRequest({ startDate, equipment: ['laptop-14'], trainings: ['security-basics'], ...changes });
  const employee = { givenName: name, familyName: 'Story', personalEmail: `${name.toLowerCase()}@example.org` };
  return {
    ...standard,
    employee,
    job: { ...standard.job, location },
    manager: { name: 'Grace Murray', email: GRACE.email },
  };
};

async function submit(body: OnboardingRequest): Promise<string> {
  const answer = await platform.call<{ id: string }>(HR, 'POST', '/onboardings', body);
  expect(answer).toMatchObject({ status: 202, body: { status: 'awaiting-approval' } });
  expect(answer.headers.get('location')).toBe(`/api/v1/onboardings/${answer.body.id}`);
  return answer.body.id;
}

const mailTo = (address: string, subject: RegExp) =>
  waitForValue(() =>
    Promise.resolve(
      platform.inbox.mails.find(
        ({ to, subject: line }) => JSON.stringify(to).includes(address) && subject.test(line ?? ''),
      ),
    ),
  );

const temporal = (...args: string[]): Promise<{ stdout: string }> =>
  promisify(execFile)(platform.temporal.cliPath, [...args, '--address', platform.temporal.address]);

/** Waits for the last step of the first day, skips the thirty-day check-in and expects completion. */
async function expectCompleted(id: string, name: string): Promise<OnboardingView> {
  await platform.waitForView(id, ({ steps }) =>
    steps.some((step) => step.id === 'activateAccounts' && step.status === 'done'),
  );
  const skip = await platform.call(HR, 'POST', `/onboardings/${id}/steps/thirtyDayCheckIn/skip`, {});
  expect(skip.status).toBe(200);
  const view = await platform.waitForView(id, ({ status }) => status === 'completed');
  const held = await loadHoldings(platform.testDb.database, id);
  expect(held.accounts.length).toBeGreaterThan(0);
  expect(held.accounts.every(({ active, username }) => active && username === `${name.toLowerCase()}.story`)).toBe(
    true,
  );
  expect(held.items.map(({ model }) => model)).toEqual(['laptop-14']);
  expect(held.seats.map(({ course }) => course)).toEqual(['security-basics']);
  const welcome = await mailTo(`${name.toLowerCase()}@example.org`, /./);
  expect(welcome.attachments.map(({ contentType }) => contentType)).toContain('text/calendar');
  await mailTo(GRACE.email, new RegExp(name));
  return view;
}

test('approved through the API, it completes, and the systems hold what the first day needs', async () => {
  const id = await submit(request('Ada'));
  recorded.set('approved-by-api', id);
  await mailTo(GRACE.email, /Ada/);
  const approval = await platform.call(GRACE, 'POST', `/onboardings/${id}/steps/managerApproval/approve`, {
    comment: 'welcome',
  });
  expect(approval.status).toBe(200);
  const view = await expectCompleted(id, 'Ada');
  expect(view.steps.find((step) => step.id === 'managerApproval')?.decision).toMatchObject({
    via: 'api',
    by: GRACE.email,
  });

  const again = await platform.call(GRACE, 'POST', `/onboardings/${id}/steps/managerApproval/decline`, {});
  expect(again.status).toBe(409);
  expect((await submit(request('Ada'))).length).toBe(36);
});

test('approved by Temporal’s own command line, it completes, and says how it was approved', async () => {
  const id = await submit(request('Bea'));
  recorded.set('approved-by-command-line', id);
  await waitForValue(async () =>
    (await temporal('workflow', 'describe', '--workflow-id', `onboarding:${id}`)) ? true : undefined,
  );
  const input = JSON.stringify({ by: GRACE.email, comment: 'from the command line' });
  await temporal('workflow', 'signal', '--workflow-id', `onboarding:${id}`, '--name', 'approve', '--input', input);
  const view = await expectCompleted(id, 'Bea');
  expect(view.steps.find((step) => step.id === 'managerApproval')?.decision).toMatchObject({
    via: 'temporal (unverified)',
  });
});

test('declined, nothing was done and nothing is held', async () => {
  const id = await submit(request('Cleo'));
  recorded.set('declined', id);
  const answer = await platform.call(GRACE, 'POST', `/onboardings/${id}/steps/managerApproval/decline`, {
    comment: 'position frozen',
  });
  expect(answer.status).toBe(200);
  const view = await platform.waitForView(id, ({ status }) => status === 'declined');
  expect(view.ending).toMatchObject({ reason: 'position frozen', by: GRACE.email });
  expect(await loadHoldings(platform.testDb.database, id)).toEqual({ accounts: [], items: [], seats: [] });
  await mailTo(HR.email, /Cleo/);
});

test('a training without a seat anywhere rolls all of it back, and the systems hold nothing', async () => {
  const id = await submit(request('Dora', { trainings: ['forklift-sold-out'] }));
  recorded.set('rolled-back', id);
  await platform.call(GRACE, 'POST', `/onboardings/${id}/steps/managerApproval/approve`, {});
  const view = await platform.waitForView(id, ({ status }) => status === 'rolled-back');
  expect(view.steps.find((step) => step.id === 'scheduleTraining')?.error?.type).toBe('NoSeat');
  expect(view.timeline.map(({ kind }) => kind)).toContain('undone');
  const held = await loadHoldings(platform.testDb.database, id);
  expect(held).toMatchObject({ items: [], seats: [] });
  expect(held.accounts.filter(({ active }) => active)).toEqual([]);
});

test('the reports count what these four went through', async () => {
  const { status, body } = await platform.call<Report>(HR, 'GET', '/reports');
  expect(status).toBe(200);
  // Ada was submitted twice.
  expect(body.total).toMatchObject({ onboardings: 5, ready: 2 });
  expect(body.total.medianSeconds).toBeGreaterThan(0);
  const done = new Map(body.steps.map(({ id, kind, done: times }) => [id, `${kind}, ${String(times)}`]));
  // A decline counts as a decision that is done. Undone effects do not count as done.
  expect(done.get('managerApproval')).toBe('approval, 4');
  expect(done.get('createAccounts')).toBe('activity, 2');
  expect(body.endings).toEqual([
    { outcome: 'declined', cause: 'declined', step: 'managerApproval', onboardings: 1 },
    { outcome: 'rolled-back', cause: 'NoSeat', step: 'scheduleTraining', onboardings: 1 },
  ]);
});

/** Returns the text with its base64 strings decoded. */
const decoded = (text: string): string =>
  text.replaceAll(/"data": "([^"]*)"/g, (_match, data: string) => Buffer.from(data, 'base64').toString());

test('no personal data reaches Temporal’s visible parts', async () => {
  const { stdout } = await temporal('workflow', 'list', '--output', 'json');
  expect(stdout).toContain('onboarding:');
  for (const secret of ['.story', 'example.org', 'example.com']) expect(decoded(stdout)).not.toContain(secret);
});
