import { DateTime } from 'luxon';
import type { HTMLElement } from 'node-html-parser';
import { PEOPLE } from '../api/support/test-api';
import { ApiWithEngine } from '../api/support/api-with-engine';
import { waitForValue } from '../support/wait-for-value';
import { Visitor } from './support/visitor';
import { createReason } from '../../src/domain/reasons/reason';

const HOSTILE = '<img src=x onerror=alert(1)>';
let platform: ApiWithEngine;
let hilda: Visitor;
let grace: Visitor;
beforeAll(async () => {
  platform = await ApiWithEngine.start();
  await platform.startWorker();
  hilda = await Visitor.signIn(platform.api, 'hr');
  grace = await Visitor.signIn(platform.api, 'manager');
});
afterAll(() => platform.close());

let hireCount = 0;
async function submitAndAwaitApproval(changes: object = {}): Promise<string> {
  hireCount += 1;
  const id = await platform.api.submit(`one-${String(hireCount)}@example.org`, { manager: PEOPLE.manager, ...changes });
  await platform.waitForStatus(id, 'awaiting-approval');
  return id;
}

test('the list shows pending steps and counts, with filters in the URL', async () => {
  const id = await submitAndAwaitApproval();
  const { page, text } = await hilda.open('/onboardings');
  const row = page.querySelector(`a[href="/onboardings/${id}"]`)?.closest('tr');
  expect(row?.text).toContain('Ada Lovelace');
  expect(row?.text).toContain(PEOPLE.manager.name);
  expect(row?.querySelector('progress')).not.toBeNull();
  expect(row?.querySelector('.more')?.text).toBe('Engineering, Berlin');
  expect(page.querySelector('.counts')?.text).toContain('Pending approval');
  expect(text).not.toContain('undefined');
  const none = await hilda.open('/onboardings?q=nobody%20of%20that%20name&sort=name&status=completed');
  expect(none.text).toContain('No matches.');
  expect(none.page.querySelector('#q')?.getAttribute('value')).toBe('nobody of that name');
  expect(none.page.querySelector('#status option[selected]')?.getAttribute('value')).toBe('completed');
});

test('the list shows orphaned onboardings without pending people', async () => {
  const id = await submitAndAwaitApproval({
    employee: { givenName: 'Lost', familyName: 'Byron', personalEmail: 'lost@example.org' },
  });
  const incident = JSON.stringify({
    incident: { kind: 'orphaned', reason: createReason('orphaned.terminated', { heldSteps: [] }) },
  });
  const row = await waitForValue(async () => {
    // Repeated, because a pending snapshot of the workflow may overwrite it.
    await platform.api.testDb.pool.query('update onboardings set view = view || $1 where id = $2', [incident, id]);
    const { page } = await hilda.open('/onboardings?q=Lost');
    const found = page.querySelector(`a[href="/onboardings/${id}"]`)?.closest('tr');
    return found?.text.includes('Workflow missing in Temporal') ? found : undefined;
  });
  expect(row.text).not.toContain(PEOPLE.manager.name);
});

test('invalid query parameters show the unfiltered list', async () => {
  for (const query of ['status=maybe', 'startsFrom=soon', 'sort=up', 'cursor=abc', 'q=%00%25', 'location=%3Cb%3E']) {
    const seen = await hilda.open(`/onboardings?${query}`);
    const shown = seen.redirectTo ? await hilda.open(seen.redirectTo) : seen;
    expect([query, shown.status, shown.page.querySelector('h1')?.text]).toEqual([query, 200, 'Onboardings']);
  }
});

