import type { CompanySettings } from '../../src/company/settings';
import { createRequestFor, TestApi } from './support/test-api';
import { Visitor } from '../web/support/visitor';

let api: TestApi;
beforeEach(async () => void (api = await TestApi.start()));
afterEach(() => api.close());

interface AccessBody {
  profiles: { code: string; title: string }[];
  accounts: { system: string; title: string; groups: string[]; licence?: string }[];
  equipment: string[];
}

const { job: JOB } = createRequestFor('x@example.org');

async function preview(request: object = {}, headers: Record<string, string> = {}) {
  const body = createRequestFor('ada@example.org', request);
  const response = await api.call('POST', '/onboardings/preview', { body, headers });
  return response.body as unknown as {
    access: AccessBody;
    cost: { amountCents: number };
    steps: { id: string; reason?: object }[];
    errors?: { field: string; code: string }[];
  };
}

/** Saves other profiles, and returns the number of the version. */
async function saveProfiles(change: (settings: CompanySettings) => CompanySettings['profiles']): Promise<void> {
  const { body } = await api.call('GET', '/company');
  const { version, settings } = body as unknown as { version: number; settings: CompanySettings };
  const saved = await api.call('PUT', '/company', {
    body: { settings: { ...settings, profiles: change(settings) } },
    headers: { 'If-Match': `"${String(version)}"` },
  });
  expect(saved.status).toBe(200);
}

const SUPPORTERS = { title: 'Supporters', when: { department: ['Support'] }, isAddition: false };

test('a preview shows the accounts of the profile, in the language of the caller', async () => {
  const { access } = await preview({ job: { ...JOB, department: 'Engineering' } }, { 'Accept-Language': 'de' });
  expect(access.profiles).toEqual([{ code: 'engineering', title: 'Entwicklung' }]);
  expect(access.accounts.map(({ title }) => title)).toEqual(['E-Mail', 'Chat', 'Quellcode', 'Cloud']);
});

test('what was approved stays: a later change of the profile reaches only new requests', async () => {
  const id = await api.submit('ada@example.org', { job: { ...JOB, department: 'Support' } });
  await saveProfiles(({ profiles }) => ({
    ...profiles,
    support: { ...SUPPORTERS, accounts: [{ system: 'crm', groups: ['agents'] }], equipment: [], trainings: [] },
  }));
  const { access } = (await api.call('GET', `/onboardings/${id}`)).body as unknown as { access: AccessBody };
  expect(access.profiles.map(({ code }) => code)).toEqual(['everyone']);
  const changed = await preview({ job: { ...JOB, department: 'Support' } });
  expect(changed.access.accounts).toEqual([{ system: 'crm', title: 'Customers', groups: ['agents'] }]);
});

test('equipment of the profile is priced and assigned, unless the request names some', async () => {
  await saveProfiles(({ profiles }) => ({
    ...profiles,
    support: { ...SUPPORTERS, accounts: [], equipment: ['laptop-14'], trainings: [] },
  }));
  const job = { ...JOB, department: 'Support' };
  expect((await preview({ job })).cost.amountCents).toBe(150_000);
  expect((await preview({ job, equipment: [] })).cost.amountCents).toBe(0);
});

test('a profile with a model that is not in the inventory is refused at the equipment', async () => {
  await saveProfiles(({ profiles }) => ({
    ...profiles,
    support: { ...SUPPORTERS, accounts: [], equipment: ['unicorn'], trainings: [] },
  }));
  const { errors } = await preview({ job: { ...JOB, department: 'Support' } });
  expect(errors).toMatchObject([{ field: 'equipment', code: 'model.unknown' }]);
});

test('without an account in any profile, the steps for accounts are skipped with the reason', async () => {
  await saveProfiles(() => ({}));
  const { steps, access } = await preview();
  expect(access).toEqual({ profiles: [], accounts: [], equipment: [], trainings: [], deviations: [] });
  for (const id of ['claimUsername', 'activateAccounts'])
    expect(steps.find((step) => step.id === id)?.reason).toMatchObject({
      params: { condition: { code: 'condition.has-accounts' } },
    });
  expect(steps.find((step) => step.id === 'createAccounts')?.reason).toMatchObject({
    params: { condition: { code: 'condition.no-elements' } },
  });
});

test('whoever approves sees the accounts', async () => {
  const id = await api.submit('ada@example.org', { job: { ...JOB, department: 'Sales' } });
  const grace = await Visitor.signIn(api, 'manager');
  const { page } = await grace.open(`/tasks/${id}/managerApproval`);
  expect(page.querySelector('dl.facts')?.text).toContain('E-mail, Chat and Customers');
});

test.each([
  [
    'department=Sales&location=berlin&employmentType=intern',
    ['sales', 'interns'],
    ['E-Mail', 'Chat', 'Kundenverwaltung'],
  ],
  ['department=legal&location=paris&employmentType=employee&remote=true', ['everyone'], ['E-Mail', 'Chat']],
])('the access of a job is read without a request: %s', async (query, profiles, accounts) => {
  const headers = { 'Accept-Language': 'de' };
  const { status, body } = await api.call('GET', `/company/access?${query}`, { headers });
  const access = body as unknown as AccessBody;
  expect(status).toBe(200);
  expect(access.profiles.map(({ code }) => code)).toEqual(profiles);
  expect(access.accounts.map(({ title }) => title)).toEqual(accounts);
});

test('the access of a job names each faulty field', async () => {
  const { status, body } = await api.call('GET', '/company/access?employmentType=boss&location=berlin');
  expect(status).toBe(400);
  expect((body.errors as { field: string }[]).map(({ field }) => field).sort()).toEqual([
    'department',
    'employmentType',
  ]);
});

test('a preview of other profiles shows the access of the newest request, before and after', async () => {
  await api.submit('ada@example.org', { job: { ...JOB, department: 'Support' } });
  const { settings } = (await api.call('GET', '/company')).body as unknown as { settings: CompanySettings };
  const support = { ...SUPPORTERS, accounts: [{ system: 'crm', groups: ['agents'] }] };
  const body = { ...settings, profiles: { ...settings.profiles, support } };
  const response = await api.call('POST', '/company/preview', { body });
  expect(response.body.example).toMatchObject({
    accessBefore: { profiles: [{ code: 'everyone', title: 'Everyone' }] },
    accessAfter: { profiles: [{ code: 'support' }], accounts: [{ title: 'Customers', groups: ['agents'] }] },
  });
});
