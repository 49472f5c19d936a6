import { activity, approval, businessDays, dayOneAt, days, task } from '../../../src/planning/dsl';
import { GRACE, HANNA } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { createRequest } from '../../support/requests';
import { reschedule, getRejectionType } from '../replanning';
import { waitForView, getStepView } from '../support';
import {
  berlinCalendar,
  addDays,
  type StartedOnboarding,
  listInstants,
  useTimeSkippingFixture,
  getPlannedStart,
  queryView,
} from './support';

const stage = useTimeSkippingFixture();

const JOB = createRequest().job;
const redo = { redoWhenRescheduled: true } as const;
const steps = {
  accounts: activity('accounts', { start: businessDays(-10) }),
  training: activity('training', { after: ['accounts'], start: businessDays(-5), ...redo }),
  invitation: activity('invitation', { after: ['training'], ...redo }),
  activation: activity('activation', { after: ['accounts'], start: dayOneAt('07:00'), ...redo }),
  checkIn: task({ for: 'manager', after: ['activation'], start: days(30) }),
};
const MOMENTS = {
  accounts: businessDays(-10),
  training: businessDays(-5),
  activation: dayOneAt('07:00'),
  checkIn: days(30),
};

/** Skips to the end, and expects these steps at their instants relative to that first day. */
async function expectAllOn(
  date: string,
  { handle }: StartedOnboarding,
  ids = Object.keys(MOMENTS) as (keyof typeof MOMENTS)[],
) {
  await stage.skipTo(berlinCalendar.resolveRelativeTime(MOMENTS.checkIn, date));
  await waitForView(handle, (view) => getStepView(view, 'checkIn').startedAt !== undefined);
  await handle.signal('completeTask', { step: 'checkIn', by: GRACE.email });
  const view = await handle.result();
  expect([view.status, view.startDate]).toEqual(['completed', date]);
  for (const id of ids)
    expectOnTime(getStepView(view, id).startedAt, berlinCalendar.resolveRelativeTime(MOMENTS[id], date));
  return view;
}
const datesOf = (activityName: string): string[] => {
  const dates: string[] = [];
  for (const name of [activityName, `${activityName}.undo`])
    stage.world.setBehaviour(name, ({ dayOne, generation }) =>
      dates.push(`${name} ${String(generation)} ${dayOne.date}`),
    );
  return dates;
};

describe('before anything has begun', () => {
  test('later: the old instants pass and nothing happens, each step comes at its new one', async () => {
    const hire = await stage.submit(steps, { startsInDays: 60 });
    await stage.skipDays(10);
    const date = addDays(hire.submittedAt, 120);
    const { moved, redone, view } = await reschedule(hire.handle, date);
    expect(redone).toEqual([]);
    expect(view).toMatchObject({ startDate: date, readiness: 'on-track' });
    expect(moved).toContainEqual({
      step: 'accounts',
      what: 'startAt',
      from: getPlannedStart(hire, 'accounts'),
      to: berlinCalendar.resolveRelativeTime(MOMENTS.accounts, date),
    });
    await stage.skipTo(getPlannedStart(hire, 'activation'));
    await stage.skipDays(1);
    expect(stage.world.calls).toEqual([]);
    await expectAllOn(date, hire);
  });

  test('earlier: each step comes before its old instant', async () => {
    const hire = await stage.submit(steps, { startsInDays: 120 });
    await stage.skipDays(10);
    const date = addDays(hire.submittedAt, 45);
    await reschedule(hire.handle, date);
    await expectAllOn(date, hire);
  });

  test('later, earlier, later: only the last date counts, and all of them are in the timeline', async () => {
    const hire = await stage.submit(steps, { startsInDays: 60 });
    const dates = [60, 90, 50, 100].map((count) => addDays(hire.submittedAt, count));
    for (const date of dates.slice(1)) {
      await reschedule(hire.handle, date);
      await stage.skipDays(5);
    }
    const view = await expectAllOn(dates[3] ?? '', hire);
    expect(view.timeline.filter(({ kind }) => kind === 'rescheduled').map(({ note }) => note)).toEqual(
      [1, 2, 3].map((index) => `${dates[index - 1] ?? ''} → ${dates[index] ?? ''}`),
    );
  });

  test('so near that instants are past already: what is due begins at once, the rest at its instant', async () => {
    const hire = await stage.submit(steps, { startsInDays: 90 });
    await stage.skipDays(10);
    const date = addDays(await stage.now(), 2);
    const before = await stage.now();
    await reschedule(hire.handle, date);
    const view = await expectAllOn(date, hire, ['activation', 'checkIn']);
    expectOnTime(getStepView(view, 'accounts').startedAt, before);
    expectOnTime(getStepView(view, 'training').startedAt, before);
  });
});

