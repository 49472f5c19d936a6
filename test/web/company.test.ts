import { type HTMLElement, parse } from 'node-html-parser';
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

interface Settings {
  name: string;
  departments: string[];
  locations: Record<string, object>;
}

const getSettings = async () =>
  (await api.call('GET', '/company')).body as unknown as { version: number; settings: Settings };

/** Sends the form, expects a preview, and saves it. */
async function changeAndSave(
  path: string,
  change: (form: URLSearchParams) => void,
  action = path,
): Promise<HTMLElement> {
  const form = readForm((await hilda.open(path)).page, action);
  change(form);
  const preview = await hilda.send(action, form);
  expect(preview.status).toBe(200);
  const save = readForm(preview.page, '/admin/company/save');
  expect(await hilda.send('/admin/company/save', save)).toMatchObject({
    status: 303,
    redirectTo: '/admin/company?flash=company-saved',
  });
  return preview.page;
}

test('name and departments are changed, after a preview of the differences', async () => {
  const preview = await changeAndSave('/admin/company/general', (form) => {
    form.set('name', 'Acme');
    form.set('departments', `${form.get('departments') ?? ''}\nResearch\n`);
  });
  const text = preview.querySelector('main')?.text ?? '';
  expect(text).toContain('Example Company');
  expect(text).toContain('Acme');
  expect(text).toContain('Open onboardings stay as they are.');
  const { version, settings } = await getSettings();
  expect(version).toBe(2);
  expect(settings).toMatchObject({ name: 'Acme', departments: expect.arrayContaining(['Legal', 'Research']) });
  expect((await hilda.open('/admin/company')).page.querySelector('main')?.text).toContain('Version 2 is in force.');
});

/** Uploads a logo with the rest of the form. */
async function uploadLogo(content: Buffer): Promise<HTMLElement> {
  const path = '/admin/company/general';
  const body = new FormData();
  for (const [name, value] of readForm((await hilda.open(path)).page, path)) body.set(name, value);
  body.set('file', new Blob([new Uint8Array(content)]), 'logo');
  const response = await fetch(api.url + path, {
    ...{ method: 'POST', body },
    headers: { Cookie: `firstday=${hilda.getCookie('firstday') ?? ''}`, 'Sec-Fetch-Site': 'same-origin' },
  });
  return parse(await response.text());
}

test('an uploaded logo is previewed by its size, saved, shown and removed', async () => {
  const content = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(60_000)]);
  const preview = await uploadLogo(content);
  expect(preview.querySelector('main table')?.text).toContain('data:image/jpeg;base64,… (60004)');
  await hilda.send('/admin/company/save', readForm(preview, '/admin/company/save'));
  expect((await getSettings()).settings).toMatchObject({
    logo: `data:image/jpeg;base64,${content.toString('base64')}`,
  });
  expect((await hilda.open('/admin/company/general')).page.querySelector('.logo img')).not.toBeNull();
  await changeAndSave('/admin/company/general', (form) => form.set('removeLogo', 'yes'));
  expect((await getSettings()).settings).not.toHaveProperty('logo');
});

test.each([
  ['that is no picture', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['that is too large', Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(70_000)])],
])('a logo %s is refused beside its field', async (_, content) => {
  const page = await uploadLogo(content);
  expect(page.querySelector('#file-error')?.text).toBe('Choose a PNG or JPEG file of 64 KB at most');
});

test('colour, signature and default language are changed', async () => {
  await changeAndSave('/admin/company/general', (form) => {
    form.set('colour', '#AA0000');
    form.set('signature.en', 'Your team');
    form.set('signature.de', '');
    form.set('language', 'de');
  });
  expect((await getSettings()).settings).toMatchObject({ colour: '#aa0000', signature: 'Your team', language: 'de' });
});

test('an unchanged form changes nothing', async () => {
  const { settings } = await getSettings();
  for (const path of [
    '/admin/company/general',
    '/admin/company/locations/berlin',
    '/admin/company/locations/tel-aviv',
  ]) {
    const form = readForm((await hilda.open(path)).page, path);
    const { page } = await hilda.send(path, form);
    expect(page.querySelector('main')?.text).toContain('Nothing is different');
    expect(page.querySelector('form[action="/admin/company/save"] button')?.hasAttribute('disabled')).toBe(true);
  }
  expect((await getSettings()).settings).toEqual(settings);
});

test('a location is added, and requests can name it', async () => {
  await changeAndSave(
    '/admin/company/locations/new',
    (form) => {
      form.set('code', 'rome');
      form.set('title.en', 'Rome');
      form.set('title.de', 'Rom');
      form.set('timeZone', 'Europe/Rome');
      form.set('country', 'it');
      form.set('daysOff', '2027-04-21 Founding of Rome\n2027-08-09 2027-08-20 Ferragosto');
    },
    '/admin/company/locations',
  );
  expect((await getSettings()).settings.locations.rome).toEqual({
    title: { en: 'Rome', de: 'Rom' },
    timeZone: 'Europe/Rome',
    country: 'IT',
    workingDays: [1, 2, 3, 4, 5],
    startTime: '09:00',
    endTime: '17:00',
    daysOff: [
      { from: '2027-04-21', title: 'Founding of Rome' },
      { from: '2027-08-09', to: '2027-08-20', title: 'Ferragosto' },
    ],
  });
  expect((await hilda.open('/onboardings/new')).page.querySelector('option[value=rome]')?.text).toBe('Rome');
});

