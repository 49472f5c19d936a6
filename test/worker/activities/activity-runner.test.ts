import { sql } from 'kysely';
import { ActivityCancellationDetails, CancelledFailure } from '@temporalio/common';
import { z } from 'zod';
import { activities } from '../../../activities';
import { defineActivity } from '../../../activities/define-activity';
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

let world: ActivityTestEnvironment;
beforeAll(async () => void (world = await startActivityTestEnvironment()));
afterAll(() => world.close());
beforeEach(() => {
  world.inbox.mails.length = 0;
  world.inbox.onMessage = () => undefined;
});

/** An activity with its effect outside our database, and with the test's own bodies. */
const outside = (bodies: { run?: Definition['run']; undo?: Definition['undo'] }, more: Partial<Definition> = {}) =>
  createActivityCaller(world, {
    effect: defineActivity({
      title: 'An effect',
      uses: ['mail'],
      settings: z.strictObject({ text: z.string().default('none') }),
      result: z.object({ text: z.string() }),
      run: bodies.run ?? (() => Promise.resolve({ text: 'none' })),
      undo: bodies.undo ?? (() => Promise.resolve()),
      ...more,
    }),
  });

const stateOf = async (onboardingId: string) =>
  (
    await world.database
      .selectFrom('effects')
      .select('state')
      .where('onboarding_id', '=', onboardingId)
      .executeTakeFirst()
  )?.state;
const leasesEnd = () =>
  sql`update effects set lease_until = clock_timestamp() where lease_until is not null`.execute(world.database);

describe('errors', () => {
  it.each([
    ['a refusal', new SystemError('NoRoom', 'Full.'), { type: 'NoRoom', message: 'Full.', nonRetryable: true }],
    ['a refusal for now', new SystemError('Busy', 'Later.', false), { type: 'Busy', nonRetryable: false }],
    [
      'what the definition calls permanent',
      new SystemError('Listed', 'Never.', false),
      { type: 'Listed', nonRetryable: true },
    ],
    ['a bug', new TypeError('a bug'), { type: 'TypeError', message: 'a bug', nonRetryable: false }],
  ])('%s becomes a failure that Temporal understands', async (_, error, failure) => {
    const call = outside({ run: () => Promise.reject(error) }, { permanent: ['Listed'] });
    await expect(call('effect', createEffectCall('step'))).rejects.toMatchObject(failure);
  });

  it('of the database are retried, and carry no values of a row', async () => {
    const insert = () => world.pool.query(`insert into people (email, name) values ('secret@example.org', 'x')`);
    await insert();
    const call = outside({ run: () => insert().then(() => ({ text: '' })) });
    const failure: unknown = await call('effect', createEffectCall('step')).catch((error: unknown) => error);
    expect(failure).toMatchObject({ type: 'DatabaseError', nonRetryable: false });
    expect(JSON.stringify(failure, Object.getOwnPropertyNames(failure))).not.toContain('secret@');
  });

  it('in settings name the field, not its value, and are not retried', async () => {
    const settings = { text: 'fine', secret: 'hunter2' };
    const calling = outside({})('effect', createEffectCall('step', { settings }));
    await expect(calling).rejects.toMatchObject({ type: 'InvalidData', nonRetryable: true });
    await expect(calling).rejects.not.toThrow('hunter2');
  });
});

describe('what a run is given', () => {
  it('holds the settings with their defaults, the key and the needed results alone', async () => {
    const run = jest.fn().mockResolvedValue({ text: 'ran' });
    const needs = { createAccounts: activities.createAccounts, assignEquipment: activities.assignEquipment };
    const results = { createAccounts: { username: 'ada', applications: [], more: 1 }, other: 1 };
    const answers = { shipEquipment: { tracking: 'T-1' } };
    const call = createEffectCall('step', { results, answers });
    await outside({ run }, { needs })('effect', call);
    const key = `${call.onboardingId}/step/1`;
    expect(run.mock.calls[0][0]).toMatchObject({ key, settings: { text: 'none' }, answers });
    const expected = { createAccounts: { username: 'ada', applications: [] }, assignEquipment: undefined };
    expect(run.mock.calls[0][0].results).toEqual(expected);
  });
});

