import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { insertTestToken, PEOPLE } from './support/test-api';
import { ApiWithEngine } from './support/api-with-engine';
import { humanStepsPlan, minimalPlan } from './support/plans';
import { createReason } from '../../src/domain/reasons/reason';

/** Gets the finance role only after a submission, so that its plan does not name this person. */
const AUDITOR = { name: 'Otto Auditor', email: 'otto@example.com' };
const auditorToken = { token: 'fd_otto' };

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start([minimalPlan, humanStepsPlan]);
  await platform.startWorker();
});
afterAll(() => platform.close());

const call = (...args: Parameters<typeof platform.api.call>) => platform.api.call(...args);
const submit = () => platform.api.submit(`${randomUUID()}@example.org`);
const buildStepPath = (id: string, step: string, verb: string) => `/onboardings/${id}/steps/${step}/${verb}`;
const waitForStep = (id: string, step: string, status: string) =>
  platform.waitForView(id, ({ steps }) => steps.some((one) => one.id === step && one.status === status));

async function submitAndApprove(): Promise<string> {
  const id = await submit();
  await call('POST', buildStepPath(id, 'managerApproval', 'approve'), { as: 'manager' });
  await call('POST', buildStepPath(id, 'budgetApproval', 'approve'), { as: 'finance' });
  await waitForStep(id, 'shipLaptop', 'waiting');
  return id;
}

async function submitAndShip(): Promise<string> {
  const id = await submitAndApprove();
  const body = { answers: { trackingNumber: 'Z-1' } };
  expect((await call('POST', buildStepPath(id, 'shipLaptop', 'complete'), { as: 'it', body })).status).toBe(200);
  return id;
}

describe('delegation', () => {
  const delegate = (id: string, to: string, as: Parameters<typeof call>[2]) =>
    call('POST', buildStepPath(id, 'managerApproval', 'delegate'), { ...as, body: { to } });

  test('asks a colleague, who then sees the onboarding and decides', async () => {
    const id = await submit();
    expect((await call('GET', `/onboardings/${id}`, { as: 'manager' })).status).toBe(200);
    expect(await delegate(id, PEOPLE.it.email, { as: 'manager' })).toMatchObject({
      status: 200,
      body: { outcome: 'delegated', step: { status: 'waiting', people: [PEOPLE.it] } },
    });
    const { body } = await call('GET', '/tasks', { as: 'it' });
    expect(body.items).toContainEqual(expect.objectContaining({ onboardingId: id, kind: 'approval' }));
    expect(await call('POST', buildStepPath(id, 'managerApproval', 'approve'), { as: 'it' })).toMatchObject({
      status: 200,
      body: { step: { decision: { by: PEOPLE.it.email } } },
    });
  });

  test('to an unknown person returns 400 and sends no signal', async () => {
    const id = await submit();
    expect(await delegate(id, 'stranger@example.com', { as: 'manager' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'to', code: 'person.unknown' }] },
    });
  });

  test('to the submitter, or by a non-assignee, returns 403; HR may delegate', async () => {
    const id = await submit();
    expect((await delegate(id, PEOPLE.hr.email, { as: 'manager' })).status).toBe(403);
    expect((await delegate(id, PEOPLE.it.email, { as: 'finance' })).status).toBe(403);
    expect((await delegate(id, PEOPLE.it.email, { as: 'admin' })).status).toBe(200);
  });

  test('of an activity returns 409', async () => {
    const id = await submit();
    const response = await call('POST', buildStepPath(id, 'claimUsername', 'delegate'), {
      as: 'manager',
      body: { to: PEOPLE.it.email },
    });
    expect(response).toMatchObject({ status: 409, body: { code: 'not-waiting' } });
  });
});

describe('an assignee by role alone', () => {
  test('sees the open request and its task, and decides', async () => {
    const id = await submit();
    await insertTestToken(platform.api.testDb.database, auditorToken.token, { ...AUDITOR, roles: ['finance'] });
    expect((await call('GET', `/onboardings/${id}`, { as: auditorToken })).status).toBe(404);
    await call('POST', buildStepPath(id, 'managerApproval', 'approve'), { as: 'manager' });
    expect((await call('GET', `/onboardings/${id}`, { as: auditorToken })).status).toBe(200);
    expect((await call('GET', '/onboardings', { as: auditorToken })).body.items).toContainEqual(
      expect.objectContaining({ id }),
    );
    expect((await call('GET', '/tasks', { as: auditorToken })).body.items).toContainEqual(
      expect.objectContaining({ onboardingId: id, step: expect.objectContaining({ id: 'budgetApproval' }) }),
    );
    expect(await call('POST', buildStepPath(id, 'budgetApproval', 'approve'), { as: auditorToken })).toMatchObject({
      status: 200,
      body: { outcome: 'approved', step: { decision: { by: AUDITOR.email, via: 'api' } } },
    });
    expect((await call('GET', '/tasks', { as: auditorToken })).body.items).not.toContainEqual(
      expect.objectContaining({ onboardingId: id }),
    );
  });
});

