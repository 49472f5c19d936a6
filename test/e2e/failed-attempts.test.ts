import { formatStepTable } from '../../src/cli/output/steps';
import { createTextSettings } from '../../src/cli/output/text-settings';
import type { OnboardingResponse } from '../../src/cli/api-responses';
import { activity, type PlanDefinition } from '../../src/planning/dsl';
import { createRequest } from '../support/requests';
import { TestPlatform } from '../support/test-platform';
import { waitForValue } from '../support/wait-for-value';

/** The mail is the effect of the first step; its correction is the undo. */
const plan: PlanDefinition = {
  name: 'mail-only',
  title: 'Mail only',
  steps: {
    informManager: activity('notifyManager'),
    informAgain: activity('notifyManager', { after: ['informManager'] }),
  },
};

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start({}, [plan]);
});
afterAll(() => platform.close());

const refuseMail = (refuses: (subject?: string) => boolean) => {
  platform.inbox.onMessage = ({ subject }) =>
    refuses(subject) ? Promise.reject(new Error('the mail server is full')) : Promise.resolve();
};

async function readStep(id: string, step: string) {
  const { body } = await platform.call<OnboardingResponse>('admin', 'GET', `/onboardings/${id}`);
  return { view: body, step: body.steps.find((candidate) => candidate.id === step) };
}

const waitForAttempts = (id: string, stepId: string, count: number) =>
  waitForValue(async () => {
    const { view, step } = await readStep(id, stepId);
    return step?.failedAttempts && step.failedAttempts.count >= count ? { view, ...step.failedAttempts } : undefined;
  });

test('a step whose system is away says how often it was tried, since when, why, and when next', async () => {
  refuseMail(() => true);
  const { body } = await platform.call<{ id: string }>('admin', 'POST', '/onboardings', createRequest());
  const { view, since, nextAt, reason, message } = await waitForAttempts(body.id, 'informManager', 2);
  expect(view.status).toBe('in-progress');
  expect(reason.code).toBe('MailUnavailable');
  expect(message).toMatch(/\w/);
  expect(Date.parse(since)).toBeGreaterThan(Date.parse(view.submittedAt));
  expect(Date.parse(nextAt)).toBeGreaterThan(Date.parse(since));

  const table = formatStepTable(createTextSettings('en', false), view.steps);
  expect(table).toMatch(/informManager .* tried \d+ times since .*, next attempt: /);
  const third = await waitForAttempts(body.id, 'informManager', 3);
  expect(third.since).toBe(since);

  // The first step succeeds, the second begins to fail: each has its own attempts.
  const delivered = platform.inbox.mails.length;
  platform.inbox.onMessage = () =>
    platform.inbox.mails.length === delivered ? undefined : Promise.reject(new Error('full again'));
  await waitForAttempts(body.id, 'informAgain', 1);
  expect((await readStep(body.id, 'informManager')).step).toMatchObject({ status: 'done' });
  expect((await readStep(body.id, 'informManager')).step).not.toHaveProperty('failedAttempts');

  // The undo of the first step, a correction by mail, fails as well.
  refuseMail(() => true);
  await platform.call('admin', 'POST', `/onboardings/${body.id}/cancel`, { reason: 'the offer was withdrawn' });
  const undo = await waitForAttempts(body.id, 'informManager', 1);
  expect(undo.view.steps.find(({ id }) => id === 'informManager')?.status).toBe('undoing');
  refuseMail(() => false);
  const final = await platform.waitForView(body.id, ({ status }) => status === 'cancelled');
  expect(final.steps.filter((step) => 'failedAttempts' in step)).toEqual([]);
});
