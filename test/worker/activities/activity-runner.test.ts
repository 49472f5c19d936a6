import { sql } from 'kysely';
import { ActivityCancellationDetails, CancelledFailure } from '@temporalio/common';
import { activities } from '../../../activities';
import { SystemError } from '../../../src/integrations/system-error';
import {
  createEffectCall,
  createAttempt,
  createActivityCaller,
  type Definition,
  createBarrier,
  withHooks,
  startActivityTestEnvironment,
  type ActivityTestEnvironment,
} from '../../support/activity-test-environment';
import { defineExternalEffect } from '../../support/external-effect';

let world: ActivityTestEnvironment;
beforeAll(async () => void (world = await startActivityTestEnvironment()));
afterAll(() => world.close());
beforeEach(() => {
  world.inbox.mails.length = 0;
  world.inbox.onMessage = () => undefined;
});

const createExternalCaller = (bodies: Partial<Definition>, overrides: Partial<Definition> = {}) =>
  createActivityCaller(world, { effect: defineExternalEffect({ ...bodies, ...overrides }) });

const findEffectState = async (onboardingId: string) => {
  const effects = world.database.selectFrom('effects').select('state').where('onboarding_id', '=', onboardingId);
  return (await effects.executeTakeFirst())?.state;
};
const expireLeases = () =>
  sql`update effects set lease_until = clock_timestamp() where lease_until is not null`.execute(world.database);

describe('the input of a run', () => {
  it('contains settings with defaults, the key and needed results only', async () => {
    const run = jest.fn().mockResolvedValue({ text: 'ran' });
    const needs = { claimUsername: activities.claimUsername, assignEquipment: activities.assignEquipment };
    const results = { claimUsername: { username: 'ada', more: 1 }, other: 1 };
    const answers = { shipEquipment: { tracking: 'T-1' } };
    const call = createEffectCall('step', { results, answers });
    await createExternalCaller({ run }, { needs })('effect', call);
    const key = `${call.onboardingId}/step/1`;
    expect(run.mock.calls[0][0]).toMatchObject({ key, settings: { text: 'none' }, answers });
    const expected = { claimUsername: { username: 'ada' }, assignEquipment: undefined };
    expect(run.mock.calls[0][0].results).toEqual(expected);
  });
});

describe('an attempt', () => {
  it('sends heartbeats while it runs', async () => {
    const body = createBarrier();
    const environment = createAttempt();
    const beats = new Promise<void>((resolve) => {
      environment.on('heartbeat', () => resolve());
    });
    const call = createExternalCaller({ run: () => body.pass().then(() => ({ text: 'slow' })) });
    const running = call('effect', createEffectCall('step'), environment);
    await beats;
    body.open();
    await running;
  });

  it('that completes despite a cancellation is recorded as done', async () => {
    const body = createBarrier();
    const environment = createAttempt();
    const call = createEffectCall('step');
    const running = createExternalCaller({ run: () => body.pass().then(() => ({ text: 'ran' })) })(
      'effect',
      call,
      environment,
    );
    await body.reached;
    environment.cancel();
    body.open();
    expect(await running).toEqual({ text: 'ran' });
    expect(await findEffectState(call.onboardingId)).toBe('done');
  });

  it('cancelled during a request ends it; the undo waits for the lease', async () => {
    const stalled = createBarrier();
    world.inbox.onMessage = stalled.pass;
    const environment = createAttempt();
    const call = createEffectCall('notify');
    const running = createActivityCaller(world)('notifyManager', call, environment);
    await stalled.reached;
    environment.cancel();
    await expect(running).rejects.toBeInstanceOf(CancelledFailure);
    stalled.open();
    await expect(createActivityCaller(world)('notifyManager.undo', call)).rejects.toMatchObject({ type: 'LeaseHeld' });
    await expireLeases();
    await createActivityCaller(world)('notifyManager.undo', call);
    expect(world.inbox.mails.at(-1)?.headers.get('x-firstday-notification')).toBe('preparations-retraction');
  });

  it('cancelled before its commit in our database leaves nothing', async () => {
    const definition = activities.claimUsername as unknown as Definition;
    const body = createBarrier();
    const environment = createAttempt();
    const call = createEffectCall('accounts');
    const hookedCall = createActivityCaller(world, { claimUsername: withHooks(definition, { afterRun: body.pass }) });
    const running = hookedCall('claimUsername', call, environment);
    await body.reached;
    environment.cancel();
    body.open();
    await expect(running).rejects.toBeInstanceOf(CancelledFailure);
    expect(await findEffectState(call.onboardingId)).toBeUndefined();
  });

  it('interrupted by a shutdown is retried, not cancelled', async () => {
    const environment = createAttempt();
    const body = createBarrier();
    const waitForAbort = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('shut down'))));
    const call = createExternalCaller({ run: ({ signal }) => (void body.pass(), waitForAbort(signal)) });
    const running = call('effect', createEffectCall('step'), environment);
    await body.reached;
    environment.cancel('WORKER_SHUTDOWN', new ActivityCancellationDetails());
    await expect(running).rejects.toMatchObject({ name: 'ApplicationFailure', nonRetryable: false });
  });

  it('cancelled before its start does nothing', async () => {
    const environment = createAttempt();
    environment.cancel();
    const run = jest.fn();
    await expect(createExternalCaller({ run })('effect', createEffectCall('step'), environment)).rejects.toBeInstanceOf(
      CancelledFailure,
    );
    expect(run).not.toHaveBeenCalled();
  });
});

