import type { CompanySettings } from '../../src/company/settings';
import { runFirstday } from '../cli/support';
import { Visitor } from '../web/support/visitor';
import { ApiWithEngine } from './support/api-with-engine';
import { createRequestFor, getToken } from './support/test-api';

const { job: JOB } = createRequestFor('x@example.org');
const SUPPORTERS = {
  title: 'Supporters',
  when: { department: ['Support'] },
  accounts: [{ system: 'email', groups: ['all', 'support'], licence: 'basic' }, { system: 'chat' }],
  equipment: ['laptop-14'],
};
const GRANTED = {
  profiles: ['support'],
  accounts: [
    { system: 'email', groups: ['all', 'support'], licence: 'basic' },
    { system: 'chat', groups: [] },
  ],
  equipment: ['laptop-14'],
  trainings: [],
};

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start();
  await platform.startWorker();
  const { settings } = (await platform.api.call('GET', '/company')).body as unknown as { settings: CompanySettings };
  const email = { title: 'E-mail', owner: 'it', licences: { basic: { title: 'Basic', seats: 50 } } };
  const changed = {
    ...settings,
    systems: { ...settings.systems, email },
    profiles: { ...settings.profiles, support: SUPPORTERS },
  };
  const saved = await platform.api.call('PUT', '/company', {
    body: { settings: changed },
    headers: { 'If-Match': '"1"' },
  });
  expect(saved.status).toBe(200);
});
afterAll(() => platform.close());

/** Submits a request of a hire in Support, and approves it. */
async function submitAndApprove(email: string, changes: object = {}): Promise<string> {
  const id = await platform.api.submit(email, { job: { ...JOB, department: 'Support' }, ...changes });
  const approved = await platform.api.call('POST', `/onboardings/${id}/steps/managerApproval/approve`, {
    as: 'manager',
  });
  expect(approved).toMatchObject({ status: 200, body: { confirmed: true } });
  return id;
}

async function listEntries(id: string): Promise<{ action: string; detail: object }[]> {
  const { body } = await platform.api.call('GET', `/audit?onboarding=${id}`, { as: 'admin' });
  return body.items as { action: string; detail: object }[];
}

test('submission and approval name exactly the access that is granted, and no personal data', async () => {
  const id = await submitAndApprove('audited@example.org');
  const entries = await listEntries(id);
  expect(entries).toMatchObject([
    { action: 'onboarding.approve', detail: { step: 'managerApproval', access: GRANTED } },
    { action: 'onboarding.submit', detail: { plan: 'standard', access: GRANTED } },
  ]);
  const details = JSON.stringify(entries.map(({ detail }) => detail));
  for (const personal of ['audited@example.org', 'Ada', 'Lovelace', 'grace']) expect(details).not.toContain(personal);
});

test('equipment and trainings that the request names replace those of the profile', async () => {
  const id = await submitAndApprove('named@example.org', { equipment: ['laptop-14', 'laptop-14'] });
  const access = { ...GRANTED, equipment: ['laptop-14', 'laptop-14'] };
  expect(await listEntries(id)).toMatchObject([{ detail: { access } }, { detail: { access } }]);
});

test('a decline grants nothing', async () => {
  const id = await platform.api.submit('declined@example.org', { job: { ...JOB, department: 'Support' } });
  const body = { comment: 'Not now.' };
  await platform.api.call('POST', `/onboardings/${id}/steps/managerApproval/decline`, { as: 'manager', body });
  const [entry] = await listEntries(id);
  expect(entry).toMatchObject({ action: 'onboarding.decline', detail: { step: 'managerApproval' } });
  expect(entry?.detail).not.toHaveProperty('access');
});

test('the page of the log and its export show the access', async () => {
  const id = await submitAndApprove('exported@example.org');
  const alan = await Visitor.signIn(platform.api, 'admin');
  const { page } = await alan.open('/admin/audit?action=onboarding.approve');
  const text = page.querySelector('tbody')?.text ?? '';
  expect(text).toContain('Accounts: email (all, support, basic) and chat');
  expect(text).toContain('Equipment: laptop-14');
  const { out } = await runFirstday(['audit', 'export'], { url: platform.api.url, token: getToken('admin') });
  const lines = out.split('\n').filter((line) => line.includes(id) && line.includes('onboarding.approve'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/licence\W+basic/);
});
