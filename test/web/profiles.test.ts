import type { HTMLElement } from 'node-html-parser';
import type { CompanySettings } from '../../src/company/settings';
import { TestApi } from '../api/support/test-api';
import { readForm } from './support/read-form';
import { Visitor } from './support/visitor';

let api: TestApi;
let hilda: Visitor;
beforeEach(async () => {
  api = await TestApi.start();
  hilda = await Visitor.signIn(api, 'hr');
});
afterEach(() => api.close());

async function getCompany() {
  return (await api.call('GET', '/company')).body as unknown as { version: number; settings: CompanySettings };
}

const getText = (page: HTMLElement): string => page.querySelector('main')?.text ?? '';

/** Sends the form of a page with some values changed. An array stands for checked boxes. */
async function sendForm(path: string, action: string, changes: Record<string, string | string[]>) {
  const form = readForm((await hilda.open(path)).page, action);
  for (const [name, value] of Object.entries(changes)) {
    form.delete(name);
    for (const one of [value].flat()) form.append(name, one);
  }
  return hilda.send(action, form);
}

/** Sends the form, expects a preview, and saves it. */
async function changeAndSave(
  path: string,
  action: string,
  changes: Record<string, string | string[]>,
): Promise<HTMLElement> {
  const preview = await sendForm(path, action, changes);
  expect(preview.status).toBe(200);
  const saved = await hilda.send('/admin/company/save', readForm(preview.page, '/admin/company/save'));
  expect(saved).toMatchObject({ status: 303, redirectTo: '/admin/company?flash=company-saved' });
  return preview.page;
}

const NEW_SYSTEM = '/admin/company/systems/new';
const SYSTEMS = '/admin/company/systems';
const NEW_PROFILE = '/admin/company/profiles/new';
const PROFILES = '/admin/company/profiles';

const WIKI = {
  code: 'wiki',
  'title.en': 'Wiki',
  'title.de': 'Wissen',
  'licences.0.code': 'reader',
  'licences.0.title.en': 'Reader',
  'licences.0.seats': '20',
};

test('a system with a licence is added, changed, and listed with its owner', async () => {
  await changeAndSave(NEW_SYSTEM, SYSTEMS, { ...WIKI, owner: 'hr' });
  expect((await getCompany()).settings.systems.wiki).toEqual({
    title: { en: 'Wiki', de: 'Wissen' },
    owner: 'hr',
    licences: { reader: { title: 'Reader', seats: 20 } },
  });
  await changeAndSave(`${SYSTEMS}/wiki`, `${SYSTEMS}/wiki`, {
    ...{ owner: 'person', ownerEmail: 'grace@example.com' },
    ...{ 'licences.1.code': 'author', 'licences.1.title.en': 'Author', 'licences.1.seats': '5' },
  });
  expect((await getCompany()).settings.systems.wiki).toMatchObject({
    owner: 'grace@example.com',
    licences: { reader: { seats: 20 }, author: { title: 'Author', seats: 5 } },
  });
  const text = getText((await hilda.open('/admin/company')).page);
  for (const words of ['Wiki', 'grace@example.com', 'Reader (20 seats), Author (5 seats)'])
    expect(text).toContain(words);
});

test('a licence whose row is emptied is removed, and rows are added without a script', async () => {
  await changeAndSave(NEW_SYSTEM, SYSTEMS, WIKI);
  const path = `${SYSTEMS}/wiki`;
  const { page } = await sendForm(path, path, { addRows: 'yes', 'licences.1.code': 'author' });
  expect(page.querySelector('[name="licences.1.code"]')?.getAttribute('value')).toBe('author');
  expect(page.querySelector('[name="licences.4.code"]')).not.toBeNull();
  await changeAndSave(path, path, {
    'licences.0.code': '',
    'licences.0.title.en': '',
    'licences.0.seats': '',
  });
  expect((await getCompany()).settings.systems.wiki?.licences).toEqual({});
});

test('each fault of a system is shown beside its field, and the input is kept', async () => {
  const { status, page } = await sendForm(NEW_SYSTEM, SYSTEMS, {
    ...WIKI,
    ...{ owner: 'person', ownerEmail: 'nobody', 'licences.0.seats': 'many' },
  });
  expect(status).toBe(400);
  for (const field of ['ownerEmail', 'licences.0.seats'])
    expect(page.querySelector(`[id="${field}-error"]`)?.text).toBeTruthy();
  expect(page.querySelector('[name="licences.0.seats"]')?.getAttribute('value')).toBe('many');
});

