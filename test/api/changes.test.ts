import { randomUUID } from 'node:crypto';
import type { OnboardingView } from '../../src/domain/onboarding/view';
import { FUTURE_MONDAY } from './support/test-api';
import { ApiWithEngine } from './support/api-with-engine';
import { humanStepsPlan, minimalPlan } from './support/plans';

let platform: ApiWithEngine;
/** Replanning waits for this promise, which lets a test delay it. */
let planned: Promise<unknown> = Promise.resolve();
beforeAll(async () => {
  platform = await ApiWithEngine.start([minimalPlan, humanStepsPlan]);
  const real = { ...platform.planning };
  platform.planning.replan = async (wanted) => {
    await planned;
    return real.replan(wanted);
  };
  await platform.startWorker();
});
afterAll(() => platform.close());

const call = (...args: Parameters<typeof platform.api.call>) => platform.api.call(...args);
const submit = () => platform.api.submit(`${randomUUID()}@example.org`);
const reschedule = (id: string, startDate: unknown, as: 'hr' | 'admin' = 'hr') =>
  call('POST', `/onboardings/${id}/reschedule`, { as, body: { startDate } });
const amend = (id: string, body: unknown) => call('PATCH', `/onboardings/${id}`, { body });
const approve = (id: string) => call('POST', `/onboardings/${id}/steps/managerApproval/approve`, { as: 'manager' });
const viewOf = ({ body }: Awaited<ReturnType<typeof call>>) => body.view as OnboardingView;

const LATER = new Date(Date.parse(FUTURE_MONDAY) + 14 * 86_400_000).toISOString().slice(0, 10);

describe('a moved start date', () => {
  test('answers with the plan as it is then, and what moved', async () => {
    const id = await submit();
    const answer = await reschedule(id, LATER);
    expect(answer).toMatchObject({ status: 200, body: { onboardingId: id, confirmed: true, redone: [] } });
    expect(viewOf(answer)).toMatchObject({ id, startDate: LATER, request: { startDate: LATER }, timeline: [] });
    expect(answer.body.moved).toContainEqual({
      step: 'shipLaptop',
      what: 'dueAt',
      from: expect.any(String) as string,
      to: expect.any(String) as string,
    });
    const view = await platform.waitForView(id, ({ startDate }) => startDate === LATER);
    expect(view.timeline).toContainEqual(
      expect.objectContaining({ kind: 'rescheduled', via: 'api', decisionId: answer.body.decisionId }),
    );
    const audit = await platform.api.testDb.database
      .selectFrom('audit')
      .selectAll()
      .where('decision_id', '=', String(answer.body.decisionId))
      .execute();
    expect(audit).toMatchObject([{ action: 'onboarding.reschedule', onboarding_id: id, detail: { startDate: LATER } }]);
  });

  test.each([
    ['in the past', '2020-01-06'],
    ['that is none', 'soon'],
    ['that is missing', undefined],
  ])('%s is 400 and names the field', async (_what, startDate) => {
    const id = await submit();
    const answer = await reschedule(id, startDate);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body.errors).toEqual([{ field: 'startDate', message: expect.any(String) as string }]);
    expect((await call('GET', `/onboardings/${id}`)).body.startDate).toBe(FUTURE_MONDAY);
  });

  test('of an onboarding that has ended is 409', async () => {
    const id = await submit();
    await call('POST', `/onboardings/${id}/steps/managerApproval/decline`, { as: 'manager' });
    await platform.waitForStatus(id, 'declined');
    expect(await reschedule(id, LATER)).toMatchObject({ status: 409, body: { code: 'closed' } });
  });

  test('of one that nobody knows is 404', async () => {
    expect((await reschedule(randomUUID(), LATER)).status).toBe(404);
  });
});

describe('an amendment', () => {
  test('changes what it names, removes what is null, and leaves the rest', async () => {
    const id = await submit();
    await amend(id, { note: 'Prefers tea' });
    const answer = await amend(id, { job: { title: 'Senior engineer' }, equipment: ['laptop-14'], note: null });
    expect(answer.status).toBe(200);
    const { request } = viewOf(answer);
    expect(request.job).toMatchObject({ title: 'Senior engineer', department: 'Engineering' });
    expect(request.equipment).toEqual(['laptop-14']);
    expect(request.note).toBeUndefined();
    const { rows } = await platform.api.testDb.pool.query('select detail from audit where decision_id = $1', [
      answer.body.decisionId,
    ]);
    expect(rows).toEqual([{ detail: { fields: ['job', 'equipment', 'note'] } }]);
  });

  test('of what was approved has it approved again', async () => {
    const id = await submit();
    await approve(id);
    const answer = await amend(id, { equipment: ['laptop-14'] });
    expect(answer).toMatchObject({
      status: 200,
      body: { redone: expect.arrayContaining(['managerApproval']) as string[] },
    });
    expect((await approve(id)).status).toBe(200);
  });

  test('of what has had its effect already is 409, and says why', async () => {
    const id = await platform.api.submit(`${randomUUID()}@example.org`, { plan: 'plain' });
    await approve(id);
    await platform.waitForView(id, ({ steps }) =>
      steps.some((step) => step.id === 'createAccounts' && step.status === 'done'),
    );
    const answer = await amend(id, { employee: { familyName: 'King' } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'not-possible' } });
    expect(answer.body.detail).toMatch(/create accounts/i);
    expect((await amend(id, { note: 'Tea' })).status).toBe(200);
  });

  test.each([
    ['of nothing', {}, '(body)'],
    ['that removes what must be there', { manager: null }, 'manager'],
    ['that removes what must be there, further in', { job: { title: null } }, 'job.title'],
    ['of an unknown field', { salary: 1 }, 'salary'],
    ['of an unknown field further in', { job: { salary: 1 } }, 'job.salary'],
    ['to an unknown location', { job: { location: 'atlantis' } }, 'job.location'],
    ['to unknown equipment', { equipment: ['hovercraft'] }, 'equipment.0'],
    ['that makes the new hire the manager', { employee: { personalEmail: 'grace@example.com' } }, 'manager.email'],
    ['of a text to a number', { job: { title: 7 } }, 'job.title'],
  ])('%s is 400 and names the field', async (_what, body, field) => {
    const answer = await amend(await submit(), body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body.errors).toEqual([{ field, message: expect.any(String) as string }]);
  });

  test('may be sent as what it is, a merge patch', async () => {
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    const answer = await call('PATCH', `/onboardings/${await submit()}`, { headers, body: '{"note":"Tea"}' });
    expect(answer.status).toBe(200);
  });
});

test('a change that takes longer than a caller waits is 202, and takes effect', async () => {
  const id = await submit();
  let go: (value?: unknown) => void = () => undefined;
  planned = new Promise((resolve) => (go = resolve));
  const answer = await platform.withShortTimeoutAfterSignal(() => reschedule(id, LATER));
  expect(answer).toMatchObject({ status: 202, body: { onboardingId: id, confirmed: false } });
  go();
  await platform.waitForView(id, ({ startDate }) => startDate === LATER);
});

describe('without a worker', () => {
  beforeAll(() => platform.stopWorker());
  afterAll(() => platform.startWorker());

  test('a change is 202: recorded, and it takes effect when a worker comes', async () => {
    const id = await submit();
    const answer = await platform.withShortTimeoutAfterSignal(() => reschedule(id, LATER));
    expect(answer).toMatchObject({ status: 202, body: { confirmed: false } });
    await platform.startWorker();
    await platform.waitForView(id, ({ startDate }) => startDate === LATER);
    await platform.stopWorker();
  });
});
