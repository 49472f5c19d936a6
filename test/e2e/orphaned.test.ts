import type { Role } from '../../src/domain/status';
import { loadHoldings } from '../../src/database/holdings';
import { createLogger } from '../../src/lib/logger';
import { startReconciler } from '../../src/worker/reconciler/reconciler';
import { findDaytimeLocation } from '../support/daytime-location';
import { TestPlatform } from '../support/test-platform';
import { createRequest } from '../support/requests';

const HR = { email: 'hanna@example.com', roles: ['hr'] as Role[] };
const GRACE = { email: 'grace@example.com', roles: ['manager'] as Role[] };

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
});
afterAll(() => platform.close());

test('hard case: a terminated workflow becomes an incident and can be undone', async () => {
  const { database } = platform.testDb;
  const { client } = platform.temporal;
  const reconciler = startReconciler({
    database,
    client,
    logger: createLogger('silent'),
    intervalMs: 100,
    quietMs: 2_000,
  });
  const { location, startDate } = findDaytimeLocation();
  const standard = createRequest({
    startDate,
    equipment: ['laptop-14'],
    manager: { name: 'Grace', email: GRACE.email },
  });
  // The mail server rejects the mail, so the onboarding is still running when it is terminated.
  platform.inbox.onMessage = () => Promise.reject(new Error('busy'));
  const request = { ...standard, job: { ...standard.job, location } };
  const { body } = await platform.call<{ id: string }>(HR, 'POST', '/onboardings', request);
  await platform.call(GRACE, 'POST', `/onboardings/${body.id}/steps/managerApproval/approve`, {});
  // All but the mail is done and projected. A snapshot written after the termination would clear the incident,
  // which would then be detected a second time.
  const expectedStatuses = { activateAccounts: 'done', notifyManager: 'running' };
  await platform.waitForView(body.id, ({ steps }) =>
    Object.entries(expectedStatuses).every(([step, status]) =>
      steps.some((one) => one.id === step && one.status === status),
    ),
  );
  await client.workflow.getHandle(`onboarding:${body.id}`).terminate('by an administrator');

  const orphaned = await platform.waitForView(body.id, ({ status }) => status === 'needs-attention');
  const reason = orphaned.timeline.find(({ kind }) => kind === 'orphaned')?.reason;
  expect(reason).toMatchObject({
    code: 'orphaned.terminated',
    params: { heldSteps: expect.arrayContaining(['createAccounts-email', 'assignEquipment']) },
  });
  expect(orphaned.incident).toMatchObject({ kind: 'orphaned', reason });

  platform.inbox.onMessage = () => undefined;
  const retry = await platform.call(HR, 'POST', `/onboardings/${body.id}/steps/assignEquipment/retry`, {});
  expect(retry.status).toBe(409);
  const cancel = await platform.call(HR, 'POST', `/onboardings/${body.id}/cancel`, { reason: 'start anew' });
  expect(cancel.status).toBe(200);
  const view = await platform.waitForView(body.id, ({ closedAt }) => closedAt !== undefined);
  expect(['cancelled', 'rolled-back']).toContain(view.status);
  expect(view.incident).toBeUndefined();
  const holdings = await loadHoldings(database, body.id);
  expect(holdings).toMatchObject({ items: [], seats: [] });
  expect(holdings.accounts.filter(({ active }) => active)).toEqual([]);
  await reconciler.stop();

  const again = await platform.call(HR, 'POST', '/onboardings', request);
  expect(again.status).toBe(202);
});
