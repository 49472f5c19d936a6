import { createReason } from '../../src/domain/reasons/reason';
import { saveSettings } from '../support/sample-company';
import { Visitor } from '../web/support/visitor';
import { createRequestFor, PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeEach(async () => void (api = await TestApi.start()));
afterEach(() => api.close());

const { job } = createRequestFor('x@example.org');
const SALES = { ...job, department: 'Sales' };

interface PlannedStep {
  id: string;
  reason?: object;
  assignees?: { people: { email: string }[] };
}

async function preview(access: object) {
  const body = createRequestFor('ada@example.org', { job: SALES, access });
  const response = await api.call('POST', '/onboardings/preview', { body });
  return response.body as unknown as {
    steps: PlannedStep[];
    warnings: { code: string; params: object }[];
    errors?: { field: string; code: string }[];
    access: { accounts: { system: string }[]; deviations: object[] };
  };
}

const listAccountSteps = (steps: PlannedStep[]) =>
  steps.map(({ id }) => id).filter((id) => id.startsWith('createAccounts-'));

const getStep = (steps: PlannedStep[], id: string) => steps.find((step) => step.id === id);

test('without a wish of its own, a request asks no owner of a system', async () => {
  const { steps, access } = await preview({});
  expect(listAccountSteps(steps)).toEqual(['createAccounts-email', 'createAccounts-chat', 'createAccounts-crm']);
  expect(access.deviations).toEqual([]);
  expect(getStep(steps, 'accessApproval')?.reason).toEqual(
    createReason('skipped.condition', { condition: createReason('condition.asks-beyond-profile', {}) }),
  );
});

test('more and less access than the profile changes the steps, and asks the owner of each system', async () => {
  const { steps, access } = await preview({ add: [{ system: 'Accounting', groups: ['readers'] }], remove: ['chat'] });
  expect(listAccountSteps(steps)).toEqual(['createAccounts-email', 'createAccounts-crm', 'createAccounts-accounting']);
  expect(access.deviations).toMatchObject([
    { system: 'accounting', kind: 'added', owner: 'finance' },
    { system: 'chat', kind: 'removed', owner: 'it' },
  ]);
  const asked = getStep(steps, 'accessApproval')?.assignees?.people.map(({ email }) => email);
  expect(asked?.sort()).toEqual([PEOPLE.finance.email, PEOPLE.it.email].sort());
});

test.each([
  [{ add: [{ system: 'unicorn' }] }, 'access.add.0.system', 'choice'],
  [{ add: [{ system: 'crm', licence: 'gold' }] }, 'access.add.0.licence', 'choice'],
  [{ remove: ['email', 'unicorn'] }, 'access.remove.1', 'choice'],
  [{ add: [{ system: 'crm' }], remove: ['crm'] }, 'access.add', 'repeated'],
])('%j is refused at %s', async (access, field, code) => {
  expect((await preview(access)).errors).toMatchObject([{ field, code }]);
});

test('a licence of which too few are left is a warning, and GET /systems shows how many are taken', async () => {
  await saveSettings(api.testDb.database, ({ systems, ...settings }) => ({
    ...settings,
    systems: { ...systems, crm: { title: 'CRM', owner: 'it', licences: { pro: { title: 'Pro', seats: 1 } } } },
  }));
  const access = { add: [{ system: 'crm', licence: 'pro', groups: [] }] };
  expect((await preview(access)).warnings.map(({ code }) => code)).not.toContain('licence.short');
  await api.submit('other@example.org', { job: SALES, access });
  expect((await preview(access)).warnings).toContainEqual(
    expect.objectContaining({
      code: 'licence.short',
      params: { system: 'crm', licence: 'pro', needed: 1, available: 0 },
    }),
  );
  const { body } = await api.call('GET', '/systems');
  const { items } = body as unknown as { items: { code: string }[] };
  expect(items.find(({ code }) => code === 'crm')).toMatchObject({
    licences: [{ code: 'pro', title: 'Pro', seats: 1, taken: 0 }],
  });
});

test('the form asks for more and less access, and shows what that means before it is submitted', async () => {
  const hanna = await Visitor.signIn(api, 'hr');
  const { page } = await hanna.open('/onboardings/new');
  const choices = page.querySelectorAll('select[name="access.design-studio"] option').map((option) => option.text);
  expect(choices).toEqual(['As in the access profile', 'Add', 'Add, with the licence Standard', 'Leave out']);
});
