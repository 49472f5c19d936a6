import { PEOPLE, FUTURE_MONDAY, TestApi } from '../api/support/test-api';
import { Visitor } from './support/visitor';

const HOSTILE = '<img src=x onerror=alert(1)>';
let api: TestApi;
let alan: Visitor;
beforeAll(async () => {
  api = await TestApi.start();
  alan = await Visitor.signIn(api, 'admin');
});
afterAll(() => api.close());

test('every section is linked', async () => {
  const { page } = await alan.open('/admin');
  for (const part of ['people', 'tokens', 'trainings', 'plans', 'audit']) {
    expect(page.querySelector(`main a[href="/admin/${part}"]`)).not.toBeNull();
    expect((await alan.open(`/admin/${part}`)).status).toBe(200);
  }
});

test('a person is added, signs in and is changed; input is never markup', async () => {
  const added = { isNew: 'yes', name: HOSTILE, email: 'nadia@example.com', managerEmail: PEOPLE.manager.email };
  const form = new URLSearchParams({ ...added, roles: 'it' });
  form.append('roles', 'finance');
  expect(await alan.send('/admin/people', form)).toMatchObject({ status: 303 });
  const { text } = await alan.open('/admin/people?q=nadia');
  expect(text).toContain('IT, Finance');
  expect(text).not.toContain('<img');
  const nadia = await Visitor.signIn(api, { email: 'nadia@example.com' });
  expect((await nadia.open('/inventory')).status).toBe(200);
  const edit = await alan.open('/admin/people/nadia%40example.com');
  expect(edit.page.querySelector('input[name=roles][value=it]')?.hasAttribute('checked')).toBe(true);
  await alan.send('/admin/people', { name: 'Nadia', email: 'nadia@example.com', roles: 'finance' });
  expect((await nadia.open('/inventory')).status).toBe(403);
});

test('a chosen language is stored for the person, and shown on their page in People', async () => {
  const grace = await Visitor.signIn(api, 'manager');
  expect(await grace.send('/language', { language: 'de', back: '/tasks' })).toMatchObject({ redirectTo: '/tasks' });
  const again = await Visitor.signIn(api, 'manager');
  expect((await again.open('/tasks')).page.querySelector('html')?.getAttribute('lang')).toBe('de');
  const { page } = await alan.open(`/admin/people/${encodeURIComponent(PEOPLE.manager.email)}`);
  expect(page.querySelector('select[name=language] option[selected]')?.getAttribute('value')).toBe('de');
  await grace.send('/language', { language: 'en', back: '/tasks' });
});

test('errors of a person are shown beside the field, and input is kept', async () => {
  const rejected = await alan.send('/admin/people', { isNew: 'yes', name: 'Omar', email: 'omar', roles: 'hr' });
  expect(rejected.status).toBe(400);
  expect(rejected.page.querySelector('#email-error')?.text).toBeTruthy();
  expect(rejected.page.querySelector('#name')?.getAttribute('value')).toBe('Omar');
  expect(rejected.page.querySelector('input[value=hr]')?.hasAttribute('checked')).toBe(true);
});

test('a token is shown once, grants access and can be revoked', async () => {
  const created = await alan.send('/admin/tokens', { email: PEOPLE.hr.email, roles: 'hr', expiresInDays: '30' });
  expect(created.status).toBe(201);
  const token = created.page.querySelector('code')?.text ?? '';
  expect((await api.call('GET', '/onboardings', { as: { token } })).status).toBe(200);
  const list = await alan.open('/admin/tokens');
  expect(list.text).not.toContain(token);
  const { items = [] } = (await api.call('GET', '/tokens', { as: 'admin' })).body;
  const id = String(items.find(({ createdBy }) => createdBy === PEOPLE.admin.email)?.id);
  await alan.send(`/admin/tokens/${id}/revoke`);
  expect((await api.call('GET', '/onboardings', { as: { token } })).status).toBe(401);
});

