import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { insertTestToken, PEOPLE } from './support/test-api';
import { ApiWithEngine } from './support/api-with-engine';
import { humanStepsPlan, minimalPlan } from './support/plans';

/** Has the finance role, but is not among the company's people. */
const AUDITOR = { name: 'Otto Auditor', email: 'otto@example.com' };
const auditor = { token: 'fd_otto' };

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start([minimalPlan, humanStepsPlan]);
  await insertTestToken(platform.api.testDb.database, auditor.token, { ...AUDITOR, roles: ['finance'] });
  await platform.startWorker();
});
afterAll(() => platform.close());

const call = (...args: Parameters<typeof platform.api.call>) => platform.api.call(...args);
const submit = () => platform.api.submit(`${randomUUID()}@example.org`);
const at = (id: string, step: string, verb: string) => `/onboardings/${id}/steps/${step}/${verb}`;
const stepOf = (id: string, step: string, status: string) =>
  platform.waitForView(id, ({ steps }) => steps.some((one) => one.id === step && one.status === status));

async function approved(): Promise<string> {
  const id = await submit();
  await call('POST', at(id, 'managerApproval', 'approve'), { as: 'manager' });
  await call('POST', at(id, 'budgetApproval', 'approve'), { as: 'finance' });
  await stepOf(id, 'shipLaptop', 'waiting');
  return id;
}

async function shipped(): Promise<string> {
  const id = await approved();
  const body = { answers: { trackingNumber: 'Z-1' } };
  expect((await call('POST', at(id, 'shipLaptop', 'complete'), { as: 'it', body })).status).toBe(200);
  return id;
}

describe('a delegation', () => {
  const delegate = (id: string, to: string, as: Parameters<typeof call>[2]) =>
    call('POST', at(id, 'managerApproval', 'delegate'), { ...as, body: { to } });

  test('has a colleague asked, who sees it from then on and decides', async () => {
    const id = await submit();
    expect((await call('GET', `/onboardings/${id}`, { as: 'manager' })).status).toBe(200);
    expect(await delegate(id, PEOPLE.it.email, { as: 'manager' })).toMatchObject({
      status: 200,
      body: { outcome: 'delegated', step: { status: 'waiting', people: [PEOPLE.it] } },
    });
    const { body } = await call('GET', '/tasks', { as: 'it' });
    expect(body.items).toContainEqual(expect.objectContaining({ onboardingId: id, asks: 'approval' }));
    expect(await call('POST', at(id, 'managerApproval', 'approve'), { as: 'it' })).toMatchObject({
      status: 200,
      body: { step: { decision: { by: PEOPLE.it.email } } },
    });
  });

  test('to nobody the company knows is 400, and nothing is said', async () => {
    const id = await submit();
    expect(await delegate(id, 'stranger@example.com', { as: 'manager' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'to', message: 'is none of the company’s people' }] },
    });
  });

  test('to who submitted it, or by whom it does not ask, is 403; by HR it counts', async () => {
    const id = await submit();
    expect((await delegate(id, PEOPLE.hr.email, { as: 'manager' })).status).toBe(403);
    expect((await delegate(id, PEOPLE.it.email, { as: 'finance' })).status).toBe(403);
    expect((await delegate(id, PEOPLE.it.email, { as: 'admin' })).status).toBe(200);
  });

  test('of what asks nobody is 409', async () => {
    const id = await submit();
    const answer = await call('POST', at(id, 'createAccounts', 'delegate'), {
      as: 'manager',
      body: { to: PEOPLE.it.email },
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'not-waiting' } });
  });
});

describe('whose role alone is asked', () => {
  test('sees the onboarding while it asks, has it among the tasks, and decides', async () => {
    const id = await submit();
    expect((await call('GET', `/onboardings/${id}`, { as: auditor })).status).toBe(404);
    await call('POST', at(id, 'managerApproval', 'approve'), { as: 'manager' });
    expect((await call('GET', `/onboardings/${id}`, { as: auditor })).status).toBe(200);
    expect((await call('GET', '/onboardings', { as: auditor })).body.items).toContainEqual(
      expect.objectContaining({ id }),
    );
    expect((await call('GET', '/tasks', { as: auditor })).body.items).toContainEqual(
      expect.objectContaining({ onboardingId: id, step: expect.objectContaining({ id: 'budgetApproval' }) }),
    );
    expect(await call('POST', at(id, 'budgetApproval', 'approve'), { as: auditor })).toMatchObject({
      status: 200,
      body: { outcome: 'approved', step: { decision: { by: AUDITOR.email, via: 'api' } } },
    });
    expect((await call('GET', '/tasks', { as: auditor })).body.items).not.toContainEqual(
      expect.objectContaining({ onboardingId: id }),
    );
  });
});