test('a new location does not replace the one that has its code', async () => {
  const path = '/admin/company/locations/new';
  const form = readForm((await hilda.open(path)).page, '/admin/company/locations');
  for (const [name, value] of Object.entries({ code: 'berlin', timeZone: 'Europe/Rome', country: 'IT' }))
    form.set(name, value);
  form.set('title.en', 'Another');
  const { status, page } = await hilda.send('/admin/company/locations', form);
  expect(status).toBe(400);
  expect(page.querySelector('#code-error')?.text).toContain('There is one with this code already');
  expect(page.querySelector('[name="title.en"]')?.getAttribute('value')).toBe('Another');
});

test('the overview shows the look of the company', async () => {
  await changeAndSave('/admin/company/general', (form) => {
    form.set('colour', '#AA0000');
    form.set('signature.en', 'Your team');
    form.set('language', 'de');
  });
  const facts = (await hilda.open('/admin/company')).page.querySelector('dl.facts');
  expect(facts?.querySelector('rect')?.getAttribute('fill')).toBe('#aa0000');
  expect(facts?.text).toContain('Your team');
  expect(facts?.text).toContain('Deutsch');
});

test('each fault of a location is shown beside its field, and the input is kept', async () => {
  const path = '/admin/company/locations/paris';
  const form = readForm((await hilda.open(path)).page, path);
  form.set('timeZone', 'Europe/Atlantis');
  form.set('country', 'XX');
  form.set('endTime', '08:00');
  form.set('daysOff', 'Christmas');
  form.delete('workingDays');
  const { status, page } = await hilda.send(path, form);
  expect(status).toBe(400);
  for (const field of ['timeZone', 'daysOff']) expect(page.querySelector(`#${field}-error`)?.text).toBeTruthy();
  expect(page.querySelector('fieldset .error')?.text).toBeTruthy();
  expect(page.querySelector('#timeZone')?.getAttribute('value')).toBe('Europe/Atlantis');
});

test('a location with open onboardings cannot be removed, and the preview says so', async () => {
  await api.submit('ada@example.org');
  const { page } = await hilda.send('/admin/company/locations/berlin/remove');
  expect(page.querySelector('.problem')?.text).toContain('1 open onboarding is at berlin');
  expect(page.querySelector('form[action="/admin/company/save"] button')?.hasAttribute('disabled')).toBe(true);
});

test('a calendar file adds days off', async () => {
  const year = new Date().getFullYear() + 1;
  const lines = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    `DTSTART;VALUE=DATE:${String(year)}1224`,
    'SUMMARY:Closed',
    'END:VEVENT',
  ];
  const body = new FormData();
  body.set('file', new Blob([[...lines, 'END:VCALENDAR'].join('\r\n')], { type: 'text/calendar' }), 'days.ics');
  const response = await fetch(`${api.url}/admin/company/locations/berlin/days-off`, {
    ...{ method: 'POST', body },
    headers: { Cookie: `firstday=${hilda.getCookie('firstday') ?? ''}`, 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(await response.text()).toContain(`${String(year)}-12-24`);
});

test('what another person saved meanwhile is not overwritten', async () => {
  const path = '/admin/company/general';
  const form = readForm((await hilda.open(path)).page, path);
  form.set('name', 'Acme');
  const preview = await hilda.send(path, form);
  const { settings } = await getSettings();
  const body = { settings: { ...settings, name: 'Bolt' } };
  await api.call('PUT', '/company', { body, headers: { 'If-Match': '"1"' } });
  const saved = await hilda.send('/admin/company/save', readForm(preview.page, '/admin/company/save'));
  expect(saved.status).toBe(412);
  expect(saved.text).toContain('Version 2 of the settings is in force by now');
  expect((await getSettings()).settings.name).toBe('Bolt');
});

test('an earlier version is shown with its differences, and comes back as a new one', async () => {
  await changeAndSave('/admin/company/general', (form) => form.set('name', 'Acme'));
  expect((await hilda.open('/admin/company/versions/2')).page.querySelector('main')?.text).toContain('Acme');
  const preview = await hilda.send('/admin/company/versions/1/restore');
  await hilda.send('/admin/company/save', readForm(preview.page, '/admin/company/save'));
  expect(await getSettings()).toMatchObject({ version: 3, settings: { name: 'Example Company' } });
});

test('only HR and administrators open the settings', async () => {
  const grace = await Visitor.signIn(api, 'manager');
  expect((await grace.open('/admin/company')).status).toBe(403);
  expect((await (await Visitor.signIn(api, 'admin')).open('/admin/company')).status).toBe(200);
});

test('a German page shows German titles and texts', async () => {
  await hilda.send('/language', { language: 'de', back: '/admin/company' });
  const text = (await hilda.open('/admin/company')).page.querySelector('main')?.text ?? '';
  expect(text).toContain('München');
  expect(text).toContain('Firmeneinstellungen');
});
