import { ApplicationFailure } from '@temporalio/common';
import { PEOPLE } from '../api/support/test-api';
import { ApiWithEngine } from '../api/support/api-with-engine';
import { findDaytimeLocation } from '../support/daytime-location';
import { Visitor } from './support/visitor';

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start();
  await platform.startWorker();
});
afterAll(() => platform.close());

async function submitFailing(personalEmail: string): Promise<string> {
  const { location, startDate } = findDaytimeLocation();
  const job = { title: 'Engineer', department: 'Engineering', location, employmentType: 'employee', remote: false };
  const id = await platform.api.submit(personalEmail, {
    manager: PEOPLE.manager,
    startDate,
    job: { ...job, employmentType: 'employee' },
  });
  await platform.waitForStatus(id, 'awaiting-approval');
  await platform.api.call('POST', `/onboardings/${id}/steps/managerApproval/approve`, { as: 'manager' });
  await platform.waitForStatus(id, 'needs-attention');
  return id;
}

const DIRECTORY_ERROR = 'The directory knows no such department.';

test('a failure is shown to IT with its error, and retried by one button', async () => {
  let isFixed = false;
  platform.world.setBehaviour('claimUsername', () => {
    if (!isFixed) throw ApplicationFailure.nonRetryable(DIRECTORY_ERROR, 'Permanent');
  });
  const id = await submitFailing('fails@example.org');
  const ivan = await Visitor.signIn(platform.api, 'it');
  const { page } = await ivan.open('/tasks');
  const path = `/tasks/${id}/claimUsername`;
  expect(page.querySelector(`a[href="${path}"]`)?.closest('tr')?.text).toContain('Failed step');
  const taskPage = await ivan.open(path);
  expect(taskPage.text).toContain(DIRECTORY_ERROR);
  // Without the right to end an onboarding, rollback is not offered.
  expect(taskPage.page.querySelector('button[value=rollback]')).toBeNull();
  const hilda = await Visitor.signIn(platform.api, 'hr');
  expect((await hilda.open(path)).page.querySelector('button[value=rollback]')).not.toBeNull();
  isFixed = true;
  expect(await ivan.send(path, { action: 'retry' })).toMatchObject({ status: 303, redirectTo: '/tasks?flash=retry' });
  await platform.waitForView(id, ({ steps }) =>
    steps.some((step) => step.id === 'claimUsername' && step.status === 'done'),
  );
  expect((await ivan.open('/tasks')).text).not.toContain(path);
  const timeline = (await hilda.open(`/onboardings/${id}`)).page.querySelector('ol.timeline')?.text;
  expect(timeline).toContain('Retry');
  expect(timeline).not.toMatch(/retry|claimUsername/);
});

test.each([
  ['en', 'hr', 'NoSeat', { course: 'first-aid' }, '/admin/trainings', 'Done by hand'],
  ['de', 'hr', 'MailRejected', { reply: '550' }, '/amend', 'Von Hand erledigt'],
  ['en', 'it', 'OutOfStock', { missing: ['laptop 14', 'laptop 14'] }, '/inventory?model=laptop%2014', 'Done by hand'],
] as const)(
  'in %s, a failure links for %s to the cause of %s, and is marked as done by hand with a note',
  async (language, role, type, params, cause, label) => {
    platform.world.setBehaviour('claimUsername', () => {
      throw ApplicationFailure.create({ type, details: [params], nonRetryable: true });
    });
    const id = await submitFailing(`${type}.${language}@example.org`);
    const path = `/tasks/${id}/claimUsername`;
    const visitor = await Visitor.signIn(platform.api, role);
    visitor.setCookie('language', language);
    const { page } = await visitor.open(path);
    expect(page.querySelector('.problem p')?.text).toContain(Object.values(params).flat()[0]);
    const links = page.querySelectorAll('.problem a').map((link) => link.getAttribute('href') ?? '');
    expect(links.some((href) => href.endsWith(cause))).toBe(true);
    // A manager, or IT, has no page on which to correct the request.
    expect(links.some((href) => href.endsWith('/amend'))).toBe(role === 'hr');
    const buttons = page.querySelectorAll('main button[name=action]');
    expect(buttons.map((button) => button.getAttribute('value'))).toEqual(
      role === 'hr' ? ['retry', 'done', 'rollback'] : ['retry', 'done'],
    );
    expect(page.querySelector('button[value=done]')?.text.trim()).toBe(label);
    expect(await visitor.send(path, { action: 'done', note: 'By phone' })).toMatchObject({
      redirectTo: '/tasks?flash=done',
    });
    await platform.waitForView(id, ({ steps }) => steps.some(({ byHand }) => byHand === PEOPLE[role].email));
    const hilda = await Visitor.signIn(platform.api, 'hr');
    hilda.setCookie('language', language);
    const timeline = (await hilda.open(`/onboardings/${id}`)).page.querySelector('ol.timeline')?.text;
    expect(timeline).toContain(label);
    expect(timeline).toContain('By phone');
  },
);
