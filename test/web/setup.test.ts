import { UNSET_COMPANY } from '../../src/company/settings';
import { insertSampleData, loadSampleCompany } from '../../src/database/sample-data';
import { TestApi } from '../api/support/test-api';
import { Visitor } from './support/visitor';

let api: TestApi;
let alan: Visitor;
beforeEach(async () => {
  api = await TestApi.start();
  await insertSampleData(api.testDb.database, new Date());
  alan = await Visitor.signIn(api, 'admin');
});
afterEach(() => api.close());

const REMOVE_PATH = '/admin/setup/remove-sample';
const readMain = async (visitor: Visitor, path: string) =>
  (await visitor.open(path)).page.querySelector('main')?.text.replace(/\s+/g, ' ') ?? '';

async function setCompany(changes: object): Promise<void> {
  const { version, settings } = (await api.call('GET', '/company')).body;
  const headers = { 'If-Match': `"${String(version)}"` };
  const body = { settings: { ...(settings as object), ...changes } };
  expect((await api.call('PUT', '/company', { body, headers })).status).toBe(200);
}

test('an administrator lands on the checklist until the company is their own; others never do', async () => {
  expect(await alan.open('/')).toMatchObject({ status: 303, redirectTo: '/admin/setup' });
  expect((await (await Visitor.signIn(api, 'hr')).open('/')).redirectTo).toBe('/onboardings');
  await setCompany({ name: 'Acme', isSample: false });
  expect((await alan.open('/')).redirectTo).toBe('/onboardings');
  await alan.send(REMOVE_PATH);
  await setCompany({ name: UNSET_COMPANY.name });
  expect((await alan.open('/')).redirectTo).toBe('/admin/setup');
});

test('the checklist knows what is done, and links to the page of each item', async () => {
  const { page } = await alan.open('/admin/setup');
  expect(page.querySelector('header a[href="/admin/setup"]')?.text).toBe('Setup');
  const items = page
    .querySelectorAll('ol.checklist li')
    .map((item) => [item.querySelector('.badge')?.text, item.querySelector('a')?.getAttribute('href')]);
  expect(items).toEqual([
    ['To do', '/admin/company/general'],
    ['Done', '/admin/people'],
    ['To do', '/admin/company/locations/new'],
    ['To do', '/admin/company/systems/new'],
    ['Done', '/inventory'],
    ['To do', '/admin/company/profiles'],
    ['To do', '/onboardings/new'],
  ]);
  for (const [, path = ''] of items) expect((await alan.open(path)).status).toBe(200);
});

test('every page says that it shows the sample; only administrators get the button', async () => {
  const getBanner = async (visitor: Visitor, path: string) =>
    (await visitor.open(path)).page.querySelector('aside.sample');
  expect((await getBanner(new Visitor(api), '/sign-in'))?.text).toContain('Sample company');
  expect((await getBanner(new Visitor(api), '/sign-in'))?.querySelector('a')).toBeNull();
  const hilda = await Visitor.signIn(api, 'hr');
  for (const path of ['/onboardings', '/admin/company', '/tasks']) {
    const banner = await getBanner(hilda, path);
    expect(banner?.querySelector('a[href="/admin/setup"]')).not.toBeNull();
    expect(banner?.querySelector(`a[href="${REMOVE_PATH}"]`)).toBeNull();
    expect((await getBanner(alan, path))?.querySelector(`a[href="${REMOVE_PATH}"]`)).not.toBeNull();
  }
  await alan.send(REMOVE_PATH);
  expect(await getBanner(alan, '/onboardings')).toBeNull();
});

test('the sample is removed after a page that says what goes and which accounts stay', async () => {
  const text = await readMain(alan, REMOVE_PATH);
  expect(text).toContain('5 people with their sessions and tokens, 40 items of equipment, and 1,300 training sessions');
  expect(text).toContain('These accounts stay, and can sign in afterwards: alan@example.com, root@example.com.');
  expect(await alan.send(REMOVE_PATH)).toMatchObject({ status: 303, redirectTo: '/admin/setup?flash=sample-removed' });
  expect((await api.call('GET', '/company')).body.settings).toMatchObject({ isSample: false, locations: {} });
  expect((await alan.open('/admin/setup')).page.querySelector(`a[href="${REMOVE_PATH}"]`)).toBeNull();
});

