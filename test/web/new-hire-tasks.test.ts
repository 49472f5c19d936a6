import { z } from 'zod';
import { PEOPLE } from '../api/support/test-api';
import { ApiWithEngine } from '../api/support/api-with-engine';
import { definePlan } from '../../src/planning/define-plan';
import { approval, approvals, task } from '../../src/planning/dsl';
import { Visitor } from './support/visitor';

const HOSTILE = '<script>alert("note")</script>';
const planWithTask = definePlan(
  'with-task',
  { title: 'With a task of the new hire' },
  {
    managerApproval: approval({ from: 'manager' }),
    badge: task({
      for: 'newHire',
      title: 'Tell us about your badge',
      after: approvals,
      instructions: 'It hangs on your **door**.',
      form: { name: z.string().max(60).meta({ label: 'Name on it' }) },
      undoTask: { title: 'Send the badge back', for: 'newHire', instructions: 'By *mail*.' },
    }),
    desk: task({ for: 'manager', title: 'Clear a desk', after: approvals }),
  },
);
let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start([planWithTask]);
  await platform.startWorker();
});
afterAll(() => platform.close());

let hireCount = 0;
async function submitAndApproveHire() {
  hireCount += 1;
  const email = `own-tasks-${String(hireCount)}@example.org`;
  const id = await platform.api.submit(email, { note: HOSTILE, manager: PEOPLE.manager, plan: 'with-task' });
  await platform.waitForStatus(id, 'awaiting-approval');
  await platform.api.call('POST', `/onboardings/${id}/steps/managerApproval/approve`, { as: 'manager' });
  await platform.waitForView(id, ({ steps }) => steps.some((step) => step.id === 'badge' && step.status === 'waiting'));
  return {
    id,
    email,
    path: new URL(await platform.api.links.createNewHireLink(id, email)).pathname,
    visitor: new Visitor(platform.api),
  };
}

const fetchStepStatus = async (id: string, step: string): Promise<string | undefined> =>
  (await platform.waitForView(id, () => true)).steps.find((one) => one.id === step)?.status;

test('a new hire completes a task on their own page, and sees that it is done', async () => {
  const { id, email, path, visitor } = await submitAndApproveHire();
  const { page, text } = await visitor.open(path);
  expect(page.querySelector(`a[href="${path}/badge"]`)?.text).toBe('Tell us about your badge');
  expect(text).not.toContain('Clear a desk');
  expect(page.querySelector('dl.facts dd')?.text).toMatch(/, 09:00$/);
  const form = await visitor.open(`${path}/badge`);
  expect(form.page.querySelector('main strong')?.text).toBe('door');
  for (const hidden of [HOSTILE, 'alert', PEOPLE.hr.email]) expect(form.text).not.toContain(hidden);

  const empty = await visitor.send(`${path}/badge`, { 'answers.name': ' ' });
  expect(empty.status).toBe(400);
  expect(empty.page.querySelector('.error')).not.toBeNull();
  expect(await fetchStepStatus(id, 'badge')).toBe('waiting');

  const { status, redirectTo } = await visitor.send(`${path}/badge`, { 'answers.name': 'Ada L.' });
  expect([status, redirectTo]).toEqual([303, `${path}?flash=complete`]);
  const view = await platform.waitForView(id, () => true);
  expect(view.steps.find((step) => step.id === 'badge')).toMatchObject({
    status: 'done',
    answers: { name: 'Ada L.' },
    decision: { by: email, via: 'api' },
  });
  const after = await visitor.open(path);
  expect(after.page.querySelector(`a[href="${path}/badge"]`)).toBeNull();
  expect(after.text).toContain('Tell us about your badge');
  expect((await visitor.send(`${path}/badge`, { 'answers.name': 'again' })).redirectTo).toBe(path);
});

test('a new hire cannot complete other tasks, and the link opens nothing else', async () => {
  const { id, email, path, visitor } = await submitAndApproveHire();
  for (const step of ['desk', 'managerApproval', 'nope']) {
    expect((await visitor.open(`${path}/${step}`)).redirectTo).toBe(path);
    expect((await visitor.send(`${path}/${step}`, {})).redirectTo).toBe(path);
  }
  expect(await fetchStepStatus(id, 'desk')).toBe('waiting');
  // The address of the new hire is not in `involvedPeople`, and cannot be used to sign in.
  const { involved_people } = await platform.api.testDb.database
    .selectFrom('onboardings')
    .select('involved_people')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(involved_people).not.toContain(email);
  expect((await (await Visitor.signIn(platform.api, { email })).open(`/onboardings/${id}`)).redirectTo).toMatch(
    /sign-in/,
  );
});

test('in a rollback the new hire gets the undo task', async () => {
  const { id, path, visitor } = await submitAndApproveHire();
  await visitor.send(`${path}/badge`, { 'answers.name': 'Ada' });
  await platform.api.call('POST', `/onboardings/${id}/cancel`, { as: 'hr', body: { reason: 'they decline' } });
  await platform.waitForView(id, ({ steps }) => steps.some((step) => step.id === 'badge' && step.status === 'undoing'));
  const { page } = await visitor.open(path);
  expect(page.querySelector('h1')?.text).toBe('Onboarding cancelled');
  expect(page.querySelector(`a[href="${path}/badge"]`)?.text).toBe('Send the badge back');
  const task = await visitor.open(`${path}/badge`);
  expect(task.page.querySelector('h1')?.text).toBe('Send the badge back');
  expect(task.text).not.toContain('Tell us about your badge');
  expect(task.page.querySelector('em')?.text).toBe('mail');
  expect((await visitor.send(`${path}/badge`, {})).redirectTo).toBe(`${path}?flash=complete`);
  await platform.waitForStatus(id, 'cancelled');
});
