import { createReason } from '../../src/domain/reasons/reason';
import { PEOPLE } from '../api/support/test-api';
import { ApiWithEngine } from '../api/support/api-with-engine';
import { allOf, approval } from '../../src/planning/dsl';
import { definePlan } from '../../src/planning/define-plan';
import { plans } from '../../plans';
import { Visitor } from './support/visitor';

const HOSTILE = '<script>alert("note")</script>';
const jointApprovalPlan = definePlan(
  'both',
  { title: 'Two who agree' },
  { consent: approval({ from: allOf('manager', 'finance') }) },
);
let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start([...plans, jointApprovalPlan]);
  await platform.startWorker();
});
afterAll(() => platform.close());

let hireCount = 0;
/** Submits an onboarding that waits for its manager. Returns its id and the path of the manager's link. */
async function submitForApproval(plan = 'standard', step?: string): Promise<{ id: string; path: string }> {
  hireCount += 1;
  const { api } = platform;
  const changes = { note: HOSTILE, manager: PEOPLE.manager, plan };
  const id = await api.submit(`decide-${String(hireCount)}@example.org`, changes);
  await platform.waitForStatus(id, 'awaiting-approval');
  return { id, path: await createDecisionPath(id, PEOPLE.manager.email, step) };
}

const createDecisionPath = async (id: string, email: string, step = 'managerApproval'): Promise<string> =>
  new URL(await platform.api.links.createDecisionLink(id, step, email)).pathname;

test('the mail link only shows the approval; one button decides', async () => {
  const { id, path } = await submitForApproval();
  const visitor = new Visitor(platform.api);
  const opened = await visitor.open(path);
  expect(opened.status).toBe(200);
  expect(opened.page.querySelector('h1')?.text).toContain('Ada Lovelace');
  const facts = opened.page.querySelectorAll('dl.facts dd').map(({ text }) => text);
  expect(facts.join('; ')).toMatch(/Engineer.*; Berlin; .*; Standard onboarding/);
  expect(opened.text).not.toContain('<script>alert');
  expect(opened.text).toContain('&lt;script>');
  expect((await platform.waitForStatus(id, 'awaiting-approval')).status).toBe('awaiting-approval');
  const done = await visitor.send(path, { action: 'approve', comment: 'Welcome!' });
  expect(done.page.querySelector('h1')?.text).toBe('Thank you');
  const view = await platform.waitForView(id, ({ steps }) => steps.some(({ decision }) => decision !== undefined));
  expect(view.steps.find(({ id: step }) => step === 'managerApproval')?.decision).toMatchObject({
    outcome: 'approved',
    by: PEOPLE.manager.email,
    via: 'api',
    comment: 'Welcome!',
  });
  const { token_id } = await platform.api.testDb.database
    .selectFrom('audit')
    .select('token_id')
    .where('action', '=', 'onboarding.approve')
    .where('onboarding_id', '=', id)
    .executeTakeFirstOrThrow();
  expect(token_id).toMatch(/^link:/);
});

test('too late: it shows the decider, and changes nothing', async () => {
  const { id, path } = await submitForApproval();
  await platform.api.call('POST', `/onboardings/${id}/steps/managerApproval/approve`, { as: 'manager' });
  await platform.waitForView(id, ({ steps }) => steps.some(({ decision }) => decision !== undefined));
  const visitor = new Visitor(platform.api);
  for (const response of [await visitor.open(path), await visitor.send(path, { action: 'decline', reason: 'no' })])
    expect(response.text).toContain('Approved by grace@example.com on');
  const { status } = await platform.waitForView(id, () => true);
  expect(status).not.toBe('declined');
});

test('too late after a decline: it shows the decider and the reason', async () => {
  const { id, path } = await submitForApproval();
  const body = { comment: HOSTILE };
  await platform.api.call('POST', `/onboardings/${id}/steps/managerApproval/decline`, { as: 'manager', body });
  await platform.waitForStatus(id, 'declined');
  const response = await new Visitor(platform.api).open(path);
  expect(response.text).toContain('Declined by grace@example.com on');
  expect(response.page.querySelector('blockquote')?.text).toBe(HOSTILE);
  expect(response.page.querySelector('blockquote script')).toBeNull();
  expect(response.page.querySelector('form[action^="/decide/"]')).toBeNull();
});

test('with allOf, a person who approved sees that, and is asked nothing more', async () => {
  const { id, path } = await submitForApproval('both', 'consent');
  const visitor = new Visitor(platform.api);
  await visitor.send(path, { action: 'approve', comment: 'Gladly.' });
  await platform.waitForView(id, ({ steps }) => steps[0]?.approvals !== undefined);
  const { text } = await visitor.open(path);
  expect(text).toContain('Approved by grace@example.com on');
  expect(text).toContain('Gladly.');
  expect((await visitor.open(await createDecisionPath(id, PEOPLE.finance.email, 'consent'))).text).toContain(
    'value="approve"',
  );
});

