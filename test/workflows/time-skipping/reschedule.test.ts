import { activity, approval, businessDays, dayOneAt, days, task } from '../../../src/planning/dsl';
import { GRACE, HANNA } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { createRequest } from '../../support/requests';
import { reschedule, getRejectionType } from '../replanning';
import { waitForView, getStepView, waitForFinalView } from '../support';
import {
  berlinCalendar,
  addDays,
  type StartedOnboarding,
  listInstants,
  useTimeSkippingFixture,
  getPlannedStart,
  queryView,
} from './support';
import { createReason } from '../../../src/domain/reasons/reason';

const fixture = useTimeSkippingFixture();

const JOB = createRequest().job;
const redo = { redoWhenRescheduled: true } as const;
const steps = {
  accounts: activity('accounts', { start: businessDays(-10) }),
  training: activity('training', { after: ['accounts'], start: businessDays(-5), ...redo }),
  invitation: activity('invitation', { after: ['training'], ...redo }),
  activation: activity('activation', { after: ['accounts'], start: dayOneAt('07:00'), ...redo }),
  checkIn: task({ for: 'manager', after: ['activation'], start: days(30) }),
};
const START_TIMES = {
  accounts: businessDays(-10),
  training: businessDays(-5),
  activation: dayOneAt('07:00'),
  checkIn: days(30),
};

/** Skips to the end, and expects these steps at their instants relative to that first day. */
async function expectAllOn(
  date: string,
  { handle }: StartedOnboarding,
  ids = Object.keys(START_TIMES) as (keyof typeof START_TIMES)[],
) {
  await fixture.skipTo(berlinCalendar.resolveRelativeTime(START_TIMES.checkIn, date));
  await waitForView(handle, (view) => getStepView(view, 'checkIn').startedAt !== undefined);
  await handle.signal('completeTask', { step: 'checkIn', by: GRACE.email });
  const view = await waitForFinalView(handle);
  expect([view.status, view.startDate]).toEqual(['completed', date]);
  for (const id of ids)
    expectOnTime(getStepView(view, id).startedAt, berlinCalendar.resolveRelativeTime(START_TIMES[id], date));
  return view;
}
const recordDates = (activityName: string): string[] => {
  const dates: string[] = [];
  for (const name of [activityName, `${activityName}.undo`])
    fixture.world.setBehaviour(name, ({ dayOne, generation }) =>
      dates.push(`${name} ${String(generation)} ${dayOne.date}`),
    );
  return dates;
};

describe('before any step', () => {
  test('later: old instants pass without effect, steps run at the new ones', async () => {
    const hire = await fixture.submit(steps, { startsInDays: 60 });
    await fixture.skipDays(10);
    const date = addDays(hire.submittedAt, 120);
    const { moved, redone, view } = await reschedule(hire.handle, date);
    expect(redone).toEqual([]);
    expect(view).toMatchObject({ startDate: date, readiness: 'on-track' });
    expect(moved).toContainEqual({
      step: 'accounts',
      field: 'startAt',
      from: getPlannedStart(hire, 'accounts'),
      to: berlinCalendar.resolveRelativeTime(START_TIMES.accounts, date),
    });
    await fixture.skipTo(getPlannedStart(hire, 'activation'));
    await fixture.skipDays(1);
    expect(fixture.world.calls).toEqual([]);
    await expectAllOn(date, hire);
  });

  test('earlier: steps run before their old instants', async () => {
    const hire = await fixture.submit(steps, { startsInDays: 120 });
    await fixture.skipDays(10);
    const date = addDays(hire.submittedAt, 45);
    await reschedule(hire.handle, date);
    await expectAllOn(date, hire);
  });

  test('later, earlier, later: the last date counts, all are recorded', async () => {
    const hire = await fixture.submit(steps, { startsInDays: 60 });
    const dates = [60, 90, 50, 100].map((count) => addDays(hire.submittedAt, count));
    for (const date of dates.slice(1)) {
      await reschedule(hire.handle, date);
      await fixture.skipDays(5);
    }
    const view = await expectAllOn(dates[3] ?? '', hire);
    expect(view.timeline.filter(({ kind }) => kind === 'rescheduled').map(({ reason }) => reason)).toEqual(
      [1, 2, 3].map((index) =>
        createReason('start-date-moved', { from: dates[index - 1] ?? '', to: dates[index] ?? '' }),
      ),
    );
  });

  test('to a near date: overdue steps start at once, the rest on time', async () => {
    const hire = await fixture.submit(steps, { startsInDays: 90 });
    await fixture.skipDays(10);
    const date = addDays(await fixture.now(), 2);
    const before = await fixture.now();
    await reschedule(hire.handle, date);
    const view = await expectAllOn(date, hire, ['activation', 'checkIn']);
    expectOnTime(getStepView(view, 'accounts').startedAt, before);
    expectOnTime(getStepView(view, 'training').startedAt, before);
  });
});