describe('when some of it is done', () => {
  test('what was bound to the old date is done anew at its new instant, twice; what was not is left alone', async () => {
    const training = datesOf('training');
    const invitation = datesOf('invitation');
    const hire = await stage.submit(steps, { startsInDays: 60 });
    await stage.skipToStart(hire, 'training');
    await waitForView(hire.handle, (view) => getStepView(view, 'invitation').status === 'done');
    const dates = [60, 100, 130].map((count) => addDays(hire.submittedAt, count));
    for (const date of dates.slice(1)) {
      expect((await reschedule(hire.handle, date)).redone).toEqual(['training', 'invitation']);
      await stage.skipTo(berlinCalendar.resolveRelativeTime(MOMENTS.training, date));
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

  test('on the first day itself: the accounts that have just become active are not, until the new one', async () => {
    const hire = await stage.submit(steps, { startsInDays: 60 });
    await stage.skipToStart(hire, 'activation');
    await waitForView(hire.handle, (view) => getStepView(view, 'activation').status === 'done');
    const date = addDays(hire.submittedAt, 75);
    await reschedule(hire.handle, date);
    await waitForView(hire.handle, (view) => getStepView(view, 'activation').status === 'waiting');
    expect(stage.world.calls.slice(-2)).toContain('activation.undo');
    await expectAllOn(date, hire, ['activation', 'checkIn']);
    expect(stage.world.calls.filter((call) => call === 'activation')).toHaveLength(2);
  });

  test('while a step runs: it ends, is taken back, and is done anew at its new instant', async () => {
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    stage.world.setBehaviour('training', ({ generation }) => (generation === 1 ? finished : undefined));
    const hire = await stage.submit(steps, { startsInDays: 60 });
    await stage.skipTo(getPlannedStart(hire, 'training'));
    await waitForView(hire.handle, () => stage.world.calls.includes('training'));
    const date = addDays(hire.submittedAt, 90);
    await reschedule(hire.handle, date);
    expect(stage.world.calls).not.toContain('training.undo');
    finish();
    await expectAllOn(date, hire, ['training', 'activation', 'checkIn']);
    expect(stage.world.calls.filter((call) => call.startsWith('training'))).toEqual([
      'training',
      'training.undo',
      'training',
    ]);
  });
});

describe('while planning does not answer', () => {
  function away(tries: number): void {
    const { replan } = stage.world;
    let left = tries;
    stage.world.replan = (call) => {
      left -= 1;
      if (left >= 0) throw new Error('connection refused');
      return replan(call);
    };
  }

  test('for some minutes: what was wanted counts once it is back', async () => {
    const hire = await stage.submit(steps, { startsInDays: 60 });
    const date = addDays(hire.submittedAt, 90);
    away(20);
    await hire.handle.signal('reschedule', { startDate: date, by: HANNA.email });
    await stage.skipDays(1);
    await expectAllOn(date, hire);
  });

  test('for longer: refused, and the timeline says so, but not what was wrong with our systems', async () => {
    const hire = await stage.submit(steps, { startsInDays: 60 });
    away(Infinity);
    await hire.handle.signal('reschedule', { startDate: addDays(hire.submittedAt, 90), by: HANNA.email });
    await stage.skipDays(1);
    const note = 'unavailable: planning is not reachable: try again';
    expect((await queryView(hire)).timeline.at(-1)).toMatchObject({ kind: 'ignored', by: HANNA.email, note });
    await expectAllOn(addDays(hire.submittedAt, 60), hire);
  });
});

describe('refused, with nothing changed', () => {
  test.each([
    ['into the past', -1, {}],
    ['farther than anybody plans', 3 * 365, {}],
    ['behind the end of the contract', 200, { ends: 180 }],
  ])('%s', async (_what, count, { ends }: { ends?: number }) => {
    const now = await stage.now();
    const job = { ...JOB, endDate: ends === undefined ? undefined : addDays(now, ends) };
    const hire = await stage.submit(steps, { startsInDays: 60, request: { job } });
    await stage.skipDays(20);
    expect(await getRejectionType(reschedule(hire.handle, addDays(count < 0 ? await stage.now() : now, count)))).toBe(
      'invalid-request',
    );
    const view = await expectAllOn(addDays(now, 60), hire);
    expect(listInstants(view, 'rescheduled')).toEqual([]);
  });

  test('after completion, and while it is rolled back', async () => {
    const completed = await stage.submit({ accounts: activity('accounts') });
    await completed.handle.result();
    await stage.skipDays(10);
    const date = addDays(await stage.now(), 60);
    expect(await getRejectionType(reschedule(completed.handle, date))).toMatch(/already completed|NotFound|not found/i);

    const counterTask = { title: 'Collect', for: 'hr' } as const;
    const ending = await stage.submit({
      ship: task({ for: 'hr', undoTask: counterTask }),
      ok: approval({ from: 'manager' }),
    });
    await ending.handle.signal('completeTask', { step: 'ship', by: HANNA.email });
    await ending.handle.signal('cancel', { by: HANNA.email, reason: 'withdrawn' });
    await stage.skipDays(10);
    expect(await getRejectionType(reschedule(ending.handle, date))).toBe('closed');
    expect((await queryView(ending)).status).toBe('rolling-back');
    await ending.handle.signal('completeTask', { step: 'ship', by: HANNA.email });
    expect((await ending.handle.result()).status).toBe('cancelled');
  });
});
