import { sql } from 'kysely';
import { activities, type ActivityName } from '../../activities';
import { toUndoActivityName } from '../../src/domain/ids';
import type { EffectInput } from '../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../src/domain/request';
import { insertSampleData } from '../../src/database/sample-data';
import { createTestSystems } from '../support/test-systems';
import { SystemError } from '../../src/integrations/system-error';
import {
  createActivityCaller,
  createBarrier,
  withHooks,
  type ActivityHooks,
  startActivityTestEnvironment,
  type ActivityTestEnvironment,
} from '../support/activity-test-environment';
import { createRequest } from '../support/requests';
import { createProbeCall, probes } from './probes';

const names = Object.keys(activities) as ActivityName[];
let world: ActivityTestEnvironment;

beforeAll(async () => {
  world = await startActivityTestEnvironment();
  await insertSampleData(world.database, new Date('2027-03-01T00:00:00Z'));
});
afterAll(() => world.close());

it('every registered activity has a probe', () => {
  expect(Object.keys(probes).sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
  const definition = activities[name] as unknown as Parameters<typeof withHooks>[0];
  const isExternal = definition.uses.some((system) => !createTestSystems(world?.mailer).transactional.has(system));
  const undo = toUndoActivityName(name);
  const redo = definition.redo ?? 'undo-first';

  const prepareCall = async (): Promise<EffectInput> => {
    const call = createProbeCall(name);
    const results = await probes[name].prepare?.(world, call.onboardingId);
    return results === undefined ? call : { ...call, results };
  };
  const countEffects = (call: EffectInput) => probes[name].count(world, call);
  const createPlainCaller = () => createActivityCaller(world);
  const createHookedCaller = (hooks: ActivityHooks) =>
    createActivityCaller(world, { [name]: withHooks(definition, hooks) });

  /** Retries once if another attempt still holds the lease, as Temporal would. */
  const retryOnceIfLeased = async (attempt: () => Promise<unknown>): Promise<unknown> =>
    attempt().catch((error: { type?: string }) => {
      if (error.type !== 'LeaseHeld') throw error;
      return attempt();
    });

  it('has one effect when run twice with the same key, and the same result', async () => {
    const call = await prepareCall();
    const first = await createPlainCaller()(name, call);
    expect(await countEffects(call)).toBe(probes[name].effectsPerRun);
    expect(await createPlainCaller()(name, call)).toEqual(first);
    expect(await countEffects(call)).toBe(probes[name].effectsPerRun);
  });

  it('has one effect when two runs overlap', async () => {
    const call = await prepareCall();
    const body = createBarrier();
    const first = createHookedCaller({ afterRun: body.pass })(name, call);
    await Promise.race([body.reached, first]);
    const second = createPlainCaller()(name, call).catch((error: unknown) => error);
    await (isExternal ? second : waitForLockWaiter());
    body.open();
    const results = [await first, await retryOnceIfLeased(() => createPlainCaller()(name, call))];
    expect(results[1]).toEqual(results[0]);
    expect(await second).toEqual(isExternal ? expect.objectContaining({ type: 'LeaseHeld' }) : results[0]);
    expect(await countEffects(call)).toBe(probes[name].effectsPerRun);
  });

  it('leaves nothing when undone, once or twice', async () => {
    const call = await prepareCall();
    await createPlainCaller()(name, call);
    await createPlainCaller()(undo, call);
    expect(await countEffects(call)).toBe(0);
    const body = jest.fn();
    await createHookedCaller({ beforeUndo: body })(undo, call);
    expect(body).not.toHaveBeenCalled();
    expect(await countEffects(call)).toBe(0);
  });

  it('undoes nothing if nothing ran, and rejects a late run of the generation', async () => {
    const call = await prepareCall();
    const body = jest.fn();
    await createHookedCaller({ beforeUndo: body })(undo, call);
    expect(body).not.toHaveBeenCalled();
    await expect(createPlainCaller()(name, call)).rejects.toMatchObject({ type: 'EffectUndone', nonRetryable: true });
    expect(await countEffects(call)).toBe(0);
  });

  it('leaves nothing when the undo overlaps the run', async () => {
    const call = await prepareCall();
    const body = createBarrier();
    const running = createHookedCaller({ afterRun: body.pass })(name, call);
    await Promise.race([body.reached, running]);
    const undoing = createPlainCaller()(undo, call).catch((error: unknown) => error);
    await (isExternal ? undoing : waitForLockWaiter());
    body.open();
    await running;
    expect(await undoing).toEqual(isExternal ? expect.objectContaining({ type: 'LeaseHeld' }) : undefined);
    await createPlainCaller()(undo, call);
    expect(await countEffects(call)).toBe(0);
    await expect(createPlainCaller()(name, call)).rejects.toMatchObject({ type: 'EffectUndone' });
  });

  it('runs in the next generation', async () => {
    const call = await prepareCall();
    await createPlainCaller()(name, call);
    await createPlainCaller()(undo, call);
    const next = { ...call, generation: 2 };
    await createPlainCaller()(name, next);
    expect(await countEffects(call)).toBe(0);
    expect(await countEffects(next)).toBe(probes[name].effectsPerRun);
  });

  it('declares all request fields it reads, so that an amendment of one corrects it', async () => {
    const call = await prepareCall();
    const readPaths = new Set<string>();
    const request = watchReads({ ...createFullRequest(), ...probes[name].call.request }, (path) => readPaths.add(path));
    // The location determines the time and place of day one. Only a reschedule moves the date.
    const dayOne = watchReads(call.dayOne, () => readPaths.add('job.location'));
    for (const type of [name, undo]) await createPlainCaller()(type, { ...call, request, dayOne });
    const { reads } = definition;
    const isCovered = (path: string) => !reads || reads.some((one) => path === one || path.startsWith(`${one}.`));
    expect([...readPaths].filter((path) => !isCovered(path))).toEqual([]);
  });

  describe(`redone for a moved start date (${redo})`, () => {
    const moved = { startsAt: '2027-03-08T08:00:00.000Z', endsAt: '2027-03-08T16:00:00.000Z', date: '2027-03-08' };
    const toNextCall = (call: EffectInput): EffectInput => ({
      ...call,
      generation: call.generation + 1,
      dayOne: { ...call.dayOne, ...moved },
    });
    /** Runs the first generation, then the undo if the redo mode requires one before the next generation. */
    const runFirstGeneration = async (): Promise<EffectInput> => {
      const call = await prepareCall();
      await createPlainCaller()(name, call);
      if (redo === 'undo-first') await createPlainCaller()(undo, call);
      return call;
    };

    it('only the new generation has an effect; undone newest first, none is left', async () => {
      const call = await runFirstGeneration();
      const next = toNextCall(call);
      await createPlainCaller()(name, next);
      expect([await countEffects(call), await countEffects(next)]).toEqual([0, probes[name].effectsPerRun]);
      const body = jest.fn();
      for (const one of [next, call]) await createHookedCaller({ beforeUndo: body })(undo, one);
      expect([await countEffects(call), await countEffects(next)]).toEqual([0, 0]);
      expect(body).toHaveBeenCalledTimes(1);
    });

    it('failing before any effect, it leaves the old generation to its own undo', async () => {
      const call = await runFirstGeneration();
      const next = toNextCall(call);
      const callRejecting = createHookedCaller({ beforeRun: () => Promise.reject(new SystemError('Refused', {})) });
      await expect(callRejecting(name, next)).rejects.toMatchObject({ type: 'Refused' });
      await createPlainCaller()(undo, next);
      expect(await countEffects(call)).toBe(redo === 'undo-first' ? 0 : probes[name].effectsPerRun);
      await createPlainCaller()(undo, call);
      expect([await countEffects(call), await countEffects(next)]).toEqual([0, 0]);
    });

    it('never runs the old generation again, even for a late attempt', async () => {
      const call = await runFirstGeneration();
      const next = toNextCall(call);
      await createPlainCaller()(name, next);
      const body = jest.fn();
      await createHookedCaller({ beforeRun: body })(name, call).catch((error: unknown) =>
        expect(error).toMatchObject({ type: 'EffectUndone' }),
      );
      expect(body).not.toHaveBeenCalled();
      expect([await countEffects(call), await countEffects(next)]).toEqual([0, probes[name].effectsPerRun]);
      await createPlainCaller()(undo, next);
    });

    it('blocks an old generation that never ran', async () => {
      const call = await prepareCall();
      const next = toNextCall(call);
      await createPlainCaller()(name, next);
      await expect(createPlainCaller()(name, call)).rejects.toMatchObject({ type: 'EffectUndone', nonRetryable: true });
      expect([await countEffects(call), await countEffects(next)]).toEqual([0, probes[name].effectsPerRun]);
      await createPlainCaller()(undo, next);
    });
  });

  if (definition.update !== undefined)
    it('updated in place, has the effects of one run, which the undo of both generations removes', async () => {
      const call = await prepareCall();
      const first = await createPlainCaller()(name, call);
      const update = { ...call, generation: 2, isUpdate: true };
      expect(await createPlainCaller()(name, update)).toEqual(first);
      expect(await createPlainCaller()(name, update)).toEqual(first);
      expect(await countEffects(call)).toBe(probes[name].effectsPerRun);
      for (const one of [update, call]) await createPlainCaller()(undo, one);
      expect(await countEffects(call)).toBe(0);
    });

  it('is not repeated after a crash between the record and the answer', async () => {
    const call = await prepareCall();
    const firstResult = await createPlainCaller()(name, call);
    const body = jest.fn();
    expect(await createHookedCaller({ beforeRun: body })(name, call)).toEqual(firstResult);
    expect(body).not.toHaveBeenCalled();
  });

  if (isExternal)
    it('sends the same Message-ID after a crash between the effect and the record', async () => {
      const call = await prepareCall();
      const before = world.inbox.mails.length;
      const crash = () => Promise.reject(new Error('the process died'));
      await expect(createHookedCaller({ afterRun: crash })(name, call)).rejects.toThrow('the process died');
      await expect(createPlainCaller()(name, call)).rejects.toMatchObject({ type: 'LeaseHeld', nonRetryable: false });
      await expireLeases();
      await createPlainCaller()(name, call);
      const ids = world.inbox.mails.slice(before).map(({ messageId }) => messageId);
      expect(ids).toHaveLength(2 * probes[name].effectsPerRun);
      expect(new Set(ids).size).toBe(probes[name].effectsPerRun);
    });
  else
    it('leaves nothing when its connection is killed before the commit, and then runs', async () => {
      const call = await prepareCall();
      const interrupted = createHookedCaller({ afterRun: killConnectionsInTransaction })(name, call);
      await expect(interrupted).rejects.toMatchObject({ nonRetryable: false });
      expect(await countEffects(call)).toBe(0);
      await createPlainCaller()(name, call);
      expect(await countEffects(call)).toBe(probes[name].effectsPerRun);
    });

  it('leaves nothing if a run outlives its timeout and ends after its undo', async () => {
    const call = await prepareCall();
    const body = createBarrier();
    const late = createHookedCaller({ beforeRun: body.pass })(name, call).catch((error: unknown) => error);
    await body.reached;
    // Temporal has abandoned the attempt: its lease has expired and the undo starts.
    await expireLeases();
    const undoing = createPlainCaller()(undo, call);
    await (isExternal ? undoing : waitForLockWaiter());
    body.open();
    await Promise.all([late, undoing]);
    expect(await countEffects(call)).toBe(0);
    if (isExternal) expect(await late).toMatchObject({ type: 'EffectUndone' });
  });
});

const createFullRequest = (): OnboardingRequest =>
  createRequest({
    employee: {
      givenName: 'Ada',
      familyName: 'Lovelace',
      preferredName: 'Countess',
      personalEmail: 'ada@example.org',
      phone: '+44 1',
      address: 'London',
    },
    equipment: ['phone'],
    trainings: ['security-basics'],
    note: 'none',
  });

/** Wraps the object and reports the dotted path of each value that is read. */
function watchReads<Value extends object>(value: Value, onRead: (path: string) => void, prefix = ''): Value {
  return new Proxy(value, {
    get: (target, key, receiver): unknown => {
      const inner: unknown = Reflect.get(target, key, receiver);
      if (!Object.hasOwn(target, key)) return inner;
      const path = `${prefix}${String(key)}`;
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
        return watchReads(inner, onRead, `${path}.`);
      onRead(path);
      return inner;
    },
  });
}

async function expireLeases(): Promise<void> {
  await sql`update effects set lease_until = clock_timestamp() where lease_until is not null`.execute(world.database);
}

/** Resolves once a transaction waits for a lock in this database. */
async function waitForLockWaiter(): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await world.pool.query(waiting)).rowCount === 0);
}

async function killConnectionsInTransaction(): Promise<void> {
  await world.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`);
}
