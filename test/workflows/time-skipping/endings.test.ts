import { activity, approval, businessDays, dayOneAt, days, task } from '../../../src/planning/dsl';
import { GRACE, HANNA } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { summarizeTimeline, waitForView, getStepView } from '../support';
import { berlinCalendar, type StartedOnboarding, useTimeSkippingFixture, getPlannedStart } from './support';

const stage = useTimeSkippingFixture();

const steps = {
  ok: approval({ from: 'manager' }),
  accounts: activity('accounts', { after: ['ok'], start: businessDays(-10) }),
  laptop: activity('laptop', { after: ['accounts'], start: businessDays(-5) }),
  activation: activity('activation', { after: ['accounts'], start: dayOneAt('07:00') }),
  checkIn: task({ for: 'manager', after: ['activation'], start: days(90) }),
};

async function approved(): Promise<StartedOnboarding> {
  const hire = await stage.submit(steps, { startsInDays: 60 });
  await hire.handle.signal('approve', { step: 'ok', by: GRACE.email });
  return hire;
}

const end = (hire: StartedOnboarding, outcome: 'cancelled' | 'rolled-back', reason: string) =>
  hire.handle.signal('cancel', { by: HANNA.email, reason, outcome });

describe('a withdrawn offer', () => {
  test('before anybody has agreed: nothing was done, and nothing is, however long one waits', async () => {
    const hire = await stage.submit(steps, { startsInDays: 60 });
    await stage.skipDays(20);
    await end(hire, 'cancelled', 'The offer was withdrawn.');
    expect(await hire.handle.result()).toMatchObject({
      status: 'cancelled',
      ending: { reason: 'The offer was withdrawn.', by: HANNA.email },
    });
    expect(stage.world.calls).toEqual([]);
  });

  test('between two steps: what was done weeks ago is undone, what was to come never comes', async () => {
    const hire = await approved();
    await stage.skipToStart(hire, 'accounts');
    await waitForView(hire.handle, (view) => getStepView(view, 'accounts').status === 'done');
    await stage.skipDays(2);
    await end(hire, 'cancelled', 'withdrawn');
    expect((await hire.handle.result()).status).toBe('cancelled');
    await stage.skipDays(120);
    expect(stage.world.calls).toEqual(['accounts', 'accounts.undo']);
  });
});

test('a no-show, days after the first day: all of it is undone, the latest first', async () => {
  const hire = await approved();
  await stage.skipToStart(hire, 'activation');
  await waitForView(hire.handle, (view) => getStepView(view, 'activation').status === 'done');
  await stage.skipDays(4);
  await end(hire, 'cancelled', 'Did not come.');
  const view = await hire.handle.result();
  expect(view.status).toBe('cancelled');
  const undone = stage.world.calls.filter((call) => call.endsWith('.undo'));
  expect(undone).toHaveLength(3);
  expect(undone.indexOf('accounts.undo')).toBeGreaterThan(undone.indexOf('activation.undo'));
});

test('a rollback by hand, with its reason; the same person begins again, and is ready', async () => {
  const hire = await approved();
  await stage.skipToStart(hire, 'laptop');
  await waitForView(hire.handle, (view) => getStepView(view, 'laptop').status === 'done');
  await end(hire, 'rolled-back', 'Wrong department.');
  expect(await hire.handle.result()).toMatchObject({
    status: 'rolled-back',
    ending: { outcome: 'rolled-back', reason: 'Wrong department.' },
  });
  const again = await approved();
  await stage.skipToStart(again, 'checkIn');
  await again.handle.signal('completeTask', { step: 'checkIn', by: GRACE.email });
  const view = await again.handle.result();
  expect(view.status).toBe('completed');
  expectOnTime(getStepView(view, 'activation').startedAt, getPlannedStart(again, 'activation'));
});

test('a check-in after ninety days: signals of nobody later, it opens on its day', async () => {
  const hire = await approved();
  await stage.skipToStart(hire, 'activation');
  for (let index = 0; index < 20; index += 1)
    await hire.handle.signal('completeTask', { step: 'checkIn', by: `nobody${String(index)}@example.com` });
  await stage.skipToStart(hire, 'checkIn');
  await hire.handle.signal('completeTask', { step: 'checkIn', by: GRACE.email });
  const view = await hire.handle.result();
  expect(view.status).toBe('completed');
  expectOnTime(
    getStepView(view, 'checkIn').startedAt,
    berlinCalendar.resolveRelativeTime(days(90), hire.plan.dayOne.date),
  );
});

describe('readiness', () => {
  test('as long as nobody decides, the slack runs out: it says when, and which step is to blame', async () => {
    const hire = await stage.submit(steps, { startsInDays: 60 });
    const early = await waitForView(hire.handle, ({ status }) => status === 'awaiting-approval');
    expect(early).toMatchObject({ readiness: 'on-track', atRiskCause: 'ok', lateCause: 'ok' });
    expect(Date.parse(early.atRiskAt ?? '')).toBeLessThan(Date.parse(early.lateAt ?? ''));
    await stage.skipTo(early.lateAt);
    await stage.skipDays(1);
    await hire.handle.signal('approve', { step: 'ok', by: GRACE.email });
    const late = await waitForView(hire.handle, (view) => getStepView(view, 'ok').status === 'done');
    // The remaining steps may still be in time. The cause is recomputed from them.
    expect(late.lateCause).not.toBe('ok');
    expect(summarizeTimeline(late)).toContain('approved ok');
    await stage.skipToStart(hire, 'activation');
    await waitForView(hire.handle, (view) =>
      ['laptop', 'activation'].every((id) => getStepView(view, id).status === 'done'),
    );
    await end(hire, 'cancelled', 'enough seen');
    await hire.handle.result();
  });
});
