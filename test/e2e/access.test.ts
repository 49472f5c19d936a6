import { loadHoldings } from '../../src/database/holdings';
import { saveSettings } from '../support/sample-company';
import { createHireRequest, findStepView, FIONA, GRACE, HR, IVO, useHireStories } from './support/hire-stories';

const stories = useHireStories();
const { submit, postAction, waitForStepStatus } = stories;

const listAccounts = async (id: string) =>
  (await loadHoldings(stories.platform.testDb.database, id)).accounts.map(({ system, groups, licence, active }) => ({
    ...{ system, groups, licence, active },
  }));

const setSeats = (seats: number) =>
  saveSettings(stories.platform.testDb.database, ({ systems, ...settings }) => ({
    ...settings,
    systems: { ...systems, crm: { title: 'CRM', owner: 'finance', licences: { pro: { title: 'Pro', seats } } } },
  }));

/** Before the day of a first day there are no accounts to wait for. */
const waitForActivation = (id: string, step = 'activateAccounts') => waitForStepStatus(id, step, 'done');

test('more and less access than the profile is granted, to the group, once each owner has approved', async () => {
  const access = { add: [{ system: 'accounting', groups: ['readers'] }], remove: ['chat'] };
  const id = await submit('access', createHireRequest('Beyond', { access }, { department: 'Sales' }));
  await postAction(GRACE, id, 'steps/managerApproval/approve');
  await postAction(IVO, id, 'steps/accessApproval/approve');
  const { steps } = await stories.platform.waitForView(
    id,
    (view) => findStepView(view, 'accessApproval') !== undefined,
  );
  expect(steps.find((step) => step.id === 'claimUsername')?.status).toBe('pending');
  expect(await listAccounts(id)).toEqual([]);

  await postAction(FIONA, id, 'steps/accessApproval/approve');
  const view = await waitForActivation(id);
  const granted = { licence: null, active: true };
  expect(await listAccounts(id)).toEqual([
    { system: 'accounting', groups: ['readers'], ...granted },
    { system: 'crm', groups: [], ...granted },
    { system: 'email', groups: [], ...granted },
  ]);
  const approved = view.access?.accounts.map(({ system, groups }) => ({ system, groups, ...granted }));
  expect(new Set(approved)).toEqual(new Set(await listAccounts(id)));
});

test('a missing licence leads to a task; once there are more, the accounts become active', async () => {
  await setSeats(0);
  const access = { add: [{ system: 'crm', licence: 'pro', groups: [] }] };
  const id = await submit('licences', createHireRequest('Unlicensed', { access }));
  await postAction(GRACE, id, 'steps/managerApproval/approve');
  await postAction(FIONA, id, 'steps/accessApproval/approve');
  const view = await waitForStepStatus(id, 'orderLicences', 'waiting');
  expect(findStepView(view, 'activateAccounts')).toMatchObject({
    branchedTo: 'orderLicences',
    error: { code: 'NoLicence', params: { system: 'crm', licence: 'pro', seats: 0 } },
  });
  expect((await listAccounts(id)).some(({ active }) => active)).toBe(false);

  await setSeats(1);
  await postAction(IVO, id, 'steps/orderLicences/complete');
  await waitForActivation(id, 'activateWithLicences');
  const accounts = await listAccounts(id);
  expect(accounts.every(({ active }) => active)).toBe(true);
  expect(accounts.find(({ system }) => system === 'crm')?.licence).toBe('pro');

  await postAction(HR, id, 'cancel', { reason: 'enough' });
  await stories.platform.waitForView(id, ({ status }) => status === 'cancelled' || status === 'needs-attention');
});