describe('after some steps', () => {
  test('date-bound steps are redone at their new instants, twice', async () => {
    const training = recordDates('training');
    const invitation = recordDates('invitation');
    const hire = await fixture.submit(steps, { startsInDays: 60 });
    await fixture.skipToStart(hire, 'training');
    await waitForView(hire.handle, (view) => getStepView(view, 'invitation').status === 'done');
    const dates = [60, 100, 130].map((count) => addDays(hire.submittedAt, count));
    for (const date of dates.slice(1)) {
      expect((await reschedule(hire.handle, date)).redone).toEqual(['training', 'invitation']);
      await fixture.skipTo(berlinCalendar.resolveRelativeTime(START_TIMES.training, date));
      await waitForView(hire.handle, () => invitation.at(-1)?.endsWith(date) === true);
      await waitForView(hire.handle, (view) => getStepView(view, 'invitation').status === 'done');
    }
    const view = await expectAllOn(dates[2] ?? '', hire, ['training', 'activation', 'checkIn']);
    expectOnTime(getStepView(view, 'accounts').startedAt, getPlannedStart(hire, 'accounts'));
    const [first = '', second = '', third = ''] = dates;
    expect(training).toEqual([
      `training 1 ${first}`,
      `training.undo 1 ${second}`,
      `training 2 ${second}`,
      `training.undo 2 ${third}`,
      `training 3 ${third}`,
    ]);
    expect(invitation).toEqual([`invitation 1 ${first}`, `invitation 2 ${second}`, `invitation 3 ${third}`]);
  });

  test('on day one: active accounts are deactivated until the new date', async () => {
    const hire = await fixture.submit(steps, { startsInDays: 60 });
    await fixture.skipToStart(hire, 'activation');
    await waitForView(hire.handle, (view) => getStepView(view, 'activation').status === 'done');
    const date = addDays(hire.submittedAt, 75);
    await reschedule(hire.handle, date);
    await waitForView(hire.handle, (view) => getStepView(view, 'activation').status === 'waiting');
    expect(fixture.world.calls.slice(-2)).toContain('activation.undo');
    await expectAllOn(date, hire, ['activation', 'checkIn']);
    expect(fixture.world.calls.filter((call) => call === 'activation')).toHaveLength(2);
  });

  test('while a step runs: it ends, is undone, and is redone on time', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    fixture.world.setBehaviour('training', ({ generation }) => (generation === 1 ? finished : undefined));
    const hire = await fixture.submit(steps, { startsInDays: 60 });
    await fixture.skipTo(getPlannedStart(hire, 'training'));
    await waitForView(hire.handle, () => fixture.world.calls.includes('training'));
    const date = addDays(hire.submittedAt, 90);
    await reschedule(hire.handle, date);
    expect(fixture.world.calls).not.toContain('training.undo');
    finish();
    await expectAllOn(date, hire, ['training', 'activation', 'checkIn']);
    expect(fixture.world.calls.filter((call) => call.startsWith('training'))).toEqual([
      'training',
      'training.undo',
      'training',
    ]);
  });
});

describe('while planning is unavailable', () => {
  function makePlanningUnavailable(attempts: number): void {
    const { replan } = fixture.world;
    let remaining = attempts;
    fixture.world.replan = (call) => {
      remaining -= 1;
      if (remaining >= 0) throw new Error('connection refused');
      return replan(call);
    };
  }

  test('for minutes: the change takes effect afterwards', async () => {
    const hire = await fixture.submit(steps, { startsInDays: 60 });
    const date = addDays(hire.submittedAt, 90);
    makePlanningUnavailable(20);
    await hire.handle.signal('reschedule', { startDate: date, by: HANNA.email });
    await fixture.skipDays(1);
    await expectAllOn(date, hire);
  });

  test('for longer: rejected and recorded, without internal details', async () => {
    const hire = await fixture.submit(steps, { startsInDays: 60 });
    makePlanningUnavailable(Infinity);
    await hire.handle.signal('reschedule', { startDate: addDays(hire.submittedAt, 90), by: HANNA.email });
    await fixture.skipDays(1);
    const reason = createReason('unavailable.planning', {});
    expect((await queryView(hire)).timeline.at(-1)).toMatchObject({ kind: 'ignored', by: HANNA.email, reason });
    await expectAllOn(addDays(hire.submittedAt, 60), hire);
  });
});

describe('rejected without changes', () => {
  test.each([
    ['to a past date', -1, {}],
    ['too far ahead', 3 * 365, {}],
    ['after the end of the contract', 200, { contractEndsInDays: 180 }],
  ])('%s', async (_what, count, { contractEndsInDays }: { contractEndsInDays?: number }) => {
    const now = await fixture.now();
    const job = { ...JOB, endDate: contractEndsInDays === undefined ? undefined : addDays(now, contractEndsInDays) };
    const hire = await fixture.submit(steps, { startsInDays: 60, request: { job } });
    await fixture.skipDays(20);
    expect(await getRejectionType(reschedule(hire.handle, addDays(count < 0 ? await fixture.now() : now, count)))).toBe(
      'invalid-request',
    );
    const view = await expectAllOn(addDays(now, 60), hire);
    expect(listInstants(view, 'rescheduled')).toEqual([]);
  });

  test('after completion, and during a rollback', async () => {
    const completed = await fixture.submit({ accounts: activity('accounts') });
    await completed.handle.result();
    await fixture.skipDays(10);
    const date = addDays(await fixture.now(), 60);
    expect(await getRejectionType(reschedule(completed.handle, date))).toMatch(/already completed|NotFound|not found/i);

    const collectTask = { title: 'Collect', for: 'hr' } as const;
    const terminating = await fixture.submit({
      ship: task({ for: 'hr', undoTask: collectTask }),
      ok: approval({ from: 'manager' }),
    });
    await terminating.handle.signal('completeTask', { step: 'ship', by: HANNA.email });
    await terminating.handle.signal('cancel', { by: HANNA.email, reason: 'withdrawn' });
    await fixture.skipDays(10);
    expect(await getRejectionType(reschedule(terminating.handle, date))).toBe('closed');
    expect((await queryView(terminating)).status).toBe('rolling-back');
    await terminating.handle.signal('completeTask', { step: 'ship', by: HANNA.email });
    expect((await terminating.handle.result()).status).toBe('cancelled');
  });
});
