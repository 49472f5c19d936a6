import { workflowIdOf } from '../../../src/domain/ids';
import { until } from '../../../src/lib/poll-until';
import type { Repetition } from '../../../src/lib/background-loop';
import { embeddedSystems } from '../../../src/integrations/embedded';
import { recover } from '../../../src/application/recover-onboarding';
import { startReconciler } from '../../../src/worker/reconciler/reconciler';
import { rowOf } from '../../support/onboardings';
import { activityStep, anInput, IT, taskStep } from '../../workflows/support';
import { begun, PATIENCE_MS, type Platform, silent, startPlatform } from '../support/platform';

let platform: Platform;
let reconciler: Repetition;
beforeAll(async () => {
  platform = await startPlatform();
  const { database, temporal } = platform;
  reconciler = startReconciler({ database, client: temporal.client, logger: silent, everyMs: 50, quietMs: 0 });
});
afterAll(async () => {
  await reconciler.stop();
  await platform.close();
});

const becomes = (id: string, wanted: object) =>
  until(async () => expect(await rowOf(platform.database, id)).toMatchObject(wanted), PATIENCE_MS);
const step = async (id: string, name: string) =>
  (await rowOf(platform.database, id)).view.steps.find((candidate) => candidate.id === name);

/** Accounts, a laptop that was shipped by hand, and something far ahead. */
const anInputWithTask = () =>
  anInput([
    activityStep('createAccounts', [], { title: 'Create accounts', settings: { applications: ['email'] } }),
    taskStep('shipLaptop', ['createAccounts'], {
      title: 'Ship the laptop',
      counter: { title: 'Collect it', assignees: { label: 'it', people: [{ name: 'Ivan', email: IT }], roles: [] } },
    }),
    activityStep('notifyManager', ['shipLaptop'], { startAt: '2099-01-01T00:00:00Z' }),
  ]);

test('a lost onboarding that was moved and done by hand is recovered by its last plan: accounts go, the laptop is asked for', async () => {
  const { database, temporal, mailer } = platform;
  const input = anInputWithTask();
  const { id } = input;
  const handle = await begun(platform, { input });
  await until(async () => expect((await step(id, 'shipLaptop'))?.status).toBe('waiting'), PATIENCE_MS);
  await handle.signal('completeTask', { step: 'shipLaptop', by: IT });
  await until(async () => expect((await step(id, 'shipLaptop'))?.armed).toBe(true), PATIENCE_MS);
  await handle.executeUpdate('reschedule', { args: [{ startDate: '2027-04-01', by: 'hr@example.com' }] });
  await becomes(id, { start_date: '2027-04-01', replanned: { plan: { dayOne: { date: '2027-04-01' } } } });
  expect((await rowOf(database, id)).input.plan.dayOne.date).toBe('2027-03-01');

  await handle.terminate();
  await becomes(id, { lost_at: expect.any(Date) });
  expect(await recover({ database, client: temporal.client }, id, { by: 'hr@example.com', reason: 'mistake' })).toBe(
    true,
  );
  await until(async () => {
    expect(await step(id, 'shipLaptop')).toMatchObject({ status: 'undoing', people: [{ email: IT }] });
  }, PATIENCE_MS);
  expect((await rowOf(database, id)).view.startDate).toBe('2027-04-01');

  await temporal.client.workflow.getHandle(workflowIdOf(id)).signal('completeTask', { step: 'shipLaptop', by: IT });
  await becomes(id, { status: 'rolled-back', closed_at: expect.any(Date) });
  expect(await embeddedSystems(mailer).within(database).directory.accountsOf(id)).toEqual([]);
});