test('a manager sees only their own hires', async () => {
  const mine = await submitAndAwaitApproval();
  const other = await submitAndAwaitApproval({ manager: { name: 'Mary', email: 'mary@example.com' } });
  const { page } = await grace.open('/onboardings');
  expect(page.querySelector('h1')?.text).toBe('My new hires');
  expect(page.querySelector(`a[href="/onboardings/${mine}"]`)).not.toBeNull();
  expect(page.querySelector(`a[href="/onboardings/${other}"]`)).toBeNull();
  for (const path of [`/onboardings/${other}`, `/onboardings/${other}/live`, `/tasks/${other}/managerApproval`])
    expect([path, (await grace.open(path)).status]).toEqual([path, 404]);
  for (const action of ['cancel', 'reschedule', 'amend']) {
    expect((await grace.open(`/onboardings/${mine}/${action}`)).status).toBe(403);
    expect((await grace.send(`/onboardings/${mine}/${action}`, {})).status).toBe(403);
  }
});

test('the page shows plan, schedule, timeline and allowed changes', async () => {
  const id = await submitAndAwaitApproval({ note: HOSTILE });
  await platform.waitForView(id, ({ timeline }) => timeline.some(({ kind }) => kind === 'approval-requested'));
  const seen = await hilda.open(`/onboardings/${id}`);
  expect(seen.page.querySelector('h1')?.text).toBe('Ada Lovelace');
  expect(seen.page.querySelectorAll('figure.chart svg')).toHaveLength(2);
  expect(seen.page.querySelector('.edge.branch')?.attributes).toMatchObject({
    'data-from': 'assignEquipment',
    'data-to': 'purchaseEquipment',
  });
  expect(seen.page.querySelector('.legend')?.text).toContain('dashed arrow: only if');
  expect(seen.page.querySelector('ol.timeline')?.text).toContain('Approval requested');
  expect(seen.text).not.toContain('<img src=x');
  expect(seen.page.querySelector('[sse-connect]')?.getAttribute('sse-connect')).toBe(
    `/api/v1/onboardings/${id}/events`,
  );
  const listActionLinks = (page: typeof seen.page) => page.querySelectorAll('nav.actions a').map((link) => link.text);
  expect(listActionLinks(seen.page)).toEqual(['Change start date', 'Edit request', 'Cancel onboarding', 'Duplicate']);
  expect(listActionLinks((await grace.open(`/onboardings/${id}`)).page)).toEqual([]);
  const alan = await Visitor.signIn(platform.api, 'admin');
  const { page } = await alan.open(`/onboardings/${id}`);
  expect(listActionLinks(page)).toContain('View in Temporal');
  const fragment = await hilda.open(`/onboardings/${id}/live`, { headers: { 'HX-Request': 'true' } });
  expect(fragment.text).not.toContain('<html');
  expect(fragment.page.querySelector('h1')?.text).toBe('Ada Lovelace');
});

test('HR reminds from the page of the onboarding; the manager, who is asked, cannot', async () => {
  const id = await submitAndAwaitApproval();
  const findButton = ({ page }: Awaited<ReturnType<typeof hilda.open>>) =>
    page.querySelector(`form[action="/tasks/${id}/managerApproval"] button[value=remind]`);
  expect(findButton(await grace.open(`/onboardings/${id}`))).toBeNull();
  const offered = findButton(await hilda.open(`/onboardings/${id}`));
  expect(offered?.text).toBe('Remind');
  const sent = await hilda.send(`/tasks/${id}/managerApproval`, { action: 'remind' });
  expect(sent.redirectTo).toMatch(new RegExp(`^/onboardings/${id}\\?flash=(remind|recorded)$`));
  await platform.waitForView(id, ({ timeline }) => timeline.some(({ kind }) => kind === 'reminded'));
  const { page } = await hilda.open(`/onboardings/${id}`);
  expect(page.querySelector('ol.timeline')?.text).toContain('Reminder sent by hilda@example.com');
  const again = await hilda.send(`/tasks/${id}/managerApproval`, { action: 'remind' });
  expect([again.status, again.text]).toEqual([409, expect.stringContaining('The next one is possible from')]);
});