test('a training is added in the local time of its place', async () => {
  const session = {
    course: 'fire-drill',
    title: 'Fire drill',
    place: 'Yard',
    timeZone: 'Europe/Berlin',
    startsAt: `${FUTURE_MONDAY}T09:00`,
    endsAt: `${FUTURE_MONDAY}T10:00`,
    capacity: '7',
  };
  const form = 'form[action="/admin/trainings"]';
  const { page } = await alan.open('/admin/trainings');
  expect(page.querySelector(form)?.closest('details')?.hasAttribute('open')).toBe(false);
  expect(page.querySelector('details ~ table')).not.toBeNull();
  expect(await alan.send('/admin/trainings', session)).toMatchObject({
    status: 303,
    redirectTo: '/admin/trainings?flash=training-added',
  });
  expect((await alan.open('/admin/trainings?flash=training-added')).text).toContain('Session added.');
  const { items = [] } = (await api.call('GET', '/trainings?course=fire-drill')).body;
  const hours = Number(String(items[0]?.startsAt).slice(11, 13));
  expect([7, 8]).toContain(hours);
  const path = `/admin/trainings/${String((items as { id: string }[])[0]?.id)}`;
  const detail = (await alan.open(path)).page;
  expect(detail.querySelector('input[name=place]')?.getAttribute('value')).toBe(session.place);
  const moved = { ...session, place: 'Roof' };
  expect((await alan.send(path, moved)).redirectTo).toBe(`${path}?flash=training-changed`);
  const backwards = await alan.send(path, { ...moved, endsAt: session.startsAt });
  expect(backwards.page.querySelector('#endsAt-error')?.text).toBeTruthy();
  await alan.send(`${path}/cancel`, {});
  const cancelled = await alan.open(path);
  expect(cancelled.text).toContain('Roof');
  expect(cancelled.page.querySelector('form button.careful')).toBeNull();
  expect((await alan.open('/admin/trainings')).text).toContain('Cancelled');
  const rejected = await alan.send('/admin/trainings', { ...session, timeZone: 'Nowhere/Land' });
  expect(rejected.page.querySelector('#timeZone-error')?.text).toContain('time zone');
  expect(rejected.page.querySelector(form)?.closest('details')?.hasAttribute('open')).toBe(true);
});

test('a plan is drawn, with a table of its steps', async () => {
  const { page } = await alan.open('/admin/plans/standard');
  expect(page.querySelector('figure.chart svg')).not.toBeNull();
  expect(page.querySelectorAll('tbody tr').length).toBeGreaterThan(5);
  expect((await alan.open('/admin/plans/nothing')).status).toBe(404);
});

test('the audit log is searched by person and action', async () => {
  await api.submit('audited@example.org');
  const { page } = await alan.open('/admin/audit?actor=hilda&action=onboarding.');
  const actions = page.querySelectorAll('tbody tr').map((row) => row.text);
  expect(actions.length).toBeGreaterThan(0);
  expect(actions.every((text) => text.includes(PEOPLE.hr.email))).toBe(true);
  expect((await alan.open('/admin/audit?actor=nobody')).page.querySelectorAll('tbody tr')).toHaveLength(0);
});

test('an absence is declared with a deputy, and removed', async () => {
  const waiting = await api.submit('waits@example.org', { manager: PEOPLE.manager });
  const grace = await Visitor.signIn(api, 'manager');
  const absence = { from: FUTURE_MONDAY, to: FUTURE_MONDAY, deputy: PEOPLE.finance.email };
  expect(await grace.send('/absences', absence)).toMatchObject({ redirectTo: '/absences?flash=absence-added' });
  const { page } = await grace.open('/absences');
  expect(page.querySelector('tbody')?.text).toContain(PEOPLE.finance.email);
  // Requests opened before the absence remain hers to decide or delegate.
  expect(page.querySelector(`a[href="/tasks/${waiting}/managerApproval"]`)).not.toBeNull();
  const rejected = await grace.send('/absences', { ...absence, to: '2020-01-01', deputy: 'nobody@example.com' });
  expect(rejected.status).toBe(400);
  expect(rejected.page.querySelector('#to-error')?.text).toBeTruthy();
  const action = page.querySelector('tbody form')?.getAttribute('action') ?? '';
  expect(await grace.send(action)).toMatchObject({ redirectTo: '/absences?flash=absence-removed' });
  expect((await grace.open('/absences')).page.querySelector('tbody')).toBeNull();
});

