import { approval, task } from '../../../src/planning/dsl';
import { GRACE, IVO } from '../../planning/support';
import { expectOnTime } from '../../support/on-time';
import { listRejections, waitForFinalView, waitForView } from '../support';
import { addDays, berlinCalendar, listInstants, useTimeSkippingFixture } from './support';

const HOUR_MS = 3_600_000;
const fixture = useTimeSkippingFixture();

test('the manager reminds IT again after an hour; the plan reminds at its own time', async () => {
  const hire = await fixture.submit({ order: task({ for: 'it', remindAfter: '2 business days' }) });
  const remind = () => hire.handle.signal('remind', { step: 'order', by: GRACE.email });
  await remind();
  await waitForView(hire.handle, (view) => listInstants(view, 'reminded order').length === 1);
  await remind();
  await waitForView(hire.handle, (view) => listRejections(view).length === 1);
  await fixture.skipTo(new Date(Date.parse(await fixture.now()) + HOUR_MS).toISOString());
  await remind();
  await waitForView(hire.handle, (view) => listInstants(view, 'reminded order').length === 2);
  await fixture.skipDays(3);
  await hire.handle.signal('completeTask', { step: 'order', by: IVO.email });
  const view = await waitForFinalView(hire.handle);
  expect(listRejections(view)).toMatchObject([{ code: 'not-waiting.reminded' }]);
  const instants = listInstants(view, 'reminded order');
  expect(instants).toHaveLength(3);
  expectOnTime(instants[2], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 2));
  expect(fixture.listMails().filter((mail) => mail === `reminder ${IVO.email}`)).toHaveLength(3);
});

test('a person’s reminder of an approval leaves its expiry where it was', async () => {
  const hire = await fixture.submit({
    ok: approval({ from: 'it', expireAfter: '4 business days', onExpiry: 'decline' }),
  });
  await fixture.skipDays(1);
  await hire.handle.signal('remind', { step: 'ok', by: GRACE.email });
  const view = await waitForFinalView(hire.handle);
  expect(listInstants(view, 'reminded ok')).toHaveLength(1);
  expectOnTime(listInstants(view, 'expired ok')[0], berlinCalendar.addBusinessDaysToInstant(hire.submittedAt, 4));
  expect(Date.parse(listInstants(view, 'reminded ok')[0] ?? '')).toBeGreaterThanOrEqual(
    Date.parse(addDays(hire.submittedAt, 1)),
  );
});
