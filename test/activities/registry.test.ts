import { sql } from 'kysely';
import { activities, type ActivityName } from '../../activities';
import { toUndoActivityName } from '../../src/domain/ids';
import type { EffectInput } from '../../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../../src/domain/request';
import { insertSampleData } from '../../src/database/sample-data';
import { createEmbeddedSystems } from '../../src/integrations/embedded-systems';
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
import { callOf, probes } from './probes';

const names = Object.keys(activities) as ActivityName[];
let world: ActivityTestEnvironment;

beforeAll(async () => {
  world = await startActivityTestEnvironment();
  await insertSampleData(world.database, new Date('2027-03-01T00:00:00Z'));
});
afterAll(() => world.close());

it('knows how to probe every activity of the registry', () => {
  expect(Object.keys(probes).sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
  const definition = activities[name] as unknown as Parameters<typeof withHooks>[0];
  const outside = definition.uses.some((system) => !createEmbeddedSystems(world?.mailer).transactional.has(system));
  const undo = toUndoActivityName(name);
  const redo = definition.redo ?? 'undo-first';

  const prepared = async (): Promise<EffectInput> => {
    const call = callOf(name);
    await probes[name].prepare?.(world, call.onboardingId);
    return call;
  };
  const count = (call: EffectInput) => probes[name].count(world, call);
  const plain = () => createActivityCaller(world);
  const callWithHooks = (hooks: ActivityHooks) => createActivityCaller(world, { [name]: withHooks(definition, hooks) });

  /** Retries once if another attempt still holds the lease, as Temporal would. */
  const patiently = async (attempt: () => Promise<unknown>): Promise<unknown> =>
    attempt().catch((error: { type?: string }) => {
      if (error.type !== 'LeaseHeld') throw error;
      return attempt();
    });

  it('has one effect when run twice with the same key, and the same result', async () => {
    const call = await prepared();
    const first = await plain()(name, call);
    expect(await count(call)).toBe(probes[name].once);
    expect(await plain()(name, call)).toEqual(first);
    expect(await count(call)).toBe(probes[name].once);
  });

  it('has one effect when two runs overlap', async () => {
    const call = await prepared();
    const body = createBarrier();
    const first = callWithHooks({ afterRun: body.pass })(name, call);
    await Promise.race([body.reached, first]);
    const second = plain()(name, call).catch((error: unknown) => error);
    await (outside ? second : aLockIsWaitedFor());
    body.open();
    const results = [await first, await patiently(() => plain()(name, call))];
    expect(results[1]).toEqual(results[0]);
    expect(await second).toEqual(outside ? expect.objectContaining({ type: 'LeaseHeld' }) : results[0]);
    expect(await count(call)).toBe(probes[name].once);
  });

  it('leaves nothing when undone, once or twice', async () => {
    const call = await prepared();
    await plain()(name, call);
    await plain()(undo, call);
    expect(await count(call)).toBe(0);
    const body = jest.fn();
    await callWithHooks({ beforeUndo: body })(undo, call);
    expect(body).not.toHaveBeenCalled();
    expect(await count(call)).toBe(0);
  });

  it('undoes nothing where nothing ran, and refuses the late run of that generation', async () => {
    const call = await prepared();
    const body = jest.fn();
    await callWithHooks({ beforeUndo: body })(undo, call);
    expect(body).not.toHaveBeenCalled();
    await expect(plain()(name, call)).rejects.toMatchObject({ type: 'EffectUndone', nonRetryable: true });
    expect(await count(call)).toBe(0);
  });

  it('leaves nothing when the undo overlaps the run', async () => {
    const call = await prepared();
    const body = createBarrier();
    const running = callWithHooks({ afterRun: body.pass })(name, call);
    await Promise.race([body.reached, running]);
    const undoing = plain()(undo, call).catch((error: unknown) => error);
    await (outside ? undoing : aLockIsWaitedFor());
    body.open();
    await running;
    expect(await undoing).toEqual(outside ? expect.objectContaining({ type: 'LeaseHeld' }) : undefined);
    await plain()(undo, call);
    expect(await count(call)).toBe(0);
    await expect(plain()(name, call)).rejects.toMatchObject({ type: 'EffectUndone' });
  });

  it('runs in the next generation', async () => {
    const call = await prepared();
    await plain()(name, call);
    await plain()(undo, call);
    const next = { ...call, generation: 2 };
    await plain()(name, next);
    expect(await count(call)).toBe(0);
    expect(await count(next)).toBe(probes[name].once);
  });

  it('declares whatever it reads of the request, so that amending it later is refused', async () => {
    const call = await prepared();
    const read = new Set<string>();
    const request = watched({ ...aFullRequest(), ...probes[name].call.request }, (path) => read.add(path));
    // The location determines the time and place of day one. Only a reschedule moves the date.
    const dayOne = watched(call.dayOne, () => read.add('job.location'));
    for (const type of [name, undo]) await plain()(type, { ...call, request, dayOne });
    const { reads } = definition;
    const covered = (path: string) => !reads || reads.some((one) => path === one || path.startsWith(`${one}.`));
    expect([...read].filter((path) => !covered(path))).toEqual([]);
  });

  describe(`redone for a moved start date (${redo})`, () => {
    const moved = { startsAt: '2027-03-08T08:00:00.000Z', endsAt: '2027-03-08T16:00:00.000Z', date: '2027-03-08' };
    const nextOf = (call: EffectInput): EffectInput => ({
      ...call,
      generation: call.generation + 1,
      dayOne: { ...call.dayOne, ...moved },
    });
    /** Runs the first generation, then the undo if the redo mode requires one before the next generation. */
    const ranBefore = async (): Promise<EffectInput> => {
      const call = await prepared();
      await plain()(name, call);
      if (redo === 'undo-first') await plain()(undo, call);
      return call;
    };

    it('has the effect of the new generation alone, and undone newest first leaves nothing', async () => {
      const call = await ranBefore();
      const next = nextOf(call);
      await plain()(name, next);
      expect([await count(call), await count(next)]).toEqual([0, probes[name].once]);
      const body = jest.fn();
      for (const one of [next, call]) await callWithHooks({ beforeUndo: body })(undo, one);
      expect([await count(call), await count(next)]).toEqual([0, 0]);
      expect(body).toHaveBeenCalledTimes(1);
    });

    it('and failed before it did anything, leaves the old generation to its own undo', async () => {
      const call = await ranBefore();
      const next = nextOf(call);
      const refused = callWithHooks({ beforeRun: () => Promise.reject(new SystemError('Refused', 'No.')) });
      await expect(refused(name, next)).rejects.toMatchObject({ type: 'Refused' });
      await plain()(undo, next);
      expect(await count(call)).toBe(redo === 'again' ? probes[name].once : 0);
      await plain()(undo, call);
      expect([await count(call), await count(next)]).toEqual([0, 0]);
    });

    it('does not hear of the old generation again, however late an attempt of it comes', async () => {
      const call = await ranBefore();
      const next = nextOf(call);
      await plain()(name, next);
      const body = jest.fn();
      await callWithHooks({ beforeRun: body })(name, call).catch((error: unknown) =>
        expect(error).toMatchObject({ type: 'EffectUndone' }),
      );
      expect(body).not.toHaveBeenCalled();
      expect([await count(call), await count(next)]).toEqual([0, probes[name].once]);
      await plain()(undo, next);
    });

    it('bars an old generation that never ran', async () => {
      const call = await prepared();
      const next = nextOf(call);
      await plain()(name, next);
      await expect(plain()(name, call)).rejects.toMatchObject({ type: 'EffectUndone', nonRetryable: true });
      expect([await count(call), await count(next)]).toEqual([0, probes[name].once]);
      await plain()(undo, next);
    });
  });

  it('is not repeated after a crash between the record and the answer', async () => {
    const call = await prepared();
    const lost = await plain()(name, call);
    const body = jest.fn();
    expect(await callWithHooks({ beforeRun: body })(name, call)).toEqual(lost);
    expect(body).not.toHaveBeenCalled();
  });

  if (outside)
    it('sends the same Message-ID after a crash between the effect and the record', async () => {
      const call = await prepared();
      const before = world.inbox.mails.length;
      const crash = () => Promise.reject(new Error('the process died'));
      await expect(callWithHooks({ afterRun: crash })(name, call)).rejects.toThrow('the process died');
      await expect(plain()(name, call)).rejects.toMatchObject({ type: 'LeaseHeld', nonRetryable: false });
      await leasesEnd();
      await plain()(name, call);
      const ids = world.inbox.mails.slice(before).map(({ messageId }) => messageId);
      expect(ids).toHaveLength(2 * probes[name].once);
      expect(new Set(ids).size).toBe(probes[name].once);
    });
  else
    it('leaves nothing when its connection is killed before the commit, and then runs', async () => {
      const call = await prepared();
      const killed = callWithHooks({ afterRun: killConnectionsInTransaction })(name, call);
      await expect(killed).rejects.toMatchObject({ nonRetryable: false });
      expect(await count(call)).toBe(0);
      await plain()(name, call);
      expect(await count(call)).toBe(probes[name].once);
    });

  it('leaves nothing when a body outlives its timeout and lands after its undo', async () => {
    const call = await prepared();
    const body = createBarrier();
    const late = callWithHooks({ beforeRun: body.pass })(name, call).catch((error: unknown) => error);
    await body.reached;
    // Temporal has abandoned the attempt: its lease has expired and the undo starts.
    await leasesEnd();
    const undoing = plain()(undo, call);
    await (outside ? undoing : aLockIsWaitedFor());
    body.open();
    await Promise.all([late, undoing]);
    expect(await count(call)).toBe(0);
    if (outside) expect(await late).toMatchObject({ type: 'EffectUndone' });
  });
});

const aFullRequest = (): OnboardingRequest =>
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
function watched<Value extends object>(value: Value, tell: (path: string) => void, at = ''): Value {
  return new Proxy(value, {
    get: (target, key, receiver): unknown => {
      const inner: unknown = Reflect.get(target, key, receiver);
      if (!Object.hasOwn(target, key)) return inner;
      const path = `${at}${String(key)}`;
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner)) return watched(inner, tell, `${path}.`);
      tell(path);
      return inner;
    },
  });
}

async function leasesEnd(): Promise<void> {
  await sql`update effects set lease_until = clock_timestamp() where lease_until is not null`.execute(world.database);
}

/** Resolves once a transaction waits for a lock in this database. */
async function aLockIsWaitedFor(): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await world.pool.query(waiting)).rowCount === 0);
}

async function killConnectionsInTransaction(): Promise<void> {
  await world.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`);
}