test('equipment is added, searched and retired; errors are beside the field', async () => {
  const ivan = await Visitor.signIn(api, 'it');
  const item = { tag: 'M-1', model: 'monitor-27', title: HOSTILE, priceCents: '299,50', currency: 'EUR' };
  expect((await ivan.send('/inventory', item)).status).toBe(303);
  const { text, page } = await ivan.open('/inventory?q=M-1');
  expect(text).toContain('€299.50');
  expect(text).not.toContain('<img');
  expect(page.querySelector('form[action="/inventory/M-1/retire"]')).not.toBeNull();
  await ivan.send('/inventory/M-1/retire');
  expect(
    (await ivan.open('/inventory?q=M-1')).page.querySelector('form[action="/inventory/M-1/restore"]'),
  ).not.toBeNull();
  const rejected = await ivan.send('/inventory', { ...item, tag: 'M-2', priceCents: 'a lot' });
  expect([rejected.status, Boolean(rejected.page.querySelector('#priceCents-error')?.text)]).toEqual([400, true]);
  const pasted = 'tag,model,title,priceCents,currency\nM-3,monitor-27,Monitor,29950,EUR\nM-4,,Monitor,29950,EUR\n';
  const rows = new URLSearchParams({ pasted });
  expect((await ivan.send('/inventory/import', rows)).status).toBe(422);
  expect(
    (await ivan.open('/inventory?q=M-3')).page.querySelectorAll('form[action="/inventory/M-3/retire"]'),
  ).toHaveLength(0);
});

test('the account page ends other sessions at once', async () => {
  const here = await Visitor.signIn(api, 'finance');
  const elsewhere = await Visitor.signIn(api, 'finance');
  const { page } = await here.open('/account');
  const action = page.querySelectorAll('form').map((form) => form.getAttribute('action'));
  expect(action).toContain('/account/sessions/end-others');
  await here.send('/account/sessions/end-others');
  expect((await elsewhere.open('/account')).redirectTo).toMatch(/^\/sign-in/);
  expect((await here.open('/account')).status).toBe(200);
});

test('a cohort file: errors are reported by row, and a valid file starts', async () => {
  const hilda = await Visitor.signIn(api, 'hr');
  const template = (await hilda.open('/cohorts/template')).text;
  const bad = template.replace(/\n([^\n]*)@/, '\n$1');
  const rejected = await hilda.send('/cohorts/new', { pasted: bad });
  expect(rejected.status).toBe(422);
  expect(rejected.page.querySelectorAll('tbody tr').length).toBeGreaterThan(0);
  expect(rejected.page.querySelector('textarea')?.text.trim()).toBe(bad.trim());
  expect((await hilda.send('/cohorts/new', { pasted: '' })).status).toBe(400);
  const request = { employee: { givenName: 'Cy', familyName: HOSTILE, personalEmail: 'cy@example.org' } };
  const job = {
    title: 'Engineer',
    department: 'Engineering',
    location: 'berlin',
    employmentType: 'employee',
    remote: false,
  };
  const rows = [{ ...request, job, manager: PEOPLE.manager, startDate: FUTURE_MONDAY }];
  const sent = await hilda.send('/cohorts/new', { pasted: JSON.stringify(rows) });
  expect(sent.redirectTo).toMatch(/^\/cohorts\/[\w-]+\?flash=cohort-submitted$/);
  const one = await hilda.open(sent.redirectTo ?? '');
  expect(one.page.querySelector('progress')).not.toBeNull();
  expect(one.text).not.toContain('<img');
});

