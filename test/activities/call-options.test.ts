import { activities } from '../../activities';
import { buildCallOptions } from '../../activities/call-options';

const getCallOptions = (name: keyof typeof activities) => buildCallOptions(activities[name]);

it('applies the defaults: 30 s per attempt, a day per run, an hour per undo', () => {
  const retry = { firstMs: 1_000, backoff: 1.5, maximumMs: 60_000 };
  const common = { attemptMs: 30_000, heartbeatMs: 5_000, retry, permanent: [] };
  expect(getCallOptions('claimUsername')).toEqual({
    run: { ...common, withinMs: 86_400_000 },
    undo: { ...common, withinMs: 3_600_000 },
  });
});

it('applies the overrides of the definition', () => {
  const { run, undo } = getCallOptions('notifyManager');
  expect([run.attemptMs, undo.attemptMs]).toEqual([10_000, 10_000]);
  expect(run.permanent).toEqual(['MailRejected']);
});