describe('an attempt', () => {
  it('heartbeats while its body works', async () => {
    const body = createBarrier();
    const environment = createAttempt();
    const beats = new Promise<void>((resolve) => {
      environment.on('heartbeat', () => resolve());
    });
    const call = outside({ run: () => body.pass().then(() => ({ text: 'slow' })) });
    const running = call('effect', createEffectCall('step'), environment);
    await beats;
    body.open();
    await running;
  });

  it('that completes although it was cancelled is reported, and recorded, as done', async () => {
    const body = createBarrier();
    const environment = createAttempt();
    const call = createEffectCall('step');
    const running = outside({ run: () => body.pass().then(() => ({ text: 'ran' })) })('effect', call, environment);
    await body.reached;
    environment.cancel();
    body.open();
    expect(await running).toEqual({ text: 'ran' });
    expect(await stateOf(call.onboardingId)).toBe('done');
  });

  it('that is cancelled in the middle of a request ends it; what went out may be undone after its lease', async () => {
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
    await leasesEnd();
    await createActivityCaller(world)('notifyManager.undo', call);
    expect(world.inbox.mails.at(-1)?.subject).toMatch(/^No longer valid/);
  });

  it('in our own database that is cancelled before its commit leaves nothing', async () => {
    const definition = activities.createAccounts as unknown as Definition;
    const body = createBarrier();
    const environment = createAttempt();
    const call = createEffectCall('accounts', { settings: { applications: ['email'] } });
    const hookedCall = createActivityCaller(world, { createAccounts: withHooks(definition, { afterRun: body.pass }) });
    const running = hookedCall('createAccounts', call, environment);
    await body.reached;
    environment.cancel();
    body.open();
    await expect(running).rejects.toBeInstanceOf(CancelledFailure);
    expect(await stateOf(call.onboardingId)).toBeUndefined();
  });

  it('that a shutdown interrupts is retried, not cancelled', async () => {
    const environment = createAttempt();
    const body = createBarrier();
    const aborted = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('shut down'))));
    const call = outside({ run: ({ signal }) => (void body.pass(), aborted(signal)) });
    const running = call('effect', createEffectCall('step'), environment);
    await body.reached;
    environment.cancel('WORKER_SHUTDOWN', new ActivityCancellationDetails());
    await expect(running).rejects.toMatchObject({ name: 'ApplicationFailure', nonRetryable: false });
  });

  it('whose time was up before its body began does nothing', async () => {
    const environment = createAttempt();
    environment.cancel();
    const run = jest.fn();
    await expect(outside({ run })('effect', createEffectCall('step'), environment)).rejects.toBeInstanceOf(
      CancelledFailure,
    );
    expect(run).not.toHaveBeenCalled();
  });
});

