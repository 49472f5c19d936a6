import { activities } from '../../activities';
import { buildCallOptions } from '../../activities/call-options';

const optionsOf = (name: keyof typeof activities) => buildCallOptions(activities[name]);

it('gives the defaults: 30 s an attempt, a day for the run, an hour for the undo before it is a person’s matter', () => {
  const retry = { firstMs: 1_000, backoff: 1.5, maximumMs: 60_000 };
  const common = { attemptMs: 30_000, heartbeatMs: 5_000, retry, permanent: [] };
  expect(optionsOf('createAccounts')).toEqual({
    run: { ...common, withinMs: 86_400_000 },
    undo: { ...common, withinMs: 3_600_000 },
  });
});

it('gives what the definition says instead', () => {
  const { run, undo } = optionsOf('notifyManager');
  expect([run.attemptMs, undo.attemptMs]).toEqual([10_000, 10_000]);
  expect(run.permanent).toEqual(['MailRejected']);
});
