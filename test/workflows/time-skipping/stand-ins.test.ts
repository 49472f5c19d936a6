import { activity, approval, approvals, task } from '../../../src/planning/dsl';
import { CARLA, FIN, GRACE, HUGO, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { summarizeTimeline, waitForView, getStepView } from '../support';
import { berlinCalendar, addDays, listInstants, useTimeSkippingFixture, queryView } from './support';

const stage = useTimeSkippingFixture();

const MARY = { name: 'Mary', email: 'mary@example.com' };
const DORA = { name: 'Dora', email: 'dora@example.com' };
const accounts = activity('accounts', { after: approvals });
const budget = { from: 'finance', after: ['manager'], remindAfter: '2 business days' } as const;

describe('delegation', () => {
  const steps = {
    ok: approval({ from: 'manager', remindAfter: '3 business days' }),
    accounts,
  };

  test('whom it was delegated to is reminded in place of the other, without more time than that one had', async () => {
    const hire = await stage.submit(steps);
    await stage.skipDays(1);
    await hire.handle.signal('delegate', { step: 'ok', by: GRACE.email, to: MARY });
    await stage.skipTo(berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 4));
    await hire.handle.signal('approve', { by: MARY.email });
    const view = await hire.handle.result();
    expectOnTime(listInstants(view, 'reminded ok')[0], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 3));
    expect(stage.listMails().filter((mail) => mail.startsWith('reminder'))).toEqual([`reminder ${MARY.email}`]);
    expect(getStepView(view, 'ok').decision?.by).toBe(MARY.email);
  });

  test('on and on: whoever is asked last, and everybody before them, may decide weeks later', async () => {
    const hire = await stage.submit(steps);
    await hire.handle.signal('delegate', { step: 'ok', by: GRACE.email, to: MARY });
    await stage.skipDays(1);
    await hire.handle.signal('delegate', { step: 'ok', by: MARY.email, to: DORA });
    await stage.skipDays(30);
    expect(getStepView(await queryView(hire), 'ok').people?.map(({ email }) => email)).toContain(DORA.email);
    await hire.handle.signal('approve', { by: GRACE.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });

  test('of a task, too', async () => {
    const hire = await stage.submit({ order: task({ for: 'it', remindAfter: '2 business days' }) });
    await hire.handle.signal('delegate', { step: 'order', by: IVO.email, to: MARY });
    await stage.skipDays(10);
    await hire.handle.signal('completeTask', { step: 'order', by: MARY.email });
    await hire.handle.result();
    expect(stage.listMails().filter((mail) => mail.startsWith('reminder'))).toEqual([`reminder ${MARY.email}`]);
  });
});

describe('an absence that is known beforehand', () => {
  /** Opens the budget approval twenty days after the submission. */
  const onDayTwenty = async (from: number, to: number, others: { email: string; deputy: typeof DORA }[] = []) => {
    const now = await stage.now();
    const away = { from: addDays(now, from), to: addDays(now, to) };
    const absences = [{ email: FIN.email, deputy: DORA }, ...others].map((one) => ({ ...one, ...away }));
    const hire = await stage.submit(
      { manager: approval({ from: 'manager' }), budget: approval(budget), accounts },
      { absences },
    );
    await stage.skipDays(20);
    await hire.handle.signal('approve', { step: 'manager', by: GRACE.email });
    await waitForView(hire.handle, (view) => getStepView(view, 'budget').remindAt !== undefined);
    return hire;
  };
  const askedOf = async (hire: Awaited<ReturnType<typeof onDayTwenty>>) =>
    getStepView(await queryView(hire), 'budget').people?.map(({ email }) => email);

  test('the deputy is asked for what comes while it lasts, and is reminded', async () => {
    const hire = await onDayTwenty(15, 25);
    expect(await askedOf(hire)).toEqual([DORA.email]);
    await stage.skipDays(10);
    await hire.handle.signal('approve', { by: DORA.email });
    const view = await hire.handle.result();
    expect(summarizeTimeline(view)).toContain('stood-in budget');
    expect(stage.listMails().filter((mail) => mail.startsWith('reminder'))).toEqual([`reminder ${DORA.email}`]);
  });

  test('whoever is back early may still decide', async () => {
    const hire = await onDayTwenty(15, 25);
    await stage.skipDays(8);
    await hire.handle.signal('approve', { by: FIN.email });
    expect(getStepView(await hire.handle.result(), 'budget').decision?.by).toBe(FIN.email);
  });

  test.each([
    ['is over by then', 0, 19],
    ['has not begun yet', 21, 30],
  ])('one that %s changes nothing', async (_what, from, to) => {
    const hire = await onDayTwenty(from, to);
    expect(await askedOf(hire)).toEqual([FIN.email]);
    await hire.handle.signal('approve', { by: FIN.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });

  test('a deputy who is away, too, has another in turn', async () => {
    const hire = await onDayTwenty(15, 25, [{ email: DORA.email, deputy: CARLA }]);
    expect(await askedOf(hire)).toEqual([CARLA.email]);
    await hire.handle.signal('approve', { by: CARLA.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });

  test('it is heeded where it is escalated to, weeks later', async () => {
    const now = await stage.now();
    const absences = [{ email: HUGO.email, from: addDays(now, 5), to: addDays(now, 30), deputy: DORA }];
    const escalating = { escalateAfter: '6 business days', escalateTo: 'hr' } as const;
    const hire = await stage.submit({ ok: approval({ from: 'manager', ...escalating }) }, { absences });
    await stage.skipDays(15);
    const view = await waitForView(hire.handle, (current) => summarizeTimeline(current).includes('stood-in ok'));
    expectOnTime(listInstants(view, 'stood-in ok')[0], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 6));
    expect(stage.listMails().filter((mail) => mail.startsWith('escalated'))).toEqual([`escalated ${DORA.email}`]);
    await hire.handle.signal('approve', { by: DORA.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });
});