test('a new system or profile does not replace one with the same code, nor a licence another', async () => {
  const taken = 'There is one with this code already';
  const system = await sendForm(NEW_SYSTEM, SYSTEMS, { ...WIKI, code: 'crm' });
  expect(system.page.querySelector('#code-error')?.text).toBe(taken);
  const profile = await sendForm(NEW_PROFILE, PROFILES, { code: 'sales', 'title.en': 'Sales' });
  expect(profile.page.querySelector('#code-error')?.text).toBe(taken);
  const licence = await sendForm(NEW_SYSTEM, SYSTEMS, { ...WIKI, rows: '2', 'licences.1.code': 'reader' });
  expect(licence.page.querySelector('[id="licences.1.code-error"]')?.text).toBe(taken);
});

test('a system that a profile uses stays, and the refusal names the profile; so does its department', async () => {
  const { status, page } = await hilda.send(`${SYSTEMS}/crm/remove`);
  expect(status).toBe(400);
  expect(page.querySelector('.problem')?.text).toContain('The profile sales has an account in crm');
  const departments = (await getCompany()).settings.departments.filter((name) => name !== 'Design');
  const general = await sendForm('/admin/company/general', '/admin/company/general', {
    departments: departments.join('\n'),
  });
  expect(general.page.querySelector('#departments-error')?.text).toContain('The profile design applies to Design');
});

test('a system that no profile uses is removed', async () => {
  await changeAndSave(NEW_SYSTEM, SYSTEMS, WIKI);
  const preview = await hilda.send(`${SYSTEMS}/wiki/remove`);
  await hilda.send('/admin/company/save', readForm(preview.page, '/admin/company/save'));
  expect((await getCompany()).settings.systems).not.toHaveProperty('wiki');
});

test('a profile is added with conditions, accounts, equipment and trainings', async () => {
  await changeAndSave(NEW_SYSTEM, SYSTEMS, WIKI);
  await changeAndSave(NEW_PROFILE, PROFILES, {
    ...{ code: 'lawyers', 'title.en': 'Lawyers', 'title.de': 'Rechtsabteilung' },
    ...{ 'when.department': ['Legal', 'HR'], 'when.location': 'berlin', 'when.employmentType': ['employee', 'intern'] },
    ...{ 'when.title': 'Counsel\nClerk', 'when.remote': 'true', 'when.plan': 'standard' },
    ...{ 'when.manager': 'Grace@example.com', 'when.hasEndDate': 'false' },
    ...{ 'when.equipment': 'phone', 'when.trainings': 'first-aid\ndriving' },
    ...{ account: ['email', 'wiki'], 'groups.email': 'all, legal', 'licence.wiki': 'reader' },
    ...{ 'equipment.0': 'laptop-14', 'equipment.1': 'safe', 'trainings.0': 'security-basics' },
  });
  expect((await getCompany()).settings.profiles.lawyers).toEqual({
    title: { en: 'Lawyers', de: 'Rechtsabteilung' },
    when: {
      department: ['HR', 'Legal'],
      location: ['berlin'],
      employmentType: ['employee', 'intern'],
      title: ['Counsel', 'Clerk'],
      remote: [true],
      plan: ['standard'],
      manager: ['grace@example.com'],
      hasEndDate: [false],
      equipment: ['phone'],
      trainings: ['first-aid', 'driving'],
    },
    isAddition: false,
    accounts: [
      { system: 'email', groups: ['all', 'legal'] },
      { system: 'wiki', groups: [], licence: 'reader' },
    ],
    equipment: ['laptop-14', 'safe'],
    trainings: ['security-basics'],
  });
  const text = getText((await hilda.open(PROFILES)).page);
  for (const words of [
    ...['Department: HR or Legal', 'Location: Berlin', 'Workplace: Remote', 'Has an end date: No'],
    ...['Equipment in the request: phone', 'Trainings in the request: first-aid or driving', 'Wiki (Reader)'],
  ])
    expect(text).toContain(words);
});

test('an unchanged profile or system changes nothing', async () => {
  await changeAndSave(NEW_SYSTEM, SYSTEMS, WIKI);
  const { settings } = await getCompany();
  const paths = [
    ...Object.keys(settings.profiles).map((code) => `${PROFILES}/${code}`),
    ...Object.keys(settings.systems).map((code) => `${SYSTEMS}/${code}`),
  ];
  for (const path of paths) expect(getText((await sendForm(path, path, {})).page)).toContain('Nothing is different');
});

test('what a profile names in another order, or in another case, stays as it is', async () => {
  const { settings } = await getCompany();
  const sellers = {
    ...{ title: 'Sellers', isAddition: true, when: { department: ['support', 'Sales'] } },
    accounts: [{ system: 'crm' }, { system: 'chat' }],
  };
  const body = { settings: { ...settings, profiles: { ...settings.profiles, sellers } } };
  expect((await api.call('PUT', '/company', { body, headers: { 'If-Match': '"1"' } })).status).toBe(200);
  const path = `${PROFILES}/sellers`;
  const { page } = await hilda.open(path);
  const checked = page.querySelectorAll('[name="when.department"][checked]').map((box) => box.getAttribute('value'));
  expect(checked).toEqual(['Sales', 'Support']);
  expect(getText((await sendForm(path, path, {})).page)).toContain('Nothing is different');
});