describe('the lease', () => {
  it('reports how long to wait, and is released after a rejection', async () => {
    const call = createEffectCall('step');
    const body = createBarrier();
    const running = createExternalCaller({
      run: () => body.pass().then(() => Promise.reject(new SystemError('Busy', {}, false))),
    })('effect', call);
    await body.reached;
    const leaseError = await createExternalCaller({})('effect', call).catch((error: unknown) => error);
    expect(leaseError).toMatchObject({ type: 'LeaseHeld', nonRetryable: false, nextRetryDelay: expect.any(Number) });
    body.open();
    await expect(running).rejects.toMatchObject({ type: 'Busy' });
    expect(await createExternalCaller({})('effect', call)).toEqual({ text: 'none' });
  });

  it('a rejection without an earlier doubtful call leaves nothing to undo', async () => {
    const undo = jest.fn();
    const call = createEffectCall('step');
    const callRejecting = createExternalCaller({ run: () => Promise.reject(new SystemError('NoRoom', {})), undo });
    await expect(callRejecting('effect', call)).rejects.toMatchObject({ type: 'NoRoom' });
    await callRejecting('effect.undo', call);
    expect(undo).not.toHaveBeenCalled();
    expect(await findEffectState(call.onboardingId)).toBe('undone');
  });

  it('a rejection after a doubtful call is undone', async () => {
    const undo = jest.fn().mockResolvedValue(undefined);
    const call = createEffectCall('step');
    await expect(
      createExternalCaller({ run: () => Promise.reject(new Error('lost')) })('effect', call),
    ).rejects.toThrow('lost');
    await expireLeases();
    const callRejecting = createExternalCaller({ run: () => Promise.reject(new SystemError('NoRoom', {})), undo });
    await expect(callRejecting('effect', call)).rejects.toMatchObject({ type: 'NoRoom' });
    await callRejecting('effect.undo', call);
    expect(undo).toHaveBeenCalledTimes(1);
  });

  it('a failed undo blocks every run, and is repeated', async () => {
    const undo = jest
      .fn()
      .mockRejectedValueOnce(new SystemError('Busy', {}, false))
      .mockResolvedValue(undefined);
    const effect = createExternalCaller({ undo });
    const call = createEffectCall('step');
    await effect('effect', call);
    await expect(effect('effect.undo', call)).rejects.toMatchObject({ type: 'Busy' });
    await expect(effect('effect', call)).rejects.toMatchObject({ type: 'EffectUndone' });
    await effect('effect.undo', call);
    expect(await findEffectState(call.onboardingId)).toBe('undone');
  });

  it('a run that ends after its timeout and undo undoes itself', async () => {
    const barrier = createBarrier();
    const call = createEffectCall('step');
    const abortedFlags: boolean[] = [];
    const callLate = createExternalCaller(
      {
        run: async ({ signal }) => {
          await barrier.pass();
          abortedFlags.push(signal.aborted);
          return { text: 'late' };
        },
        undo: ({ signal }) => Promise.resolve(void abortedFlags.push(signal.aborted)),
      },
      { attemptMs: 50 },
    );
    const running = callLate('effect', call);
    await barrier.reached;
    await expireLeases();
    await createExternalCaller({})('effect.undo', call);
    await new Promise((resolve) => AbortSignal.timeout(60).addEventListener('abort', resolve));
    barrier.open();
    await expect(running).rejects.toMatchObject({ type: 'EffectUndone', nonRetryable: true });
    expect(abortedFlags).toEqual([true, false]);
  });
});