test('a decline requires a reason, and input is kept', async () => {
  const { id, path } = await submitForApproval();
  const visitor = new Visitor(platform.api);
  const rejected = await visitor.send(path, { action: 'decline', reason: ' ', comment: 'kept' });
  expect(rejected.status).toBe(400);
  expect(rejected.page.querySelector('#reason-error')?.text).toMatch(/^Enter a reason/);
  expect(rejected.page.querySelector('#comment')?.text).toBe('kept');
  await visitor.send(path, { action: 'decline', reason: 'The offer was withdrawn.' });
  expect(await platform.waitForStatus(id, 'declined')).toMatchObject({
    termination: {
      reason: createReason('step-declined', { step: 'managerApproval' }),
      comment: 'The offer was withdrawn.',
    },
  });
});

test('after a delegation, the delegator’s link no longer decides', async () => {
  const { id, path } = await submitForApproval();
  const visitor = new Visitor(platform.api);
  const unknown = await visitor.send(path, { action: 'delegate', to: 'stranger@example.com' });
  expect(unknown.page.querySelector('#to-error')?.text).toBe('Not in People');
  await visitor.send(path, { action: 'delegate', to: PEOPLE.finance.email });
  const { steps } = await platform.waitForView(id, (view) =>
    view.steps.some(({ people = [] }) => people.some(({ email }) => email === PEOPLE.finance.email)),
  );
  expect(steps.find(({ id: step }) => step === 'managerApproval')?.people).toContainEqual(
    expect.objectContaining({ email: PEOPLE.finance.email }),
  );
  const other = new Visitor(platform.api);
  await other.send(await createDecisionPath(id, PEOPLE.finance.email), { action: 'approve' });
  await platform.waitForView(id, (view) => view.steps.some(({ decision }) => decision?.by === PEOPLE.finance.email));
});

test('delegated to an absent person: the deputy’s link decides', async () => {
  const { id, path } = await submitForApproval();
  const getDateIn = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const absence = { from: getDateIn(-2), to: getDateIn(2), deputy: PEOPLE.it.email };
  await platform.api.call('POST', '/people/me/absences', { as: 'finance', body: absence });
  await new Visitor(platform.api).send(path, { action: 'delegate', to: PEOPLE.finance.email });
  await platform.waitForView(id, ({ steps }) => steps[0]?.people?.[0]?.email === PEOPLE.it.email);
  const visitor = new Visitor(platform.api);
  expect((await visitor.open(await createDecisionPath(id, PEOPLE.finance.email))).text).toContain(
    'no longer assigned to you',
  );
  await visitor.send(await createDecisionPath(id, PEOPLE.it.email), { action: 'approve' });
  await platform.waitForView(id, ({ steps }) => steps[0]?.decision?.by === PEOPLE.it.email);
});

test('a link decides only for its own person and step', async () => {
  const { id, path } = await submitForApproval();
  const visitor = new Visitor(platform.api);
  const stranger = await visitor.send(await createDecisionPath(id, 'stranger@example.com'), { action: 'approve' });
  expect(stranger.text).toContain('no longer assigned to you');
  const tampered = `${path.slice(0, -3)}abc`;
  expect((await visitor.open(tampered)).status).toBe(410);
  expect((await visitor.send(tampered, { action: 'approve' })).status).toBe(410);
  expect((await visitor.open(await createDecisionPath(id, PEOPLE.manager.email, 'noStep'))).status).toBe(410);
  const hire = new URL(await platform.api.links.createNewHireLink(id, 'ada@example.org')).pathname.replace(
    '/hire/',
    '/decide/',
  );
  expect((await visitor.open(hire)).status).toBe(410);
  for (const action of ['retry', 'rollback', 'skip', 'accept'])
    expect((await visitor.send(path, { action, reason: 'no' })).status).toBe(403);
  const foreign = { headers: { 'Sec-Fetch-Site': 'cross-site' } };
  expect((await visitor.send(path, { action: 'approve' }, foreign)).status).toBe(403);
  expect((await platform.waitForView(id, () => true)).status).toBe('awaiting-approval');
});

test('a manager finds the approval among the tasks and answers there', async () => {
  const { id } = await submitForApproval();
  const grace = await Visitor.signIn(platform.api, 'manager');
  const { page } = await grace.open('/tasks');
  const link = page.querySelector(`a[href="/tasks/${id}/managerApproval"]`);
  expect(link?.text).toBeTruthy();
  expect((await grace.open(`/tasks/${id}/managerApproval`)).text).toContain('Schedule');
  expect(await grace.send(`/tasks/${id}/managerApproval`, { action: 'approve' })).toMatchObject({
    status: 303,
    redirectTo: '/tasks?flash=approve',
  });
  expect((await grace.open('/tasks?flash=approve')).page.querySelector('.flash')?.text).toBe('Approved. Thank you.');
  const ivan = await Visitor.signIn(platform.api, { email: 'ivan@example.com' });
  expect((await ivan.open(`/tasks/${id}/nothing`)).status).toBe(404);
});
