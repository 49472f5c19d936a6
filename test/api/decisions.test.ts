import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { toOnboardingWorkflowId } from '../../src/domain/ids';
import type { OnboardingView } from '../../src/domain/onboarding/view';
import { waitForValue } from '../support/wait-for-value';
import { PEOPLE, FUTURE_MONDAY } from './support/test-api';
import { ApiWithEngine } from './support/api-with-engine';

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start();
  await platform.startWorker();
});
afterAll(() => platform.close());

const aPerson = () => `${randomUUID()}@example.org`;
const submit = (changes = {}) => platform.api.submit(aPerson(), changes);
const call = (...args: Parameters<typeof platform.api.call>) => platform.api.call(...args);
const approval = (id: string, verb = 'approve') => `/onboardings/${id}/steps/managerApproval/${verb}`;

describe('a decision', () => {
  test('of the manager takes effect and is shown as verified', async () => {
    const id = await submit();
    const answer = await call('POST', approval(id), { as: 'manager', body: { comment: 'Welcome!' } });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        onboardingId: id,
        confirmed: true,
        outcome: 'approved',
        step: {
          id: 'managerApproval',
          status: 'done',
          decision: { by: PEOPLE.manager.email, via: 'api', comment: 'Welcome!' },
        },
      },
    });
    const view = await platform.waitForStatus(id, 'scheduled');
    expect(view.timeline).toContainEqual(
      expect.objectContaining({ kind: 'approved', via: 'api', decisionId: answer.body.decisionId }),
    );
    const audit = await platform.api.testDb.database
      .selectFrom('audit')
      .selectAll()
      .where('decision_id', '=', String(answer.body.decisionId))
      .execute();
    expect(audit).toMatchObject([{ action: 'onboarding.approve', actor: PEOPLE.manager.email, onboarding_id: id }]);
  });

  test('with an empty comment has none', async () => {
    const answer = await call('POST', approval(await submit()), { as: 'manager', body: { comment: ' ' } });
    expect(answer).toMatchObject({ status: 200, body: { confirmed: true } });
  });

  test('needs no body at all', async () => {
    const id = await submit();
    expect((await call('POST', approval(id), { as: 'manager' })).status).toBe(200);
  });

  test('that comes second is 409, naming by whom and when it was decided', async () => {
    const id = await submit();
    const first = await call('POST', approval(id), { as: 'manager' });
    const second = await call('POST', approval(id, 'decline'), { as: 'manager' });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'already-decided', decidedBy: PEOPLE.manager.email, outcome: 'approved' },
    });
    expect(second.body.decidedAt).toBe((first.body.step as { decision: { at: string } }).decision.at);
  });

  test('made ten times at once takes effect once', async () => {
    const id = await submit();
    const answers = await Promise.all(Array.from({ length: 10 }, () => call('POST', approval(id), { as: 'manager' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
  });

  test('of somebody the plan does not name is 403, and the approval stays open', async () => {
    const id = await submit();
    expect(await call('POST', approval(id), { as: 'admin' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await call('POST', approval(id), { as: 'manager' })).status).toBe(200);
  });

  test('on one’s own submission is 403, and nothing is said to the workflow', async () => {
    const id = await submit();
    const answer = await call('POST', approval(id), { as: 'hr' });
    expect(answer).toMatchObject({ status: 403, body: { detail: 'Nobody decides on their own submission.' } });
    expect((await call('GET', `/onboardings/${id}`)).body.timeline).not.toContainEqual(
      expect.objectContaining({ kind: 'ignored' }),
    );
  });

  test('on what one may not see is 404', async () => {
    const id = await submit({ manager: PEOPLE.it });
    expect((await call('POST', approval(id), { as: 'manager' })).status).toBe(404);
    expect((await call('GET', `/onboardings/${id}`, { as: 'manager' })).status).toBe(404);
    expect((await call('GET', `/onboardings/${id}/events`, { as: 'manager' })).status).toBe(404);
  });

  test('on a step that is no open approval is 409, on one that the plan lacks 404', async () => {
    const id = await submit();
    const other = await call('POST', `/onboardings/${id}/steps/createAccounts/approve`, { as: 'manager' });
    expect(other).toMatchObject({ status: 409, body: { code: 'not-waiting' } });
    expect((await call('POST', `/onboardings/${id}/steps/nope/approve`, { as: 'manager' })).status).toBe(404);
  });

  test('to decline ends the onboarding; whatever comes after is 409 closed', async () => {
    const id = await submit();
    const declined = await call('POST', approval(id, 'decline'), { as: 'manager', body: { comment: 'No budget' } });
    expect(declined).toMatchObject({ status: 200, body: { outcome: 'declined' } });
    await platform.waitForStatus(id, 'declined');
    for (const [path, body] of [
      [approval(id), undefined],
      [`/onboardings/${id}/steps/createAccounts/retry`, undefined],
      [`/onboardings/${id}/cancel`, { reason: 'late' }],
    ] as const)
      expect(await call('POST', path, { as: 'admin', body })).toMatchObject({
        status: 409,
        body: { code: 'closed', onboardingStatus: 'declined' },
      });
  });
});

test('a cancellation takes effect once', async () => {
  const id = await submit();
  const answer = await call('POST', `/onboardings/${id}/cancel`, { body: { reason: 'took another job' } });
  expect(answer).toMatchObject({ status: 200, body: { outcome: 'cancel-requested' } });
  const view = await platform.waitForStatus(id, 'cancelled');
  expect(view.ending).toMatchObject({ outcome: 'cancelled', reason: 'took another job', by: PEOPLE.hr.email });
  expect(await call('POST', `/onboardings/${id}/cancel`, { body: { reason: 'again' } })).toMatchObject({ status: 409 });
});

describe('an undo that could not be done', () => {
  test.each(['retry', 'accept'])('is settled by %s', async (verb) => {
    const { world } = platform;
    const failure = () => {
      throw ApplicationFailure.nonRetryable('broken', 'Broken');
    };
    world.setBehaviour('notifyManager', failure);
    world.setBehaviour('createAccounts.undo', failure);
    // Near enough that the accounts are due at once, far enough that the first day has not begun, at any hour.
    const startDate = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const id = await submit({ startDate });
    await call('POST', approval(id), { as: 'manager' });
    await platform.waitForStatus(id, 'needs-attention');

    world.setBehaviour('createAccounts.undo', () => undefined);
    const path = `/onboardings/${id}/steps/createAccounts/${verb}`;
    expect(await call('POST', path, { as: 'manager', body: { note: 'looked at it' } })).toMatchObject({ status: 403 });
    const answer = await call('POST', path, { as: 'it', body: { note: 'looked at it' } });
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'resolved', step: { id: 'createAccounts' } } });
    const view = await platform.waitForStatus(id, 'rolled-back');
    expect(view.timeline).toContainEqual(
      expect.objectContaining({ kind: 'resolved', step: 'createAccounts', note: `${verb}: looked at it`, via: 'api' }),
    );
    expect(await call('POST', path, { as: 'admin' })).toMatchObject({ status: 409, body: { code: 'closed' } });
  });
});