test('rescheduling: preview, then done', async () => {
  const id = await submitAndAwaitApproval();
  const { startDate } = (await platform.waitForView(id, () => true)) as { startDate: string };
  const later = new Date(Date.parse(startDate) + 14 * 86_400_000).toISOString().slice(0, 10);
  const preview = await hilda.open(`/onboardings/${id}/reschedule?startDate=${later}`);
  expect(preview.page.querySelectorAll('tbody tr').length).toBeGreaterThan(3);
  const sunday = DateTime.fromISO(later).endOf('week').toISODate();
  expect((await hilda.open(`/onboardings/${id}/reschedule?startDate=${sunday ?? ''}`)).text).toContain('a weekend');
  expect((await platform.waitForView(id, () => true)).startDate).toBe(startDate);
  const moved = await hilda.send(`/onboardings/${id}/reschedule`, { startDate: later });
  expect(moved.redirectTo).toMatch(/flash=(moved|recorded)$/);
  await platform.waitForView(id, (view) => view.startDate === later);
  for (const wrong of ['2020-01-01', 'tomorrow', '2027-02-30']) {
    const rejected = await hilda.open(`/onboardings/${id}/reschedule?startDate=${wrong}`);
    expect([wrong, rejected.status]).toEqual([wrong, 400]);
    expect(rejected.page.querySelector('#startDate-error')?.text).toBeTruthy();
  }
});

test('amending sends only changed fields; errors are beside the field', async () => {
  const id = await submitAndAwaitApproval();
  const form = await hilda.open(`/onboardings/${id}/amend`);
  expect(form.page.querySelector('[id="job.title"]')?.getAttribute('value')).toBe('Engineer');
  const wrong = await hilda.send(`/onboardings/${id}/amend`, { 'job.title': 'Lead', 'manager.email': 'nobody' });
  expect(wrong.status).toBe(400);
  expect(wrong.page.querySelector('[id="manager.email-error"]')?.text).toBeTruthy();
  expect(wrong.page.querySelector('[id="job.title"]')?.getAttribute('value')).toBe('Lead');
  const preview = await hilda.send(`/onboardings/${id}/amend`, { 'job.title': 'Lead' });
  expect(preview.page.querySelector('button[name="confirmed"]')?.text.trim()).toBe('Save changes');
  expect((await platform.waitForView(id, () => true)).request.job.title).toBe('Engineer');
  const confirmed = { 'job.title': 'Lead', confirmed: 'yes' };
  expect((await hilda.send(`/onboardings/${id}/amend`, confirmed)).redirectTo).toMatch(/flash=amended$/);
  await platform.waitForView(id, ({ request }) => request.job.title === 'Lead');
  const { request } = await platform.waitForView(id, () => true);
  expect(request.manager.email).toBe(PEOPLE.manager.email);
});

test('an upcoming step may be skipped by those whom the API allows', async () => {
  const id = await submitAndAwaitApproval();
  const path = `/tasks/${id}/thirtyDayCheckIn`;
  const findSkipOffer = async (visitor: Visitor) =>
    (await visitor.open(`/onboardings/${id}`)).page.querySelector(`section a[href="${path}"]`)?.parentNode?.text;
  expect(await findSkipOffer(hilda)).toMatch(/from .+ Skip$/);
  expect(await findSkipOffer(await Visitor.signIn(platform.api, 'finance'))).toBeUndefined();
  const { page } = await hilda.open(path);
  expect(page.querySelectorAll('form button[name="action"]').map((button) => button.getAttribute('value'))).toEqual([
    'skip',
  ]);
  expect((await hilda.send(path, { action: 'skip' })).redirectTo).toMatch(/flash=(skip|recorded)$/);
  await platform.waitForView(id, ({ steps }) =>
    steps.some((step) => step.id === 'thirtyDayCheckIn' && step.status === 'skipped'),
  );
  expect(await findSkipOffer(hilda)).toBeUndefined();
});