describe('a generation that replaces the previous one', () => {
  const createReplacingCaller = (bodies: Parameters<typeof createExternalCaller>[0]) =>
    createExternalCaller(bodies, { redo: 'again' });
  const createBodies = (text: string) => ({ run: jest.fn().mockResolvedValue({ text }) });

  it('receives the previous result; other activities do not', async () => {
    const call = createEffectCall('step');
    const [first, second, third] = [createBodies('one'), createBodies('two'), createBodies('three')];
    await createReplacingCaller(first)('effect', call);
    await createReplacingCaller(second)('effect', { ...call, generation: 2 });
    await createExternalCaller(third)('effect', { ...call, generation: 3 });
    const previous = [first, second, third].map(({ run }) => run.mock.calls[0][0].previous);
    expect(previous).toEqual([undefined, { text: 'one' }, undefined]);
  });

  it('waits for a possible attempt of the previous one, then blocks it', async () => {
    const call = createEffectCall('step');
    const next = { ...call, generation: 2 };
    await expect(
      createReplacingCaller({ run: () => Promise.reject(new Error('lost')) })('effect', call),
    ).rejects.toThrow('lost');
    await expect(createReplacingCaller({})('effect', next)).rejects.toMatchObject({
      type: 'LeaseHeld',
      nonRetryable: false,
    });
    await expireLeases();
    await createReplacingCaller({})('effect', next);
    await expect(createReplacingCaller({})('effect', call)).rejects.toMatchObject({ type: 'EffectUndone' });
  });

  it('undone, covers the previous one; the undo gets the result if known', async () => {
    const call = createEffectCall('step');
    const next = { ...call, generation: 2 };
    const undo = jest.fn().mockResolvedValue(undefined);
    await createReplacingCaller(createBodies('one'))('effect', call);
    await expect(
      createReplacingCaller({ run: () => Promise.reject(new Error('lost')) })('effect', next),
    ).rejects.toThrow('lost');
    await expireLeases();
    await createReplacingCaller({ undo })('effect.undo', next);
    await createReplacingCaller({ undo })('effect.undo', call);
    const third = { ...call, generation: 3 };
    await createReplacingCaller(createBodies('three'))('effect', third);
    await createReplacingCaller({ undo })('effect.undo', third);
    expect(undo.mock.calls.map(([{ runResult }]) => runResult)).toEqual([undefined, { text: 'three' }]);
  });
});

it('limits every wait of a ledger transaction', async () => {
  const names = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'];
  const settings = await sql<{ setting: string }>`
    select current_setting(name) as setting from unnest(${names}::text[]) as name`.execute(world.database);
  expect(settings.rows.map(({ setting }) => setting)).toEqual(['10s', '15s', '20s']);
});