const row = (id: string) =>
  platform.api.testDb.database.selectFrom('onboardings').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** Waits until Temporal has the onboarding. No sweep runs here, so a failed delivery is triggered again. */
const delivered = (id: string) =>
  waitForValue(async () => {
    platform.starter.trigger(id);
    return (await row(id)).delivered_at ?? undefined;
  });

test('what people see right after the submission is what the workflow shows first', async () => {
  const wake = jest.spyOn(platform.starter, 'trigger').mockImplementationOnce(() => undefined);
  const id = await submit();
  const { view, delivered_at } = await row(id);
  expect(delivered_at).toBeNull();
  wake.mockRestore();
  await delivered(id);
  const workflow = platform.temporal.client.workflow.getHandle(toOnboardingWorkflowId(id));
  const first = await waitForValue(() => workflow.query<OnboardingView>('onboarding'));
  const opened = (shown: OnboardingView) => ({
    ...shown,
    timeline: [],
    steps: shown.steps.map(({ startedAt, ...step }) => ({ ...step, hasStarted: startedAt !== undefined })),
  });
  expect(opened(view)).toEqual(opened(first));
});

describe('when Temporal or the worker is not there', () => {
  test('a decision without a worker is 202, and counts when there is one again', async () => {
    const id = await submit();
    await platform.stopWorker();
    const startedAt = Date.now();
    const answer = await platform.withShortTimeoutAfterSignal(() => call('POST', approval(id), { as: 'manager' }));
    expect(answer).toMatchObject({ status: 202, body: { onboardingId: id, confirmed: false } });
    // With the default answer timeout of 60 s, the answer would take longer than that.
    expect(Date.now() - startedAt).toBeLessThan(60_000);
    await platform.startWorker();
    const view = await platform.waitForStatus(id, 'scheduled');
    expect(view.timeline).toContainEqual(
      expect.objectContaining({ kind: 'approved', decisionId: answer.body.decisionId, by: PEOPLE.manager.email }),
    );
  });

  test('a submission that is not delivered yet is delivered first', async () => {
    const { starter } = platform;
    const wake = jest.spyOn(starter, 'trigger').mockImplementationOnce(() => undefined);
    const id = await submit();
    expect(wake).toHaveBeenCalledTimes(1);
    expect(await call('POST', approval(id), { as: 'manager' })).toMatchObject({ status: 200 });
    wake.mockRestore();
  });

  test('a submission that is delivered while the decision misses it is decided all the same', async () => {
    const { starter, temporal } = platform;
    const wake = jest.spyOn(starter, 'trigger').mockImplementationOnce(() => undefined);
    const id = await submit();
    const { workflowService } = temporal.client;
    const signal = workflowService.signalWorkflowExecution.bind(workflowService);
    const missing = jest.spyOn(workflowService, 'signalWorkflowExecution').mockImplementationOnce(async (request) => {
      const missed = await signal(request).catch((error: unknown) => error);
      wake.mockRestore();
      await delivered(id);
      throw missed;
    });
    expect(await call('POST', approval(id), { as: 'manager' })).toMatchObject({ status: 200 });
    missing.mockRestore();
  });

  test('one that cannot be delivered is 503, and nothing was decided', async () => {
    const wake = jest.spyOn(platform.starter, 'trigger').mockImplementation(() => undefined);
    const id = await submit();
    const answer = await platform.withShortTimeout(() => call('POST', approval(id), { as: 'manager' }));
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    wake.mockRestore();
  });

  test('a workflow that an administrator terminated is 409', async () => {
    const id = await submit({ startDate: FUTURE_MONDAY });
    await call('POST', approval(id), { as: 'manager' });
    await platform.temporal.client.workflow.getHandle(toOnboardingWorkflowId(id)).terminate();
    expect(await call('POST', `/onboardings/${id}/cancel`, { body: { reason: 'x' } })).toMatchObject({
      status: 409,
      body: { code: 'closed' },
    });
  });
});
