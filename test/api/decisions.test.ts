import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { toOnboardingWorkflowId } from '../../src/domain/ids';
import type { OnboardingView } from '../../src/domain/onboarding/view';
import { waitForValue } from '../support/wait-for-value';
import { PEOPLE, FUTURE_MONDAY } from './support/test-api';
import { ApiWithEngine } from './support/api-with-engine';
import { createReason } from '../../src/domain/reasons/reason';

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start();
  await platform.startWorker();
});
afterAll(() => platform.close());

const createEmail = () => `${randomUUID()}@example.org`;
const submit = (changes = {}) => platform.api.submit(createEmail(), changes);
const call = (...args: Parameters<typeof platform.api.call>) => platform.api.call(...args);
const buildApprovalPath = (id: string, verb = 'approve') => `/onboardings/${id}/steps/managerApproval/${verb}`;

describe('a decision', () => {
  test('by the manager takes effect and is shown as verified', async () => {
    const id = await submit();
    const response = await call('POST', buildApprovalPath(id), { as: 'manager', body: { comment: 'Welcome!' } });
    expect(response).toMatchObject({
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
      expect.objectContaining({ kind: 'approved', via: 'api', decisionId: response.body.decisionId }),
    );
    const audit = await platform.api.testDb.database
      .selectFrom('audit')
      .selectAll()
      .where('decision_id', '=', String(response.body.decisionId))
      .execute();
    expect(audit).toMatchObject([{ action: 'onboarding.approve', actor: PEOPLE.manager.email, onboarding_id: id }]);
  });

  test('with an empty comment has no comment', async () => {
    const response = await call('POST', buildApprovalPath(await submit()), { as: 'manager', body: { comment: ' ' } });
    expect(response).toMatchObject({ status: 200, body: { confirmed: true } });
  });

  test('needs no body', async () => {
    const id = await submit();
    expect((await call('POST', buildApprovalPath(id), { as: 'manager' })).status).toBe(200);
  });

  test('made second returns 409 with the first decision', async () => {
    const id = await submit();
    const first = await call('POST', buildApprovalPath(id), { as: 'manager' });
    const second = await call('POST', buildApprovalPath(id, 'decline'), { as: 'manager' });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'already-decided', decidedBy: PEOPLE.manager.email, outcome: 'approved' },
    });
    expect(second.body.decidedAt).toBe((first.body.step as { decision: { at: string } }).decision.at);
  });

  test('made ten times concurrently takes effect once', async () => {
    const id = await submit();
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => call('POST', buildApprovalPath(id), { as: 'manager' })),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(9).fill(409)]);
  });

  test('by a non-assignee returns 403, and the approval stays open', async () => {
    const id = await submit();
    expect(await call('POST', buildApprovalPath(id), { as: 'admin' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
    expect((await call('POST', buildApprovalPath(id), { as: 'manager' })).status).toBe(200);
  });

  test('on one’s own submission returns 403 and sends no signal', async () => {
    const id = await submit();
    const response = await call('POST', buildApprovalPath(id), { as: 'hr' });
    const reason = createReason('not-entitled.own-submission', {});
    expect(response).toMatchObject({
      status: 403,
      body: { code: 'forbidden', reason, detail: 'You cannot decide on your own request.' },
    });
    const german = await call('POST', buildApprovalPath(id), { as: 'hr', headers: { 'accept-language': 'de-AT' } });
    expect(german.body).toMatchObject({ reason, detail: 'Über Ihren eigenen Antrag können Sie nicht entscheiden.' });
    expect((await call('GET', `/onboardings/${id}`)).body.timeline).not.toContainEqual(
      expect.objectContaining({ kind: 'ignored' }),
    );
  });

  test('on an invisible onboarding returns 404', async () => {
    const id = await submit({ manager: PEOPLE.it });
    expect((await call('POST', buildApprovalPath(id), { as: 'manager' })).status).toBe(404);
    expect((await call('GET', `/onboardings/${id}`, { as: 'manager' })).status).toBe(404);
    expect((await call('GET', `/onboardings/${id}/events`, { as: 'manager' })).status).toBe(404);
  });

  test('on a step that is not an open approval returns 409; unknown step: 404', async () => {
    const id = await submit();
    const other = await call('POST', `/onboardings/${id}/steps/claimUsername/approve`, { as: 'manager' });
    const reason = createReason('not-waiting.no-approval', { step: 'claimUsername' });
    const detail = 'Reserve username is not an approval of this onboarding.';
    expect(other).toMatchObject({ status: 409, body: { code: 'not-waiting', reason, detail } });
    expect((await call('POST', `/onboardings/${id}/steps/nope/approve`, { as: 'manager' })).status).toBe(404);
  });

  test('to decline ends the onboarding; later decisions return 409 closed', async () => {
    const id = await submit();
    const declined = await call('POST', buildApprovalPath(id, 'decline'), {
      as: 'manager',
      body: { comment: 'No budget' },
    });
    expect(declined).toMatchObject({ status: 200, body: { outcome: 'declined' } });
    await platform.waitForStatus(id, 'declined');
    for (const [path, body] of [
      [buildApprovalPath(id), undefined],
      [`/onboardings/${id}/steps/claimUsername/retry`, undefined],
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
  const response = await call('POST', `/onboardings/${id}/cancel`, { body: { reason: 'took another job' } });
  expect(response).toMatchObject({ status: 200, body: { outcome: 'cancel-requested' } });
  const view = await platform.waitForStatus(id, 'cancelled');
  expect(view.termination).toMatchObject({ outcome: 'cancelled', comment: 'took another job', by: PEOPLE.hr.email });
  expect(await call('POST', `/onboardings/${id}/cancel`, { body: { reason: 'again' } })).toMatchObject({ status: 409 });
});

describe('a failed undo', () => {
  test.each(['retry', 'done', 'accept'] as const)('is resolved by %s', async (verb) => {
    const { world } = platform;
    const throwFailure = () => {
      throw ApplicationFailure.nonRetryable('broken', 'Broken');
    };
    world.setBehaviour('notifyManager', throwFailure);
    world.setBehaviour('claimUsername.undo', throwFailure);
    // Near enough that the accounts are due at once, far enough that the first day has not begun, at any hour.
    const startDate = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const id = await submit({ startDate });
    await call('POST', buildApprovalPath(id), { as: 'manager' });
    await platform.waitForStatus(id, 'needs-attention');
    await call('POST', `/onboardings/${id}/rollback`, { body: { reason: 'No mail, no start.' } });
    await platform.waitForView(id, ({ steps }) => steps.some(({ status }) => status === 'undo-failed'));

    world.setBehaviour('claimUsername.undo', () => undefined);
    const path = `/onboardings/${id}/steps/claimUsername/${verb}`;
    expect(await call('POST', path, { as: 'manager', body: { note: 'looked at it' } })).toMatchObject({ status: 403 });
    const response = await call('POST', path, { as: 'it', body: { note: 'looked at it' } });
    expect(response).toMatchObject({ status: 200, body: { outcome: 'resolved', step: { id: 'claimUsername' } } });
    const view = await platform.waitForStatus(id, 'rolled-back');
    expect(view.timeline).toContainEqual(
      expect.objectContaining({
        kind: 'resolved',
        step: 'claimUsername',
        reason: createReason('resolution', { action: verb }),
        comment: 'looked at it',
        via: 'api',
      }),
    );
    expect(await call('POST', path, { as: 'admin' })).toMatchObject({ status: 409, body: { code: 'closed' } });
  });
});

const findRow = (id: string) =>
  platform.api.testDb.database.selectFrom('onboardings').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** Waits until Temporal has the onboarding. No sweep runs here, so a failed delivery is triggered again. */
const waitForDelivery = (id: string) =>
  waitForValue(async () => {
    platform.starter.trigger(id);
    return (await findRow(id)).workflow_started_at ?? undefined;
  });

test('the view after the submission equals the workflow’s first view', async () => {
  const triggerSpy = jest.spyOn(platform.starter, 'trigger').mockImplementationOnce(() => undefined);
  const id = await submit();
  const { view, workflow_started_at } = await findRow(id);
  expect(workflow_started_at).toBeNull();
  triggerSpy.mockRestore();
  await waitForDelivery(id);
  const workflow = platform.temporal.client.workflow.getHandle(toOnboardingWorkflowId(id));
  const first = await waitForValue(() => workflow.query<OnboardingView>('onboarding'));
  const normalizeView = (current: OnboardingView) => ({
    ...current,
    timeline: [],
    steps: current.steps.map(({ startedAt, ...step }) => ({ ...step, hasStarted: startedAt !== undefined })),
  });
  expect(normalizeView(view)).toEqual(normalizeView(first));
});

describe('while Temporal or the worker is unavailable', () => {
  test('a decision returns 202 and takes effect once a worker runs', async () => {
    const id = await submit();
    await platform.stopWorker();
    const startedAt = Date.now();
    const response = await platform.withShortTimeoutAfterSignal(() =>
      call('POST', buildApprovalPath(id), { as: 'manager' }),
    );
    expect(response).toMatchObject({ status: 202, body: { onboardingId: id, confirmed: false } });
    // With the default answer timeout of 60 s, the answer would take longer than that.
    expect(Date.now() - startedAt).toBeLessThan(60_000);
    await platform.startWorker();
    const view = await platform.waitForStatus(id, 'scheduled');
    expect(view.timeline).toContainEqual(
      expect.objectContaining({ kind: 'approved', decisionId: response.body.decisionId, by: PEOPLE.manager.email }),
    );
  });

  test('an undelivered submission is delivered first', async () => {
    const { starter } = platform;
    const triggerSpy = jest.spyOn(starter, 'trigger').mockImplementationOnce(() => undefined);
    const id = await submit();
    expect(triggerSpy).toHaveBeenCalledTimes(1);
    expect(await call('POST', buildApprovalPath(id), { as: 'manager' })).toMatchObject({ status: 200 });
    triggerSpy.mockRestore();
  });

  test('a decision succeeds if the submission is delivered meanwhile', async () => {
    const { starter, temporal } = platform;
    const triggerSpy = jest.spyOn(starter, 'trigger').mockImplementationOnce(() => undefined);
    const id = await submit();
    const { workflowService } = temporal.client;
    const signal = workflowService.signalWorkflowExecution.bind(workflowService);
    const signalSpy = jest.spyOn(workflowService, 'signalWorkflowExecution').mockImplementationOnce(async (request) => {
      const outcome = await signal(request).catch((error: unknown) => error);
      triggerSpy.mockRestore();
      await waitForDelivery(id);
      throw outcome;
    });
    expect(await call('POST', buildApprovalPath(id), { as: 'manager' })).toMatchObject({ status: 200 });
    signalSpy.mockRestore();
  });

  test('an undeliverable submission returns 503, and nothing is decided', async () => {
    const triggerSpy = jest.spyOn(platform.starter, 'trigger').mockImplementation(() => undefined);
    const id = await submit();
    const response = await platform.withShortTimeout(() => call('POST', buildApprovalPath(id), { as: 'manager' }));
    expect(response).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    triggerSpy.mockRestore();
  });

  test('a workflow terminated by an administrator returns 409', async () => {
    const id = await submit({ startDate: FUTURE_MONDAY });
    await call('POST', buildApprovalPath(id), { as: 'manager' });
    await platform.temporal.client.workflow.getHandle(toOnboardingWorkflowId(id)).terminate();
    expect(await call('POST', `/onboardings/${id}/cancel`, { body: { reason: 'x' } })).toMatchObject({
      status: 409,
      body: { code: 'closed' },
    });
  });
});