describe('a task', () => {
  test('is completed with answers of its form; who comes second is told by whom', async () => {
    const id = await approved();
    const body = { note: 'By bike', answers: { trackingNumber: 'Z-4711', boxes: 2, insured: false } };
    expect(await call('POST', at(id, 'shipLaptop', 'complete'), { as: 'it', body })).toMatchObject({
      status: 200,
      body: {
        outcome: 'done',
        step: { status: 'done', answers: body.answers, decision: { by: PEOPLE.it.email, comment: 'By bike' } },
      },
    });
    expect(await call('POST', at(id, 'shipLaptop', 'complete'), { as: 'it' })).toMatchObject({
      status: 409,
      body: { code: 'already-decided', decidedBy: PEOPLE.it.email },
    });
  });

  test('with answers that do not fit is 400, naming every one, and stays open', async () => {
    const id = await approved();
    const body = { answers: { boxes: 0, insured: 'yes', colour: 'red' } };
    const answer = await call('POST', at(id, 'shipLaptop', 'complete'), { as: 'it', body });
    expect(answer.status).toBe(400);
    const fields = (answer.body.errors as { field: string }[]).map(({ field }) => field);
    expect(fields.sort()).toEqual(['answers.boxes', 'answers.colour', 'answers.insured', 'answers.trackingNumber']);
    await stepOf(id, 'shipLaptop', 'waiting');
  });

  test('of somebody else is 403; an approval is none', async () => {
    const id = await approved();
    const body = { answers: { trackingNumber: 'Z-1' } };
    expect((await call('POST', at(id, 'shipLaptop', 'complete'), { as: 'manager', body })).status).toBe(403);
    expect((await call('POST', at(id, 'managerApproval', 'complete'), { as: 'manager' })).status).toBe(409);
  });

  test('comes with instructions and form, and when it is due, among the tasks', async () => {
    const id = await approved();
    const { body } = await call('GET', '/tasks', { as: 'it' });
    const task = body.items?.find(({ onboardingId }) => onboardingId === id);
    expect(task).toMatchObject({
      asks: 'task',
      dueAt: expect.stringMatching(/Z$/) as string,
      step: { instructions: 'Ship **it**.', form: [{ name: 'trackingNumber', maxLength: 8 }, {}, {}] },
    });
  });

  test('that waits for its date asks nobody yet', async () => {
    platform.world.setBehaviour('createAccounts', () => ({ username: 'ada' }));
    const id = await shipped();
    const view = await stepOf(id, 'sayHello', 'waiting');
    expect(view.steps.find((step) => step.id === 'sayHello')).toMatchObject({ startAt: expect.any(String) as string });
    expect((await call('GET', '/tasks', { as: 'manager' })).body.items).not.toContainEqual(
      expect.objectContaining({ onboardingId: id }),
    );
  });

  test('that the plan allows to leave out can be skipped by HR and by whom it asks, not by others', async () => {
    const [first, second] = [await approved(), await approved()];
    expect((await call('POST', at(first, 'shipLaptop', 'skip'), { as: 'manager' })).status).toBe(403);
    expect(await call('POST', at(first, 'shipLaptop', 'skip'), { as: 'it' })).toMatchObject({ status: 200 });
    expect(await call('POST', at(second, 'shipLaptop', 'skip'), { body: { note: 'Has one' } })).toMatchObject({
      status: 200,
      body: { outcome: 'resolved' },
    });
    expect((await call('POST', at(second, 'managerApproval', 'skip'))).body.code).toBe('not-waiting');
  });
});