test('two profiles of which neither is more specific are refused with the other one, and the input is kept', async () => {
  const { status, page } = await sendForm(NEW_PROFILE, PROFILES, {
    ...{
      code: 'berliners',
      'title.en': 'Berliners',
      'when.location': 'berlin',
      account: 'chat',
      'groups.chat': 'berlin',
    },
  });
  expect(status).toBe(400);
  expect(page.querySelector('.problem')?.text).toMatch(/those of the profile engineering/);
  expect(page.querySelector('[name=code]')?.getAttribute('value')).toBe('berliners');
  expect(page.querySelector('[name="groups.chat"]')?.getAttribute('value')).toBe('berlin');
  expect(page.querySelector('[name="when.location"][value=berlin]')?.hasAttribute('checked')).toBe(true);
});

test('the preview shows what the newest request would get', async () => {
  await api.submit('ada@example.org');
  const path = `${PROFILES}/engineering`;
  const { page } = await sendForm(path, path, { account: ['email', 'crm'], 'equipment.0': 'laptop-14' });
  const rows = page.querySelectorAll('tr').map((row) => row.querySelectorAll('td, th').map(({ text }) => text));
  expect(rows).toContainEqual(['Accounts', 'E-mail, Chat, Source code and Cloud', 'E-mail and Customers']);
  expect(rows).toContainEqual(['Equipment', '–', 'laptop-14']);
});

test.each([
  [{ department: 'Sales', employmentType: 'intern' }, 'Sales, Interns', 'E-mail, Chat and Customers'],
  [{ department: 'Legal', employmentType: 'employee' }, 'Everyone', 'E-mail and Chat'],
])('who gets what: %p', async (job, profiles, accounts) => {
  const query = new URLSearchParams({ ...job, location: 'berlin', title: '', remote: 'false', plan: '' });
  const { page } = await hilda.open(`${PROFILES}?${query.toString()}`);
  const text = page.querySelector('#access')?.text ?? '';
  expect(text).toContain(profiles);
  expect(text).toContain(accounts);
});

test('who gets what depends on any field of the form', async () => {
  const job = { department: 'Legal', location: 'berlin', employmentType: 'employee', title: '', remote: 'false' };
  const conditions = {
    'when.manager': 'grace@example.com',
    'when.hasEndDate': 'true',
    'when.equipment': 'phone',
    'when.trainings': 'driving',
  };
  await changeAndSave(NEW_PROFILE, PROFILES, {
    ...{ code: 'drivers', 'title.en': 'Drivers', isAddition: 'yes', account: 'crm' },
    ...conditions,
  });
  const fields = { manager: 'grace@example.com', endDate: '2028-01-31', equipment: 'laptop-14, phone' };
  const open = async (query: object) => {
    const { page } = await hilda.open(`${PROFILES}?${new URLSearchParams({ ...job, ...query }).toString()}`);
    return page.querySelector('#access')?.text ?? '';
  };
  expect(await open({ ...fields, trainings: 'driving' })).toContain('Drivers');
  expect(await open(fields)).not.toContain('Drivers');
});

test('each fault of a condition is shown beside its field', async () => {
  const { status, page } = await sendForm(NEW_PROFILE, PROFILES, {
    ...{ code: 'x', 'title.en': 'X', isAddition: 'yes', 'when.manager': 'Grace', 'when.equipment': 'the phone' },
  });
  expect(status).toBe(400);
  expect(page.getElementById('when.manager-error')?.text).toContain('e-mail address');
  expect(page.getElementById('when.equipment-error')?.text).toBeTruthy();
});

test('what another person saved meanwhile is not overwritten by a profile', async () => {
  const path = `${PROFILES}/sales`;
  const preview = await sendForm(path, path, { account: ['email'] });
  await changeAndSave(`${PROFILES}/design`, `${PROFILES}/design`, { account: ['email'] });
  const saved = await hilda.send('/admin/company/save', readForm(preview.page, '/admin/company/save'));
  expect(saved.status).toBe(412);
  expect(saved.text).toContain('Version 2 of the settings is in force by now');
  expect((await getCompany()).settings.profiles.sales?.accounts).toHaveLength(3);
});

test('the pages are in German, too', async () => {
  await hilda.send('/language', { language: 'de', back: '/admin/company' });
  const text = getText((await hilda.open(PROFILES)).page);
  for (const words of ['Zugangsprofile', 'Abteilung: Engineering', 'Wer bekommt was']) expect(text).toContain(words);
});