test('a cohort file is checked first: what is short is told, and what was checked is what starts', async () => {
  const hilda = await Visitor.signIn(api, 'hr');
  const job = { title: 'E', department: 'Engineering', location: 'berlin', employmentType: 'employee', remote: false };
  const rows = ['Ann', 'Ben', 'Cleo'].map((givenName) => ({
    employee: { givenName, familyName: 'Checked', personalEmail: `${givenName}@checked.example.org` },
    job,
    manager: PEOPLE.manager,
    startDate: FUTURE_MONDAY,
    equipment: ['laptop-14'],
  }));
  const pasted = JSON.stringify([...rows, { employee: {} }]);
  const form = await hilda.open('/cohorts/new');
  expect(form.page.querySelectorAll('main form button').map((button) => button.text.trim())).toEqual(['Check']);
  const checked = await hilda.send('/cohorts/new/preview', { pasted });
  expect(checked.status).toBe(200);
  expect(checked.text).toContain('3 rows are valid, 1 invalid. Nothing has been imported yet.');
  expect(checked.page.querySelector('.warnings')?.text).toContain('Not enough in stock: 3 × laptop-14 needed');
  expect(checked.page.querySelectorAll('tbody tr').length).toBeGreaterThan(0);
  expect(checked.page.querySelector('textarea')?.text.trim()).toBe(pasted);
  const [start] = checked.page.querySelectorAll('main form button');
  expect([start?.text.trim(), start?.getAttribute('name'), start?.getAttribute('value')]).toEqual([
    'Import 3 rows',
    'partial',
    'true',
  ]);
  const sent = await hilda.send('/cohorts/new', { pasted, partial: 'true' });
  expect(sent.redirectTo).toMatch(/flash=cohort-submitted$/);
});

test('an item added clears its draft', async () => {
  const ivan = await Visitor.signIn(api, 'it');
  const form = await ivan.open('/inventory/new');
  const key = form.page.querySelector('form[data-draft]')?.getAttribute('data-draft');
  const item = { tag: 'DRAFT-1', model: 'laptop-14', title: 'Laptop', priceCents: '10.00', currency: 'EUR' };
  const added = await ivan.send('/inventory', item);
  const { page } = await ivan.open(added.redirectTo ?? '');
  expect(page.querySelector('[data-clear-draft]')?.getAttribute('data-clear-draft')).toBe(key);
});

test('an update of a running import keeps the page that is read', async () => {
  const hilda = await Visitor.signIn(api, 'hr');
  const job = {
    title: 'Engineer',
    department: 'Engineering',
    location: 'berlin',
    employmentType: 'employee',
    remote: false,
  };
  const rows = ['ann', 'ben', 'cat'].map((name) => ({
    employee: { givenName: name, familyName: 'Paged', personalEmail: `${name}.paged@example.org` },
    job,
    manager: PEOPLE.manager,
    startDate: FUTURE_MONDAY,
  }));
  const sent = await hilda.send('/cohorts/new', { pasted: JSON.stringify(rows) });
  const [path = ''] = (sent.redirectTo ?? '').split('?');
  const first = await api.call('GET', `${path}?limit=1`, { as: 'hr' });
  const second = `${path}?cursor=${encodeURIComponent(String(first.body.nextCursor))}`;
  const { page } = await hilda.open(second);
  const live = page.querySelector('#cohort')?.getAttribute('hx-get') ?? '';
  expect(live).toBe(second.replace('?', '/live?'));
  const update = await hilda.open(live, { headers: { 'HX-Request': 'true' } });
  expect(update.page.querySelectorAll('tbody tr')).toHaveLength(2);
  expect(update.page.querySelector('#cohort')?.getAttribute('hx-get')).toBe(live);
});

test('filters of the list survive each other, and a repeated one is ignored', async () => {
  const hilda = await Visitor.signIn(api, 'hr');
  const { page } = await hilda.open('/onboardings?location=berlin&q=cy');
  expect(page.querySelector('form input[name=location]')?.getAttribute('value')).toBe('berlin');
  expect((await hilda.open('/onboardings?q=a&q=b&department=x&department=y')).status).toBe(200);
});
