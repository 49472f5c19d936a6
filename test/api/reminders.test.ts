import { randomUUID } from 'node:crypto';
import { ApiWithEngine } from './support/api-with-engine';
import { humanStepsPlan, minimalPlan } from './support/plans';
import { PEOPLE } from './support/test-api';

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start([minimalPlan, humanStepsPlan]);
  await platform.startWorker();
});
afterAll(() => platform.close());

const call = (...args: Parameters<typeof platform.api.call>) => platform.api.call(...args);
const submit = () => platform.api.submit(`${randomUUID()}@example.org`);
const buildStepPath = (id: string, step: string, verb: string) => `/onboardings/${id}/steps/${step}/${verb}`;

async function submitAndApprove(): Promise<string> {
  const id = await submit();
  await call('POST', buildStepPath(id, 'managerApproval', 'approve'), { as: 'manager' });
  await call('POST', buildStepPath(id, 'budgetApproval', 'approve'), { as: 'finance' });
  await platform.waitForView(id, ({ steps }) =>
    steps.some((one) => one.id === 'shipLaptop' && one.status === 'waiting'),
  );
  return id;
}

const remind = (id: string, step: string, as: Parameters<typeof call>[2]) =>
  call('POST', buildStepPath(id, step, 'remind'), as);

test('a reminder by HR is sent at once; the next within the hour is rejected with the time of the last', async () => {
  const id = await submit();
  const { status, body } = await remind(id, 'managerApproval', { as: 'hr' });
  expect([status, body]).toMatchObject([200, { outcome: 'reminded', step: { status: 'waiting' } }]);
  const { at, by } =
    (await platform.waitForView(id, () => true)).timeline.find(({ kind }) => kind === 'reminded') ?? {};
  expect(by).toBe(PEOPLE.hr.email);
  expect(await remind(id, 'managerApproval', { as: 'admin' })).toMatchObject({
    status: 409,
    body: { code: 'not-waiting', reason: { code: 'not-waiting.reminded', params: { at } } },
  });
});

test('a reminder of a task may come from the manager of the new hire, but not from somebody else', async () => {
  const id = await submitAndApprove();
  expect((await remind(id, 'shipLaptop', { as: 'it' })).status).toBe(403);
  expect(await remind(id, 'shipLaptop', { as: 'manager' })).toMatchObject({
    status: 200,
    body: { outcome: 'reminded' },
  });
});

test('a reminder of an answered request, or of an activity, returns 409', async () => {
  const id = await submitAndApprove();
  expect((await remind(id, 'managerApproval', { as: 'hr' })).status).toBe(409);
  expect(await remind(id, 'claimUsername', { as: 'hr' })).toMatchObject({
    status: 409,
    body: { code: 'not-waiting' },
  });
});