test('open onboardings of the sample are listed, with one button to cancel them too', async () => {
  const id = await api.submit('ada@example.org');
  const { page } = await alan.open(REMOVE_PATH);
  expect(page.querySelector(`main a[href="/onboardings/${id}"]`)?.text).toBe('Ada Lovelace');
  expect(page.querySelector('main input[name=cancelOpen]')?.getAttribute('value')).toBe('true');
  const refused = await alan.send(REMOVE_PATH);
  expect(refused.status).toBe(409);
  expect(refused.page.querySelector('[role=alert]')?.text).toContain(
    '1 onboarding of the sample company is still open.',
  );
});

test('people, equipment and trainings of the sample carry a badge, and others do not', async () => {
  const person = await alan.open('/admin/people?q=miguel');
  expect(person.page.querySelector('main tbody .badge')?.text).toBe('Sample');
  expect((await alan.open('/admin/people?q=hilda')).page.querySelector('main tbody .badge')).toBeNull();
  expect((await alan.open('/inventory?q=L14-001')).page.querySelector('main tbody .badge.wait')?.text).toBe('Sample');
  expect((await alan.open('/inventory?q=L-1')).page.querySelector('main tbody .badge.wait')).toBeNull();
  expect(await readMain(alan, '/admin/trainings')).toContain('Sample');
});

test('another name in the form makes the settings the company’s own', async () => {
  const departments = loadSampleCompany().departments.join('\n');
  const form = { name: 'Acme', currency: 'EUR', departments, exchangeRates: '', supportContact: '' };
  const { page } = await alan.send('/admin/company/general', form);
  const [version = '', settings = ''] = ['version', 'settings'].map((name) =>
    page.querySelector(`form[action="/admin/company/save"] [name=${name}]`)?.getAttribute('value'),
  );
  expect(JSON.parse(settings.replaceAll('&quot;', '"'))).toMatchObject({ name: 'Acme', isSample: false });
  expect(version).toBe('1');
});

describe('people', () => {
  const uploadFile = async (path: string, fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const response = await fetch(`${api.url}${path}`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { Cookie: `firstday=${alan.getCookie('firstday') ?? ''}`, 'Sec-Fetch-Site': 'same-origin' },
    });
    return { status: response.status, text: await response.text() };
  };
  const listInvited = () => api.testDb.database.selectFrom('invitations').select('email').execute();

  test('are imported from a file after a check', async () => {
    const pasted = 'email,name,roles\nnadia@example.com,Nadia Sol,it\n';
    const wrong = await uploadFile('/admin/people/import/preview', { pasted: `${pasted}hilda@example.com,Hilda,` });
    expect(wrong.text).toContain('Already in People');
    expect(wrong.text).not.toContain('Add 1 person');
    const checked = await uploadFile('/admin/people/import/preview', { pasted, invite: 'true' });
    expect(checked.text).toContain('Add 1 person');
    expect(await uploadFile('/admin/people/import', { pasted, invite: 'true' })).toMatchObject({ status: 303 });
    expect(await readMain(alan, '/admin/people?q=nadia')).toContain('Nadia Sol');
    expect(await listInvited()).toEqual([{ email: 'nadia@example.com' }]);
  });

  test('are invited by the form, unless the box is cleared', async () => {
    const { page } = await alan.open('/admin/people');
    expect(page.querySelector('main input[name=invite]')?.hasAttribute('checked')).toBe(true);
    const person = { isNew: 'yes', name: 'Nadia', roles: 'it', managerEmail: '', language: '' };
    await alan.send('/admin/people', { ...person, email: 'nadia@example.com' });
    expect(await listInvited()).toEqual([]);
    await alan.send('/admin/people', { ...person, email: 'omar@example.com', invite: 'yes' });
    expect(await listInvited()).toEqual([{ email: 'omar@example.com' }]);
  });

  test('a template can be downloaded', async () => {
    expect((await alan.open('/admin/people/template')).text).toContain('email,name,roles,managerEmail,language');
  });
});
