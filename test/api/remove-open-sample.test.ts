import { ApiWithEngine } from './support/api-with-engine';
import { humanStepsPlan } from './support/plans';

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start([humanStepsPlan]);
  await platform.startWorker();
});
afterAll(() => platform.close());

const call = (...args: Parameters<typeof platform.api.call>) => platform.api.call(...args);
const remove = () => call('POST', '/company/remove-sample', { as: 'admin', body: { cancelOpen: true } });
const answer = (id: string, step: string, verb: string, as: 'manager' | 'finance' | 'it', body: object = {}) =>
  call('POST', `/onboardings/${id}/steps/${step}/${verb}`, { as, body });

const SHIPPED = { employeeName: 'Ada Lovelace', status: 'rolling-back' };

test('open onboardings of the sample are cancelled with it; what waits for a person is named, and done by a repetition', async () => {
  const waiting = await platform.api.submit('ada@example.org');
  const shipped = await platform.api.submit('bo@example.org');
  await answer(shipped, 'managerApproval', 'approve', 'manager');
  await answer(shipped, 'budgetApproval', 'approve', 'finance');
  await platform.waitForView(shipped, ({ steps }) =>
    steps.some(({ id, status }) => id === 'shipLaptop' && status === 'waiting'),
  );
  await answer(shipped, 'shipLaptop', 'complete', 'it', { answers: { trackingNumber: 'Z-1' } });

  const refused = await platform.withShortTimeout(remove);
  expect(refused).toMatchObject({
    status: 409,
    body: {
      reason: { code: 'conflict.sample-open' },
      onboardings: expect.arrayContaining([{ id: shipped, ...SHIPPED }]),
    },
  });
  expect(await platform.waitForStatus(waiting, 'cancelled')).toMatchObject({
    termination: { comment: 'The sample company is removed.' },
  });
  expect((await call('GET', '/company')).body.settings).toMatchObject({ isSample: true });

  await answer(shipped, 'shipLaptop', 'complete', 'it');
  await platform.waitForStatus(shipped, 'cancelled');
  expect(await remove()).toMatchObject({ status: 200, body: { version: 2 } });
  const { items } = (await call('GET', `/audit?onboarding=${waiting}&action=onboarding.cancel`, { as: 'admin' })).body;
  expect(items).toHaveLength(1);
});
