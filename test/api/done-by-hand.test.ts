import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { createReason } from '../../src/domain/reasons/reason';
import { PEOPLE } from './support/test-api';
import { ApiWithEngine } from './support/api-with-engine';
import { minimalPlan } from './support/plans';

let platform: ApiWithEngine;
beforeAll(async () => {
  platform = await ApiWithEngine.start([minimalPlan]);
  await platform.startWorker();
});
afterAll(() => platform.close());

const call = (...args: Parameters<typeof platform.api.call>) => platform.api.call(...args);
const waitForStatus = (id: string, status: string) =>
  platform.waitForView(id, ({ steps }) => steps.some((step) => step.id === 'claimUsername' && step.status === status));

async function submitAndFail(): Promise<{ id: string; path: string }> {
  platform.world.setBehaviour('claimUsername', () => {
    throw ApplicationFailure.nonRetryable('The directory refuses.', 'Refused');
  });
  const id = await platform.api.submit(`${randomUUID()}@example.org`);
  await call('POST', `/onboardings/${id}/steps/managerApproval/approve`, { as: 'manager' });
  await waitForStatus(id, 'failed');
  return { id, path: `/onboardings/${id}/steps/claimUsername/done` };
}

test.each(['finance', 'hr'] as const)(
  '%s says that a failed step was done by hand, with a note, and others may not',
  async (as) => {
    const { id, path } = await submitAndFail();
    expect((await call('POST', path, { as: 'manager' })).status).toBe(403);
    const note = 'Asked the directory’s people.';
    expect(await call('POST', path, { as, body: { note } })).toMatchObject({
      status: 200,
      body: { outcome: 'resolved', step: { status: 'done', byHand: PEOPLE[as].email } },
    });
    const { timeline } = await waitForStatus(id, 'done');
    const reason = createReason('resolution', { action: 'done' });
    expect(timeline).toContainEqual(
      expect.objectContaining({ kind: 'resolved', by: PEOPLE[as].email, comment: note, via: 'api', reason }),
    );
    expect((await call('POST', path)).body.code).toBe('not-waiting');
  },
);

test('a rollback asks its owner to undo what was done by hand', async () => {
  const { id, path } = await submitAndFail();
  await call('POST', path, { as: 'finance' });
  await waitForStatus(id, 'done');
  await call('POST', `/onboardings/${id}/rollback`, { body: { reason: 'No-show' } });
  await waitForStatus(id, 'undo-failed');
  expect((await call('GET', '/tasks', { as: 'finance' })).body.items).toContainEqual(
    expect.objectContaining({ onboardingId: id, kind: 'failure' }),
  );
  expect((await call('POST', path, { as: 'finance' })).status).toBe(200);
  const { steps } = await platform.waitForView(id, ({ status }) => status === 'rolled-back');
  expect(steps.find((step) => step.id === 'claimUsername')).toMatchObject({ status: 'undone', armed: false });
});