test('cancelling lists the holdings, requires a reason, then undoes them', async () => {
  const id = await submitAndAwaitApproval();
  expect((await hilda.open(`/onboardings/${id}/cancel`)).text).toContain('What will be undone');
  const rejected = await hilda.send(`/onboardings/${id}/cancel`, { reason: '  ' });
  expect(rejected.status).toBe(400);
  expect(rejected.page.querySelector('#reason-error')?.text).toBeTruthy();
  expect((await hilda.send(`/onboardings/${id}/cancel`, { reason: 'Offer withdrawn' })).redirectTo).toContain(id);
  await platform.waitForStatus(id, 'cancelled');
  const { page } = await hilda.open(`/onboardings/${id}`);
  expect(page.querySelectorAll('nav.actions a').map((link) => link.text)).toEqual(['Edit and submit again']);
  expect(page.querySelector('.is-on-track')).toBeNull();
  expect(page.querySelector('[sse-connect]')).toBeNull();
  expect((await hilda.send(`/onboardings/${id}/cancel`, { reason: 'again' })).text).toContain('has ended');
});

const readFields = ({ page }: { page: HTMLElement }, ...names: string[]) =>
  names.map((name) => {
    const field = page.querySelector(`[id="${name}"]`);
    return (
      field?.getAttribute('value') ?? field?.querySelector('option[selected]')?.getAttribute('value') ?? field?.text
    );
  });

test('a declined request is edited and submitted again, with the reason on top', async () => {
  const employee = { givenName: 'Zoë', familyName: 'Okafor', personalEmail: 'zoe@example.org', phone: '+49 30 1' };
  const id = await submitAndAwaitApproval({
    employee,
    note: 'Left-handed',
    equipment: ['laptop-14'],
    trainings: ['security-basics'],
  });
  await grace.send(`/tasks/${id}/managerApproval`, { action: 'decline', reason: 'Another team' });
  await platform.waitForStatus(id, 'declined');
  const { page } = await hilda.open(`/onboardings/${id}`);
  expect(page.querySelector('[data-step="managerApproval"]')?.classList.contains('is-declined')).toBe(true);
  expect(page.querySelector('[data-responses="managerApproval"]')?.text).toContain('Another team');
  const form = await hilda.open(`/onboardings/new?from=${id}`);
  expect(form.page.querySelector('.source')?.text).toContain('Another team');
  expect(
    readFields(form, 'employee.givenName', 'employee.personalEmail', 'employee.phone', 'job.location', 'job.remote'),
  ).toEqual(['Zoë', 'zoe@example.org', '+49 30 1', 'berlin', 'no']);
  expect(readFields(form, 'equipment', 'note', 'manager.email')).toEqual([
    'laptop-14',
    'Left-handed',
    PEOPLE.manager.email,
  ]);
});

test('an open onboarding is duplicated for another person: position and equipment, not the person', async () => {
  const id = await submitAndAwaitApproval({ note: 'Private', equipment: ['laptop-14'] });
  const form = await hilda.open(`/onboardings/new?from=${id}`);
  expect(readFields(form, 'employee.givenName', 'employee.personalEmail', 'startDate', 'note')).toEqual([
    '',
    '',
    '',
    '',
  ]);
  expect(readFields(form, 'job.title', 'job.department', 'equipment')).toEqual([
    'Engineer',
    'Engineering',
    'laptop-14',
  ]);
  expect((await grace.open(`/onboardings/new?from=${id}`)).status).toBe(403);
});

test('a fragment requested after the end of the session replaces nothing', async () => {
  const stranger = new Visitor(platform.api);
  const { status, text, redirectTo, headers } = await stranger.send(
    '/onboardings/new/preview',
    { 'job.title': 'Engineer' },
    { headers: { 'HX-Request': 'true' } },
  );
  expect({ status, text, redirectTo, reswap: headers.get('HX-Reswap') }).toEqual({
    status: 401,
    text: '',
    redirectTo: undefined,
    reswap: 'none',
  });
});
