import { randomUUID } from 'node:crypto';
import type { OnboardingView } from '../../src/domain/onboarding/view';
import { FUTURE_MONDAY } from './support/test-api';
import { ApiWithEngine } from './support/api-with-engine';
import { humanStepsPlan, minimalPlan } from './support/plans';

let platform: ApiWithEngine;
/** Replanning waits for this promise, which lets a test delay it. */
let replanGate: Promise<unknown> = Promise.resolve();
beforeAll(async () => {
  platform = await ApiWithEngine.start([minimalPlan, humanStepsPlan]);
  const real = { ...platform.planning };
  platform.planning.replan = async (input) => {
    await replanGate;
    return real.replan(input);
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
const getView = ({ body }: Awaited<ReturnType<typeof call>>) => body.view as OnboardingView;

const LATER_DATE = new Date(Date.parse(FUTURE_MONDAY) + 14 * 86_400_000).toISOString().slice(0, 10);

describe('rescheduling', () => {
  test('returns the new plan and the moved dates', async () => {
    const id = await submit();
    const response = await reschedule(id, LATER_DATE);
    expect(response).toMatchObject({ status: 200, body: { onboardingId: id, confirmed: true, redone: [] } });
    expect(getView(response)).toMatchObject({
      id,
      startDate: LATER_DATE,
      request: { startDate: LATER_DATE },
      timeline: [],
    });
    expect(response.body.moved).toContainEqual({
      step: 'shipLaptop',
      field: 'dueAt',
      from: expect.any(String) as string,
      to: expect.any(String) as string,
    });
    const view = await platform.waitForView(id, ({ startDate }) => startDate === LATER_DATE);
    expect(view.timeline).toContainEqual(
      expect.objectContaining({ kind: 'rescheduled', via: 'api', decisionId: response.body.decisionId }),
    );
    const audit = await platform.api.testDb.database
      .selectFrom('audit')
      .selectAll()
      .where('decision_id', '=', String(response.body.decisionId))
      .execute();
    expect(audit).toMatchObject([
      { action: 'onboarding.reschedule', onboarding_id: id, detail: { startDate: LATER_DATE } },
    ]);
  });

  test.each([
    ['to a past date', '2020-01-06'],
    ['to an invalid date', 'soon'],
    ['without a date', undefined],
  ])('%s returns 400 and names the field', async (_what, startDate) => {
    const id = await submit();
    const response = await reschedule(id, startDate);
    expect(response).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(response.body.errors).toEqual([expect.objectContaining({ field: 'startDate' })]);
    expect((await call('GET', `/onboardings/${id}`)).body.startDate).toBe(FUTURE_MONDAY);
  });

  test('a closed onboarding returns 409', async () => {
    const id = await submit();
    await call('POST', `/onboardings/${id}/steps/managerApproval/decline`, { as: 'manager' });
    await platform.waitForStatus(id, 'declined');
    expect(await reschedule(id, LATER_DATE)).toMatchObject({ status: 409, body: { code: 'closed' } });
  });

  test('an unknown onboarding returns 404', async () => {
    expect((await reschedule(randomUUID(), LATER_DATE)).status).toBe(404);
  });
});

describe('amending', () => {
  test('changes the named fields, removes nulls and keeps the rest', async () => {
    const id = await submit();
    await amend(id, { note: 'Prefers tea' });
    const response = await amend(id, { job: { title: 'Senior engineer' }, equipment: ['laptop-14'], note: null });
    expect(response.status).toBe(200);
    const { request } = getView(response);
    expect(request.job).toMatchObject({ title: 'Senior engineer', department: 'Engineering' });
    expect(request.equipment).toEqual(['laptop-14']);
    expect(request.note).toBeUndefined();
    const { rows } = await platform.api.testDb.pool.query('select detail from audit where decision_id = $1', [
      response.body.decisionId,
    ]);
    expect(rows).toEqual([{ detail: { fields: ['job', 'equipment', 'note'] } }]);
  });

  test('approved data reopens its approvals', async () => {
    const id = await submit();
    await approve(id);
    const response = await amend(id, { equipment: ['laptop-14'] });
    expect(response).toMatchObject({
      status: 200,
      body: { redone: expect.arrayContaining(['managerApproval']) as string[] },
    });
    expect((await approve(id)).status).toBe(200);
  });

  test('data already in effect is corrected, as the preview says', async () => {
    const id = await platform.api.submit(`${randomUUID()}@example.org`, { plan: 'plain' });
    await approve(id);
    await platform.waitForView(id, ({ steps }) =>
      steps.some((step) => step.id === 'claimUsername' && step.status === 'done'),
    );
    const change = { employee: { familyName: 'King' } };
    const preview = await call('POST', `/onboardings/${id}/amend/preview`, { body: change });
    expect(preview).toMatchObject({
      status: 200,
      body: {
        requiresReapproval: false,
        corrections: [{ step: 'claimUsername', kind: 'update', fields: ['employee.familyName'] }],
      },
    });
    expect(await amend(id, change)).toMatchObject({ status: 200, body: { redone: ['claimUsername'] } });
    await platform.waitForView(id, ({ steps }) =>
      steps.some((step) => step.id === 'claimUsername' && step.generation === 2 && step.status === 'done'),
    );
    const unrelated = await call('POST', `/onboardings/${id}/amend/preview`, { body: { note: 'Tea' } });
    expect(unrelated.body.corrections).toEqual([]);
  });

  test.each([
    ['nothing', {}, '(body)'],
    ['removing a required field', { manager: null }, 'manager'],
    ['removing a nested required field', { job: { title: null } }, 'job.title'],
    ['an unknown field', { salary: 1 }, 'salary'],
    ['an unknown nested field', { job: { salary: 1 } }, 'job.salary'],
    ['to an unknown location', { job: { location: 'atlantis' } }, 'job.location'],
    ['to unknown equipment', { equipment: ['hovercraft'] }, 'equipment.0'],
    ['making the new hire the manager', { employee: { personalEmail: 'grace@example.com' } }, 'manager.email'],
    ['a number for a text', { job: { title: 7 } }, 'job.title'],
  ])('%s returns 400 and names the field', async (_what, body, field) => {
    const response = await amend(await submit(), body);
    expect(response).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(response.body.errors).toEqual([expect.objectContaining({ field, code: expect.any(String) as string })]);
  });

  test('accepts the media type of merge patches', async () => {
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    const response = await call('PATCH', `/onboardings/${await submit()}`, { headers, body: '{"note":"Tea"}' });
    expect(response.status).toBe(200);
  });
});

test('a change slower than the timeout returns 202 and takes effect later', async () => {
  const id = await submit();
  let openGate: (value?: unknown) => void = () => undefined;
  replanGate = new Promise((resolve) => (openGate = resolve));
  const response = await platform.withShortTimeoutAfterSignal(() => reschedule(id, LATER_DATE));
  expect(response).toMatchObject({ status: 202, body: { onboardingId: id, confirmed: false } });
  openGate();
  await platform.waitForView(id, ({ startDate }) => startDate === LATER_DATE);
});

describe('without a worker', () => {
  beforeAll(() => platform.stopWorker());
  afterAll(() => platform.startWorker());

  test('a change returns 202 and takes effect once a worker runs', async () => {
    const id = await submit();
    const response = await platform.withShortTimeoutAfterSignal(() => reschedule(id, LATER_DATE));
    expect(response).toMatchObject({ status: 202, body: { confirmed: false } });
    await platform.startWorker();
    await platform.waitForView(id, ({ startDate }) => startDate === LATER_DATE);
    await platform.stopWorker();
  });
});