describe('the lease', () => {
  it('says how long to wait, and is given back when the system refused', async () => {
    const call = createEffectCall('step');
    const body = createBarrier();
    const running = outside({ run: () => body.pass().then(() => Promise.reject(new SystemError('Busy', '', false))) })(
      'effect',
      call,
    );
    await body.reached;
    const held = await outside({})('effect', call).catch((error: unknown) => error);
    expect(held).toMatchObject({ type: 'LeaseHeld', nonRetryable: false, nextRetryDelay: expect.any(Number) });
    body.open();
    await expect(running).rejects.toMatchObject({ type: 'Busy' });
    expect(await outside({})('effect', call)).toEqual({ text: 'none' });
  });

  it('a refusal without any doubtful call before leaves nothing to undo', async () => {
    const undo = jest.fn();
    const call = createEffectCall('step');
    const refused = outside({ run: () => Promise.reject(new SystemError('NoRoom', 'Full.')), undo });
    await expect(refused('effect', call)).rejects.toMatchObject({ type: 'NoRoom' });
    await refused('effect.undo', call);
    expect(undo).not.toHaveBeenCalled();
    expect(await stateOf(call.onboardingId)).toBe('undone');
  });

  it('a refusal after a doubtful call is undone: the first may have had its effect', async () => {
    const undo = jest.fn().mockResolvedValue(undefined);
    const call = createEffectCall('step');
    await expect(outside({ run: () => Promise.reject(new Error('lost')) })('effect', call)).rejects.toThrow('lost');
    await leasesEnd();
    const refused = outside({ run: () => Promise.reject(new SystemError('NoRoom', 'Full.')), undo });
    await expect(refused('effect', call)).rejects.toMatchObject({ type: 'NoRoom' });
    await refused('effect.undo', call);
    expect(undo).toHaveBeenCalledTimes(1);
  });

  it('an undo that failed bars every run, and is done again', async () => {
    const undo = jest
      .fn()
      .mockRejectedValueOnce(new SystemError('Busy', '', false))
      .mockResolvedValue(undefined);
    const effect = outside({ undo });
    const call = createEffectCall('step');
    await effect('effect', call);
    await expect(effect('effect.undo', call)).rejects.toMatchObject({ type: 'Busy' });
    await expect(effect('effect', call)).rejects.toMatchObject({ type: 'EffectUndone' });
    await effect('effect.undo', call);
    expect(await stateOf(call.onboardingId)).toBe('undone');
  });

  it('a body that outlives its timeout and lands after its undo takes itself back, in a time of its own', async () => {
    const landed = createBarrier();
    const call = createEffectCall('step');
    const timesUp: boolean[] = [];
    const late = outside(
      {
        run: async ({ signal }) => {
          await landed.pass();
          timesUp.push(signal.aborted);
          return { text: 'late' };
        },
        undo: ({ signal }) => Promise.resolve(void timesUp.push(signal.aborted)),
      },
      { attemptMs: 50 },
    );
    const running = late('effect', call);
    await landed.reached;
    await leasesEnd();
    await outside({})('effect.undo', call);
    await new Promise((resolve) => AbortSignal.timeout(60).addEventListener('abort', resolve));
    landed.open();
    await expect(running).rejects.toMatchObject({ type: 'EffectUndone', nonRetryable: true });
    expect(timesUp).toEqual([true, false]);
  });
});

describe('a generation that replaces the one before', () => {
  const again = (bodies: Parameters<typeof outside>[0]) => outside(bodies, { redo: 'again' });
  const told = (text: string) => ({ run: jest.fn().mockResolvedValue({ text }) });

  it('is given what that one gave, and no other activity is', async () => {
    const call = createEffectCall('step');
    const [first, second, third] = [told('one'), told('two'), told('three')];
    await again(first)('effect', call);
    await again(second)('effect', { ...call, generation: 2 });
    await outside(third)('effect', { ...call, generation: 3 });
    const previous = [first, second, third].map(({ run }) => run.mock.calls[0][0].previous);
    expect(previous).toEqual([undefined, { text: 'one' }, undefined]);
  });

  it('waits for an attempt at that one that may still be under way, and then bars it', async () => {
    const call = createEffectCall('step');
    const next = { ...call, generation: 2 };
    await expect(again({ run: () => Promise.reject(new Error('lost')) })('effect', call)).rejects.toThrow('lost');
    await expect(again({})('effect', next)).rejects.toMatchObject({ type: 'LeaseHeld', nonRetryable: false });
    await leasesEnd();
    await again({})('effect', next);
    await expect(again({})('effect', call)).rejects.toMatchObject({ type: 'EffectUndone' });
  });

  it('undone, leaves nothing of that one to undo; its undo knows the result, and that of a lost run does not', async () => {
    const call = createEffectCall('step');
    const next = { ...call, generation: 2 };
    const undo = jest.fn().mockResolvedValue(undefined);
    await again(told('one'))('effect', call);
    await expect(again({ run: () => Promise.reject(new Error('lost')) })('effect', next)).rejects.toThrow('lost');
    await leasesEnd();
    await again({ undo })('effect.undo', next);
    await again({ undo })('effect.undo', call);
    const third = { ...call, generation: 3 };
    await again(told('three'))('effect', third);
    await again({ undo })('effect.undo', third);
    expect(undo.mock.calls.map(([{ done }]) => done)).toEqual([undefined, { text: 'three' }]);
  });
});

it('bounds every wait of a ledger transaction', async () => {
  const names = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'];
  const settings = await sql<{ setting: string }>`
    select current_setting(name) as setting from unnest(${names}::text[]) as name`.execute(world.database);
  expect(settings.rows.map(({ setting }) => setting)).toEqual(['10s', '15s', '20s']);
});
