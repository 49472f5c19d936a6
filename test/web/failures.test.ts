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

test('a failure is shown to IT with its error, and retried by one button', async () => {
  let isFixed = false;
  platform.world.setBehaviour('createAccounts', () => {
    if (!isFixed) throw ApplicationFailure.nonRetryable('The directory knows no such department.', 'Permanent');
  });
  const { location, startDate } = findDaytimeLocation();
  const job = { title: 'Engineer', department: 'Engineering', location, employmentType: 'employee', remote: false };
  const id = await platform.api.submit('fails@example.org', {
    manager: PEOPLE.manager,
    startDate,
    job: { ...job, employmentType: 'employee' },
  });
  await platform.waitForStatus(id, 'awaiting-approval');
  await platform.api.call('POST', `/onboardings/${id}/steps/managerApproval/approve`, { as: 'manager' });
  await platform.waitForStatus(id, 'needs-attention');
  const ivan = await Visitor.signIn(platform.api, 'it');
  const { page } = await ivan.open('/tasks');
  const path = `/tasks/${id}/createAccounts`;
  expect(page.querySelector(`a[href="${path}"]`)?.closest('tr')?.text).toContain('Failed step');
  const taskPage = await ivan.open(path);
  expect(taskPage.text).toContain('The directory knows no such department.');
  // Without the right to end an onboarding, rollback is not offered.
  expect(taskPage.page.querySelector('button[value=rollback]')).toBeNull();
  const hilda = await Visitor.signIn(platform.api, 'hr');
  expect((await hilda.open(path)).page.querySelector('button[value=rollback]')).not.toBeNull();
  isFixed = true;
  expect(await ivan.send(path, { action: 'retry' })).toMatchObject({ status: 303, redirectTo: '/tasks?flash=retry' });
  await platform.waitForView(id, ({ steps }) =>
    steps.some((step) => step.id === 'createAccounts' && step.status === 'done'),
  );
  expect((await ivan.open('/tasks')).text).not.toContain(path);
  const timeline = (await hilda.open(`/onboardings/${id}`)).page.querySelector('ol.timeline')?.text;
  expect(timeline).toContain('Retry');
  expect(timeline).not.toMatch(/retry|createAccounts/);
});