describe('a task', () => {
  test('is completed with its form answers; a second completion returns 409', async () => {
    const id = await submitAndApprove();
    const body = { note: 'By bike', answers: { trackingNumber: 'Z-4711', boxes: 2, insured: false } };
    expect(await call('POST', buildStepPath(id, 'shipLaptop', 'complete'), { as: 'it', body })).toMatchObject({
      status: 200,
      body: {
        outcome: 'done',
        step: { status: 'done', answers: body.answers, decision: { by: PEOPLE.it.email, comment: 'By bike' } },
      },
    });
    expect(await call('POST', buildStepPath(id, 'shipLaptop', 'complete'), { as: 'it' })).toMatchObject({
      status: 409,
      body: { code: 'already-decided', decidedBy: PEOPLE.it.email },
    });
  });

  test('with invalid answers returns 400 naming each field, and stays open', async () => {
    const id = await submitAndApprove();
    const body = { answers: { boxes: 0, insured: 'yes', colour: 'red' } };
    const response = await call('POST', buildStepPath(id, 'shipLaptop', 'complete'), { as: 'it', body });
    expect(response.status).toBe(400);
    const fields = (response.body.errors as { field: string }[]).map(({ field }) => field);
    expect(fields.sort()).toEqual(['answers.boxes', 'answers.colour', 'answers.insured', 'answers.trackingNumber']);
    await waitForStep(id, 'shipLaptop', 'waiting');
  });

  test('of another assignee returns 403; an approval cannot be completed', async () => {
    const id = await submitAndApprove();
    const body = { answers: { trackingNumber: 'Z-1' } };
    expect((await call('POST', buildStepPath(id, 'shipLaptop', 'complete'), { as: 'manager', body })).status).toBe(403);
    expect((await call('POST', buildStepPath(id, 'managerApproval', 'complete'), { as: 'manager' })).status).toBe(409);
  });

  test('is listed with instructions, form and due date', async () => {
    const id = await submitAndApprove();
    const { body } = await call('GET', '/tasks', { as: 'it' });
    const task = body.items?.find(({ onboardingId }) => onboardingId === id);
    expect(task).toMatchObject({
      kind: 'task',
      dueAt: expect.stringMatching(/Z$/) as string,
      step: { instructions: 'Ship **it**.', form: [{ name: 'trackingNumber', maxLength: 8 }, {}, {}] },
    });
  });

  test('waiting for its date is not listed', async () => {
    platform.world.setBehaviour('claimUsername', () => ({ username: 'ada' }));
    const id = await submitAndShip();
    const view = await waitForStep(id, 'sayHello', 'waiting');
    expect(view.steps.find((step) => step.id === 'sayHello')).toMatchObject({ startAt: expect.any(String) as string });
    expect((await call('GET', '/tasks', { as: 'manager' })).body.items).not.toContainEqual(
      expect.objectContaining({ onboardingId: id }),
    );
  });

  test('if skippable, can be skipped by HR and its assignees only', async () => {
    const [first, second] = [await submitAndApprove(), await submitAndApprove()];
    expect((await call('POST', buildStepPath(first, 'shipLaptop', 'skip'), { as: 'manager' })).status).toBe(403);
    expect(await call('POST', buildStepPath(first, 'shipLaptop', 'skip'), { as: 'it' })).toMatchObject({ status: 200 });
    expect(
      await call('POST', buildStepPath(second, 'shipLaptop', 'skip'), { body: { note: 'Has one' } }),
    ).toMatchObject({
      status: 200,
      body: { outcome: 'resolved' },
    });
    expect((await call('POST', buildStepPath(second, 'managerApproval', 'skip'))).body.code).toBe('not-waiting');
  });
});

