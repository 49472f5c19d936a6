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

const createStoryRequest = (name: string, changes: Partial<OnboardingRequest> = {}): OnboardingRequest => {
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
  const response = await platform.call<{ id: string }>(HR, 'POST', '/onboardings', body);
  expect(response).toMatchObject({ status: 202, body: { status: 'awaiting-approval' } });
  expect(response.headers.get('location')).toBe(`/api/v1/onboardings/${response.body.id}`);
  return response.body.id;
}

const waitForMail = (address: string, subject: RegExp) =>
  waitForValue(() =>
    Promise.resolve(
      platform.inbox.mails.find(
        ({ to, subject: line }) => JSON.stringify(to).includes(address) && subject.test(line ?? ''),
      ),
    ),
  );

const runTemporalCli = (...args: string[]): Promise<{ stdout: string }> =>
  promisify(execFile)(platform.temporal.cliPath, [...args, '--address', platform.temporal.address]);

/** Waits for the last step of the first day, skips the thirty-day check-in and expects completion. */
async function expectCompleted(id: string, name: string): Promise<OnboardingView> {
  await platform.waitForView(id, ({ steps }) =>
    steps.some((step) => step.id === 'activateAccounts' && step.status === 'done'),
  );
  const skip = await platform.call(HR, 'POST', `/onboardings/${id}/steps/thirtyDayCheckIn/skip`, {});
  expect(skip.status).toBe(200);
  const view = await platform.waitForView(id, ({ status }) => status === 'completed');
  const holdings = await loadHoldings(platform.testDb.database, id);
  expect(holdings.accounts.length).toBeGreaterThan(0);
  expect(holdings.accounts.every(({ active, username }) => active && username === `${name.toLowerCase()}.story`)).toBe(
    true,
  );
  expect(holdings.items.map(({ model }) => model)).toEqual(['laptop-14']);
  expect(holdings.seats.map(({ course }) => course)).toEqual(['security-basics']);
  const welcome = await waitForMail(`${name.toLowerCase()}@example.org`, /./);
  expect(welcome.attachments.map(({ contentType }) => contentType)).toContain('text/calendar');
  await waitForMail(GRACE.email, new RegExp(name));
  return view;
}

test('approved through the API, it completes with all holdings', async () => {
  const id = await submit(createStoryRequest('Ada'));
  recorded.set('approved-by-api', id);
  await waitForMail(GRACE.email, /Ada/);
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
  expect((await submit(createStoryRequest('Ada'))).length).toBe(36);
});

test('approved by Temporal’s CLI, it completes and shows the channel', async () => {
  const id = await submit(createStoryRequest('Bea'));
  recorded.set('approved-by-command-line', id);
  await waitForValue(async () =>
    (await runTemporalCli('workflow', 'describe', '--workflow-id', `onboarding:${id}`)) ? true : undefined,
  );
  const input = JSON.stringify({ by: GRACE.email, comment: 'from the command line' });
  await runTemporalCli(
    'workflow',
    'signal',
    '--workflow-id',
    `onboarding:${id}`,
    '--name',
    'approve',
    '--input',
    input,
  );
  const view = await expectCompleted(id, 'Bea');
  expect(view.steps.find((step) => step.id === 'managerApproval')?.decision).toMatchObject({
    via: 'temporal (unverified)',
  });
});

test('declined, it has no effects and no holdings', async () => {
  const id = await submit(createStoryRequest('Cleo'));
  recorded.set('declined', id);
  const response = await platform.call(GRACE, 'POST', `/onboardings/${id}/steps/managerApproval/decline`, {
    comment: 'position frozen',
  });
  expect(response.status).toBe(200);
  const view = await platform.waitForView(id, ({ status }) => status === 'declined');
  expect(view.termination).toMatchObject({ comment: 'position frozen', by: GRACE.email });
  expect(await loadHoldings(platform.testDb.database, id)).toEqual({ accounts: [], items: [], seats: [] });
  await waitForMail(HR.email, /Cleo/);
});

test('without a training seat HR decides, and after its rollback no holdings remain', async () => {
  const id = await submit(createStoryRequest('Dora', { trainings: ['forklift-sold-out'] }));
  recorded.set('rolled-back', id);
  await platform.call(GRACE, 'POST', `/onboardings/${id}/steps/managerApproval/approve`, {});
  const failed = await platform.waitForView(id, ({ status }) => status === 'needs-attention');
  expect(failed.steps.find((step) => step.id === 'scheduleTraining')?.error?.code).toBe('NoSeat');
  expect((await loadHoldings(platform.testDb.database, id)).accounts.length).toBeGreaterThan(0);
  await platform.call(HR, 'POST', `/onboardings/${id}/rollback`, { reason: 'No course, no start.' });
  const view = await platform.waitForView(id, ({ status }) => status === 'rolled-back');
  expect(view.timeline.map(({ kind }) => kind)).toContain('undone');
  const holdings = await loadHoldings(platform.testDb.database, id);
  expect(holdings).toMatchObject({ items: [], seats: [] });
  expect(holdings.accounts.filter(({ active }) => active)).toEqual([]);
});

test('the reports count these onboardings', async () => {
  const { status, body } = await platform.call<Report>(HR, 'GET', '/reports');
  expect(status).toBe(200);
  // Ada was submitted twice.
  expect(body.total).toMatchObject({ onboardings: 5, ready: 2 });
  expect(body.total.medianSeconds).toBeGreaterThan(0);
  const doneCounts = new Map(body.steps.map(({ id, kind, done: times }) => [id, `${kind}, ${String(times)}`]));
  // A decline counts as a decision that is done. Undone effects do not count as done.
  expect(doneCounts.get('managerApproval')).toBe('approval, 4');
  expect(doneCounts.get('claimUsername')).toBe('activity, 2');
  expect(body.terminations).toEqual([
    { outcome: 'declined', cause: 'declined', step: 'managerApproval', onboardings: 1 },
    { outcome: 'rolled-back', cause: 'NoSeat', step: 'scheduleTraining', onboardings: 1 },
  ]);
});

/** Returns the text with its base64 strings decoded. */
const decodePayloads = (text: string): string =>
  text.replaceAll(/"data": "([^"]*)"/g, (_match, data: string) => Buffer.from(data, 'base64').toString());

test('no personal data reaches Temporal’s visible parts', async () => {
  const { stdout } = await runTemporalCli('workflow', 'list', '--output', 'json');
  expect(stdout).toContain('onboarding:');
  for (const secret of ['.story', 'example.org', 'example.com']) expect(decodePayloads(stdout)).not.toContain(secret);
});
