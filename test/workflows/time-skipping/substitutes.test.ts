import { activity, approval, approvals, task } from '../../../src/planning/dsl';
import { CARLA, FIN, GRACE, HUGO, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { summarizeTimeline, waitForView, getStepView, waitForFinalView } from '../support';
import { berlinCalendar, addDays, listInstants, useTimeSkippingFixture, queryView } from './support';

const fixture = useTimeSkippingFixture();

const MARY = { name: 'Mary', email: 'mary@example.com' };
const DORA = { name: 'Dora', email: 'dora@example.com' };
const accounts = activity('accounts', { after: approvals });
const budget = { from: 'finance', after: ['manager'], remindAfter: '2 business days' } as const;

describe('delegation', () => {
  const steps = {
    ok: approval({ from: 'manager', remindAfter: '3 business days' }),
    accounts,
  };

  test('the delegate is reminded instead, without additional time', async () => {
    const hire = await fixture.submit(steps);
    await fixture.skipDays(1);
    await hire.handle.signal('delegate', { step: 'ok', by: GRACE.email, to: MARY });
    await fixture.skipTo(berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 4));
    await hire.handle.signal('approve', { by: MARY.email });
    const view = await waitForFinalView(hire.handle);
    expectOnTime(listInstants(view, 'reminded ok')[0], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 3));
    expect(fixture.listMails().filter((mail) => mail.startsWith('reminder'))).toEqual([`reminder ${MARY.email}`]);
    expect(getStepView(view, 'ok').decision?.by).toBe(MARY.email);
  });

  test('repeated: the last delegate and all delegators may decide', async () => {
    const hire = await fixture.submit(steps);
    await hire.handle.signal('delegate', { step: 'ok', by: GRACE.email, to: MARY });
    await fixture.skipDays(1);
    await hire.handle.signal('delegate', { step: 'ok', by: MARY.email, to: DORA });
    await fixture.skipDays(30);
    expect(getStepView(await queryView(hire), 'ok').people?.map(({ email }) => email)).toContain(DORA.email);
    await hire.handle.signal('approve', { by: GRACE.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });

  test('of a task', async () => {
    const hire = await fixture.submit({ order: task({ for: 'it', remindAfter: '2 business days' }) });
    await hire.handle.signal('delegate', { step: 'order', by: IVO.email, to: MARY });
    await fixture.skipDays(10);
    await hire.handle.signal('completeTask', { step: 'order', by: MARY.email });
    await hire.handle.result();
    expect(fixture.listMails().filter((mail) => mail.startsWith('reminder'))).toEqual([`reminder ${MARY.email}`]);
  });
});

describe('an absence known in advance', () => {
  /** Opens the budget approval twenty days after the submission. */
  const openBudgetOnDayTwenty = async (
    from: number,
    to: number,
    others: { email: string; deputy: typeof DORA }[] = [],
  ) => {
    const now = await fixture.now();
    const period = { from: addDays(now, from), to: addDays(now, to) };
    const absences = [{ email: FIN.email, deputy: DORA }, ...others].map((one) => ({ ...one, ...period }));
    const hire = await fixture.submit(
      { manager: approval({ from: 'manager' }), budget: approval(budget), accounts },
      { absences },
    );
    await fixture.skipDays(20);
    await hire.handle.signal('approve', { step: 'manager', by: GRACE.email });
    await waitForView(hire.handle, (view) => getStepView(view, 'budget').remindAt !== undefined);
    return hire;
  };
  const listAssigneeEmails = async (hire: Awaited<ReturnType<typeof openBudgetOnDayTwenty>>) =>
    getStepView(await queryView(hire), 'budget').people?.map(({ email }) => email);

  test('the deputy is asked and reminded during the absence', async () => {
    const hire = await openBudgetOnDayTwenty(15, 25);
    expect(await listAssigneeEmails(hire)).toEqual([DORA.email]);
    await fixture.skipDays(10);
    await hire.handle.signal('approve', { by: DORA.email });
    const view = await waitForFinalView(hire.handle);
    expect(summarizeTimeline(view)).toContain('substituted budget');
    expect(fixture.listMails().filter((mail) => mail.startsWith('reminder'))).toEqual([`reminder ${DORA.email}`]);
  });

  test('a person back early may still decide', async () => {
    const hire = await openBudgetOnDayTwenty(15, 25);
    await fixture.skipDays(8);
    await hire.handle.signal('approve', { by: FIN.email });
    expect(getStepView(await waitForFinalView(hire.handle), 'budget').decision?.by).toBe(FIN.email);
  });

  test.each([
    ['is over', 0, 19],
    ['has not begun', 21, 30],
  ])('one that %s changes nothing', async (_what, from, to) => {
    const hire = await openBudgetOnDayTwenty(from, to);
    expect(await listAssigneeEmails(hire)).toEqual([FIN.email]);
    await hire.handle.signal('approve', { by: FIN.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });

  test('an absent deputy’s deputy is asked', async () => {
    const hire = await openBudgetOnDayTwenty(15, 25, [{ email: DORA.email, deputy: CARLA }]);
    expect(await listAssigneeEmails(hire)).toEqual([CARLA.email]);
    await hire.handle.signal('approve', { by: CARLA.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });

  test('also applies to an escalation weeks later', async () => {
    const now = await fixture.now();
    const absences = [{ email: HUGO.email, from: addDays(now, 5), to: addDays(now, 30), deputy: DORA }];
    const escalation = { escalateAfter: '6 business days', escalateTo: 'hr' } as const;
    const hire = await fixture.submit({ ok: approval({ from: 'manager', ...escalation }) }, { absences });
    await fixture.skipDays(15);
    const view = await waitForView(hire.handle, (current) => summarizeTimeline(current).includes('substituted ok'));
    expectOnTime(listInstants(view, 'substituted ok')[0], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 6));
    expect(fixture.listMails().filter((mail) => mail.startsWith('escalated'))).toEqual([`escalated ${DORA.email}`]);
    await hire.handle.signal('approve', { by: DORA.email });
    expect((await hire.handle.result()).status).toBe('completed');
  });
});