describe('a failure', () => {
  const submitAndFail = async (): Promise<string> => {
    platform.world.setBehaviour('claimUsername', () => {
      throw ApplicationFailure.nonRetryable('The directory refuses.', 'Refused');
    });
    const id = await submitAndShip();
    await waitForStep(id, 'claimUsername', 'failed');
    return id;
  };

  test('is assigned to its owner, who resolves it; others may not', async () => {
    const id = await submitAndFail();
    // A planning activity computes `decideBy` only after the failure.
    await platform.waitForView(id, ({ steps }) => steps.some((step) => step.decideBy !== undefined));
    const { body } = await call('GET', '/tasks', { as: 'finance' });
    expect(body.items).toContainEqual(
      expect.objectContaining({ onboardingId: id, kind: 'failure', dueAt: expect.any(String) as string }),
    );
    expect(await call('POST', buildStepPath(id, 'claimUsername', 'retry'), { as: 'manager' })).toMatchObject({
      status: 403,
      body: { reason: createReason('not-entitled.failure', { step: 'claimUsername' }) },
    });
    platform.world.setBehaviour('claimUsername', () => ({ username: 'ada' }));
    expect(await call('POST', buildStepPath(id, 'claimUsername', 'retry'), { as: 'finance' })).toMatchObject({
      status: 200,
    });
    await waitForStep(id, 'claimUsername', 'done');
  });

  test('is visible to its owners while open, and to nobody outside the plan', async () => {
    platform.world.setBehaviour('claimUsername', () => {
      throw ApplicationFailure.nonRetryable('The directory refuses.', 'Refused');
    });
    const id = await platform.api.submit(`${randomUUID()}@example.org`, { plan: 'plain' });
    const fetchStatusAs = async (as: 'it' | 'finance') => (await call('GET', `/onboardings/${id}`, { as })).status;
    await call('POST', buildStepPath(id, 'managerApproval', 'approve'), { as: 'manager' });
    await waitForStep(id, 'claimUsername', 'failed');
    expect([await fetchStatusAs('it'), await fetchStatusAs('finance')]).toEqual([404, 200]);
    platform.world.setBehaviour('claimUsername', () => ({ username: 'ada' }));
    await call('POST', buildStepPath(id, 'claimUsername', 'retry'), { as: 'finance' });
    await waitForStep(id, 'sayHello', 'waiting');
    expect(await fetchStatusAs('it')).toBe(404);
  });

  test('can be skipped if the plan allows it', async () => {
    const id = await submitAndFail();
    expect((await call('POST', buildStepPath(id, 'claimUsername', 'accept'), { as: 'it' })).body.code).toBe(
      'not-waiting',
    );
    expect((await call('POST', buildStepPath(id, 'claimUsername', 'skip'), { as: 'finance', body: {} })).status).toBe(
      200,
    );
    await waitForStep(id, 'claimUsername', 'skipped');
  });

  test('with a branch in the plan asks nobody', async () => {
    platform.world.setBehaviour('claimUsername', () => {
      throw ApplicationFailure.nonRetryable('None left.', 'Timeout');
    });
    const id = await submitAndShip();
    const view = await waitForStep(id, 'orderByHand', 'waiting');
    expect(view.steps.find((step) => step.id === 'claimUsername')).toMatchObject({ branchedTo: 'orderByHand' });
    expect((await call('POST', buildStepPath(id, 'orderByHand', 'complete'), { as: 'it' })).status).toBe(200);
  });
});

describe('an owner by role alone', () => {
  test('sees the failure and resolves it', async () => {
    platform.world.setBehaviour('claimUsername', () => {
      throw ApplicationFailure.nonRetryable('The directory refuses.', 'Refused');
    });
    const id = await submitAndShip();
    await waitForStep(id, 'claimUsername', 'failed');
    expect((await call('GET', '/tasks', { as: auditorToken })).body.items).toContainEqual(
      expect.objectContaining({ onboardingId: id, kind: 'failure' }),
    );
    platform.world.setBehaviour('claimUsername', () => ({ username: 'ada' }));
    expect((await call('POST', buildStepPath(id, 'claimUsername', 'retry'), { as: auditorToken })).status).toBe(200);
  });
});

describe('a rollback', () => {
  test('requires a reason, and opens undo tasks for completed tasks', async () => {
    platform.world.setBehaviour('claimUsername', () => ({ username: 'ada' }));
    const id = await submitAndShip();
    await waitForStep(id, 'claimUsername', 'done');
    expect((await call('POST', `/onboardings/${id}/rollback`, { body: {} })).body.errors).toEqual([
      { field: 'reason', code: 'required', params: {}, message: 'Required' },
    ]);
    expect(await call('POST', `/onboardings/${id}/rollback`, { body: { reason: 'No-show' } })).toMatchObject({
      status: 200,
      body: { outcome: 'cancel-requested' },
    });
    await waitForStep(id, 'shipLaptop', 'undoing');
    const { body } = await call('GET', '/tasks', { as: 'it' });
    expect(body.items).toContainEqual(expect.objectContaining({ onboardingId: id, kind: 'undo-task' }));
    const nextPending = expect.objectContaining({ step: 'shipLaptop', title: 'Collect the laptop' }) as unknown;
    const { items } = (await call('GET', '/onboardings')).body;
    expect(items).toContainEqual(expect.objectContaining({ id, nextPending }));
    expect(await call('POST', buildStepPath(id, 'shipLaptop', 'complete'), { as: 'it' })).toMatchObject({
      status: 200,
    });
    expect(await platform.waitForStatus(id, 'rolled-back')).toMatchObject({ termination: { comment: 'No-show' } });
  });
});
