import { loadHoldings } from '../../src/database/holdings';
import {
  addDaysToToday,
  createHireRequest,
  findStepView,
  GRACE,
  useHireStories,
  HR,
  MIGUEL,
} from './support/hire-stories';

/** Of the department of the hires, Engineering. */
const ACCOUNTS = ['email', 'chat', 'source-code', 'cloud'].map((system) => `createAccounts-${system}`);

const stories = useHireStories();
const { submit, postAction, waitForStepStatus } = stories;

test('corrected after the accounts exist: systems and mails follow, the old address gets nothing more', async () => {
  const id = await submit(
    'corrected',
    createHireRequest('Typpo', { startDate: addDaysToToday(4), equipment: ['laptop-14', 'phone'] }),
  );
  await postAction(GRACE, id, 'steps/managerApproval/approve');
  await waitForStepStatus(id, 'welcomeEmployee', 'done');
  const before = await loadHoldings(stories.platform.testDb.database, id);
  const countMails = (email: string) =>
    stories.platform.inbox.mails.filter((mail) => JSON.stringify(mail.to).includes(email)).length;
  const mailsToOldAddress = countMails('typpo@example.org');

  const changes = {
    employee: { givenName: 'Tippo', personalEmail: 'tippo@example.org' },
    manager: { name: 'Miguel Ortega', email: MIGUEL.email },
    equipment: ['laptop-14'],
  };
  const preview = await stories.platform.call(HR, 'POST', `/onboardings/${id}/amend/preview`, changes);
  expect(preview).toMatchObject({
    status: 200,
    body: {
      requiresReapproval: false,
      corrections: [
        { step: 'claimUsername', kind: 'update' },
        ...ACCOUNTS.map((step) => ({ step, kind: 'update' })),
        { step: 'assignEquipment', kind: 'redo' },
        { step: 'notifyManager', kind: 'redo' },
        { step: 'welcomeEmployee', kind: 'redo' },
      ],
    },
  });
  expect((await stories.platform.call(HR, 'PATCH', `/onboardings/${id}`, changes)).status).toBe(200);
  await stories.platform.waitForView(id, (view) => {
    const welcome = findStepView(view, 'welcomeEmployee');
    return welcome?.generation === 2 && welcome.status === 'done';
  });
  const after = await loadHoldings(stories.platform.testDb.database, id);
  expect(after.accounts).toEqual(
    before.accounts.map((account) => ({ ...account, username: 'tippo.change', displayName: 'Tippo Change' })),
  );
  expect(after.items).toEqual(before.items.filter(({ model }) => model === 'laptop-14'));
  expect(after.seats).toEqual(before.seats);
  expect(countMails('tippo@example.org')).toBeGreaterThan(0);
  expect(countMails('typpo@example.org')).toBe(mailsToOldAddress);
  const checkIn = findStepView(await stories.platform.waitForView(id, () => true), 'thirtyDayCheckIn');
  expect(checkIn?.people?.map(({ email }) => email) ?? [MIGUEL.email]).toEqual([MIGUEL.email]);

  const department = await stories.platform.call(HR, 'PATCH', `/onboardings/${id}`, { job: { department: 'Sales' } });
  expect(department).toMatchObject({
    status: 200,
    body: { redone: ['managerApproval', 'notifyManager'] },
  });
  const listSystems = async () =>
    (await loadHoldings(stories.platform.testDb.database, id)).accounts.map(({ system }) => system);
  // What the new department does not get is undone at once; what it gets waits for the approval.
  const amended = await stories.platform.waitForView(
    id,
    (view) => findStepView(view, 'createAccounts-cloud')?.status === 'skipped',
  );
  expect(findStepView(amended, 'createAccounts-crm')?.status).toBe('pending');
  expect(await listSystems()).not.toContain('crm');
  await postAction(MIGUEL, id, 'steps/managerApproval/approve');
  await waitForStepStatus(id, 'createAccounts-crm', 'done');
  expect(await listSystems()).toEqual(['chat', 'crm', 'email']);
  await postAction(HR, id, 'cancel', { reason: 'enough' });
  await stories.platform.waitForView(id, ({ status }) => status === 'cancelled');
  expect(await loadHoldings(stories.platform.testDb.database, id)).toEqual({ accounts: [], items: [], seats: [] });
});
