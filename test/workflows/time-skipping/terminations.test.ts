import { activity, approval, businessDays, dayOneAt, days, task } from '../../../src/planning/dsl';
import { GRACE, HANNA } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { summarizeTimeline, waitForView, getStepView, waitForFinalView } from '../support';
import { berlinCalendar, type StartedOnboarding, useTimeSkippingFixture, getPlannedStart } from './support';

const fixture = useTimeSkippingFixture();

const steps = {
  ok: approval({ from: 'manager' }),
  accounts: activity('accounts', { after: ['ok'], start: businessDays(-10) }),
  laptop: activity('laptop', { after: ['accounts'], start: businessDays(-5) }),
  activation: activity('activation', { after: ['accounts'], start: dayOneAt('07:00') }),
  checkIn: task({ for: 'manager', after: ['activation'], start: days(90) }),
};

async function submitApproved(): Promise<StartedOnboarding> {
  const hire = await fixture.submit(steps, { startsInDays: 60 });
  await hire.handle.signal('approve', { step: 'ok', by: GRACE.email });
  return hire;
}

const sendCancel = (hire: StartedOnboarding, outcome: 'cancelled' | 'rolled-back', reason: string) =>
  hire.handle.signal('cancel', { by: HANNA.email, reason, outcome });

describe('a withdrawn offer', () => {
  test('before approval: no effects, then or later', async () => {
    const hire = await fixture.submit(steps, { startsInDays: 60 });
    await fixture.skipDays(20);
    await sendCancel(hire, 'cancelled', 'The offer was withdrawn.');
    expect(await waitForFinalView(hire.handle)).toMatchObject({
      status: 'cancelled',
      termination: { comment: 'The offer was withdrawn.', by: HANNA.email },
    });
    expect(fixture.world.calls).toEqual([]);
  });

  test('between two steps: earlier effects are undone, later steps never run', async () => {
    const hire = await submitApproved();
    await fixture.skipToStart(hire, 'accounts');
    await waitForView(hire.handle, (view) => getStepView(view, 'accounts').status === 'done');
    await fixture.skipDays(2);
    await sendCancel(hire, 'cancelled', 'withdrawn');
    expect((await hire.handle.result()).status).toBe('cancelled');
    await fixture.skipDays(120);
    expect(fixture.world.calls).toEqual(['accounts', 'accounts.undo']);
  });
});

test('a no-show days after day one: everything is undone, latest first', async () => {
  const hire = await submitApproved();
  await fixture.skipToStart(hire, 'activation');
  await waitForView(hire.handle, (view) => getStepView(view, 'activation').status === 'done');
  await fixture.skipDays(4);
  await sendCancel(hire, 'cancelled', 'Did not come.');
  const view = await waitForFinalView(hire.handle);
  expect(view.status).toBe('cancelled');
  const undone = fixture.world.calls.filter((call) => call.endsWith('.undo'));
  expect(undone).toHaveLength(3);
  expect(undone.indexOf('accounts.undo')).toBeGreaterThan(undone.indexOf('activation.undo'));
});

test('a manual rollback; the same person is submitted again and completes', async () => {
  const hire = await submitApproved();
  await fixture.skipToStart(hire, 'laptop');
  await waitForView(hire.handle, (view) => getStepView(view, 'laptop').status === 'done');
  await sendCancel(hire, 'rolled-back', 'Wrong department.');
  expect(await waitForFinalView(hire.handle)).toMatchObject({
    status: 'rolled-back',
    termination: { outcome: 'rolled-back', comment: 'Wrong department.' },
  });
  const again = await submitApproved();
  await fixture.skipToStart(again, 'checkIn');
  await again.handle.signal('completeTask', { step: 'checkIn', by: GRACE.email });
  const view = await waitForFinalView(again.handle);
  expect(view.status).toBe('completed');
  expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(again, 'activation'));
});

test('a ninety-day check-in opens on its day, despite ignored signals', async () => {
  const hire = await submitApproved();
  await fixture.skipToStart(hire, 'activation');
  for (let index = 0; index < 20; index += 1)
    await hire.handle.signal('completeTask', { step: 'checkIn', by: `nobody${String(index)}@example.com` });
  await fixture.skipToStart(hire, 'checkIn');
  await hire.handle.signal('completeTask', { step: 'checkIn', by: GRACE.email });
  const view = await waitForFinalView(hire.handle);
  expect(view.status).toBe('completed');
  expectOnTime(
    getStepView(view, 'checkIn').startedAt,
    berlinCalendar.resolveRelativeTime(days(90), hire.plan.dayOne.date),
  );
});

describe('readiness', () => {
  test('without a decision it becomes late, and names the cause', async () => {
    const hire = await fixture.submit(steps, { startsInDays: 60 });
    const early = await waitForView(hire.handle, ({ status }) => status === 'awaiting-approval');
    expect(early).toMatchObject({ readiness: 'on-track', atRiskCause: 'ok', lateCause: 'ok' });
    expect(Date.parse(early.atRiskAt ?? '')).toBeLessThan(Date.parse(early.lateAt ?? ''));
    await fixture.skipTo(early.lateAt);
    await fixture.skipDays(1);
    await hire.handle.signal('approve', { step: 'ok', by: GRACE.email });
    const late = await waitForView(hire.handle, (view) => getStepView(view, 'ok').status === 'done');
    // The remaining steps may still be in time. The cause is recomputed from them.
    expect(late.lateCause).not.toBe('ok');
    expect(summarizeTimeline(late)).toContain('approved ok');
    await fixture.skipToStart(hire, 'activation');
    await waitForView(hire.handle, (view) =>
      ['laptop', 'activation'].every((id) => getStepView(view, id).status === 'done'),
    );
    await sendCancel(hire, 'cancelled', 'enough seen');
    await hire.handle.result();
  });
});