describe('a failure', () => {
  const failing = async (): Promise<string> => {
    platform.world.setBehaviour('createAccounts', () => {
      throw ApplicationFailure.nonRetryable('The directory refuses.', 'Refused');
    });
    const id = await shipped();
    await stepOf(id, 'createAccounts', 'failed');
    return id;
  };

  test('asks its owner, who settles it; others may not', async () => {
    const id = await failing();
    // A planning activity computes `decideBy` only after the failure.
    await platform.waitForView(id, ({ steps }) => steps.some((step) => step.decideBy !== undefined));
    const { body } = await call('GET', '/tasks', { as: 'finance' });
    expect(body.items).toContainEqual(
      expect.objectContaining({ onboardingId: id, asks: 'failure', dueAt: expect.any(String) as string }),
    );
    expect(await call('POST', at(id, 'createAccounts', 'retry'), { as: 'manager' })).toMatchObject({
      status: 403,
      body: { detail: 'This failure does not ask you.' },
    });
    platform.world.setBehaviour('createAccounts', () => ({ username: 'ada' }));
    expect(await call('POST', at(id, 'createAccounts', 'retry'), { as: 'finance' })).toMatchObject({ status: 200 });
    await stepOf(id, 'createAccounts', 'done');
  });

  test('is seen by whom it asks while it does, and by nobody else whom the plan does not ask', async () => {
    platform.world.setBehaviour('createAccounts', () => {
      throw ApplicationFailure.nonRetryable('The directory refuses.', 'Refused');
    });
    const id = await platform.api.submit(`${randomUUID()}@example.org`, { plan: 'plain' });
    const seenBy = async (as: 'it' | 'finance') => (await call('GET', `/onboardings/${id}`, { as })).status;
    await call('POST', at(id, 'managerApproval', 'approve'), { as: 'manager' });
    await stepOf(id, 'createAccounts', 'failed');
    expect([await seenBy('it'), await seenBy('finance')]).toEqual([404, 200]);
    platform.world.setBehaviour('createAccounts', () => ({ username: 'ada' }));
    await call('POST', at(id, 'createAccounts', 'retry'), { as: 'finance' });
    await stepOf(id, 'sayHello', 'waiting');
    expect(await seenBy('it')).toBe(404);
  });

  test('can be skipped where the plan allows it', async () => {
    const id = await failing();
    expect((await call('POST', at(id, 'createAccounts', 'accept'), { as: 'it' })).body.code).toBe('not-waiting');
    expect((await call('POST', at(id, 'createAccounts', 'skip'), { as: 'finance', body: {} })).status).toBe(200);
    await stepOf(id, 'createAccounts', 'skipped');
  });

  test('that the plan has a branch for asks nobody', async () => {
    platform.world.setBehaviour('createAccounts', () => {
      throw ApplicationFailure.nonRetryable('None left.', 'OutOfStock');
    });
    const id = await shipped();
    const view = await stepOf(id, 'orderByHand', 'waiting');
    expect(view.steps.find((step) => step.id === 'createAccounts')).toMatchObject({ branchedTo: 'orderByHand' });
    expect((await call('POST', at(id, 'orderByHand', 'complete'), { as: 'it' })).status).toBe(200);
  });
});

describe('an owner by role alone', () => {
  test('sees the failure that asks the role, and settles it', async () => {
    platform.world.setBehaviour('createAccounts', () => {
      throw ApplicationFailure.nonRetryable('The directory refuses.', 'Refused');
    });
    const id = await shipped();
    await stepOf(id, 'createAccounts', 'failed');
    expect((await call('GET', '/tasks', { as: auditor })).body.items).toContainEqual(
      expect.objectContaining({ onboardingId: id, asks: 'failure' }),
    );
    platform.world.setBehaviour('createAccounts', () => ({ username: 'ada' }));
    expect((await call('POST', at(id, 'createAccounts', 'retry'), { as: auditor })).status).toBe(200);
  });
});

describe('a rollback', () => {
  test('needs a reason, and a person takes back what a person did', async () => {
    platform.world.setBehaviour('createAccounts', () => ({ username: 'ada' }));
    const id = await shipped();
    await stepOf(id, 'createAccounts', 'done');
    expect((await call('POST', `/onboardings/${id}/rollback`, { body: {} })).body.errors).toEqual([
      { field: 'reason', message: 'is required' },
    ]);
    expect(await call('POST', `/onboardings/${id}/rollback`, { body: { reason: 'No-show' } })).toMatchObject({
      status: 200,
      body: { outcome: 'cancel-requested' },
    });
    await stepOf(id, 'shipLaptop', 'undoing');
    const { body } = await call('GET', '/tasks', { as: 'it' });
    expect(body.items).toContainEqual(expect.objectContaining({ onboardingId: id, asks: 'counter-task' }));
    const awaits = expect.objectContaining({ step: 'shipLaptop', title: 'Collect the laptop' }) as unknown;
    const { items } = (await call('GET', '/onboardings')).body;
    expect(items).toContainEqual(expect.objectContaining({ id, awaits }));
    expect(await call('POST', at(id, 'shipLaptop', 'complete'), { as: 'it' })).toMatchObject({ status: 200 });
    expect(await platform.waitForStatus(id, 'rolled-back')).toMatchObject({ ending: { reason: 'No-show' } });
  });
});
