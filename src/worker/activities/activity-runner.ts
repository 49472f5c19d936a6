import type { z } from 'zod';
import { callOptions } from '../../../activities/call-options';
import type { ActivityDefinition, EffectContext, UndoContext } from '../../../activities/define';
import { idempotencyKey, undoOf } from '../../domain/ids';
import type { EffectCall } from '../../domain/plan/types';
import type { Database } from '../../database/client';
import {
  type EffectRef,
  replacedResult,
  runInTransaction,
  undoInTransaction,
} from '../../database/ledger/transactional';
import { runOutside, undoOutside } from '../../database/ledger/leased';
import type { SystemName, Systems } from '../../integrations';
import type { SystemsProvider } from '../../integrations/embedded';
import { SystemError } from '../../integrations/error';
import { attempt, invalid } from './attempt';

export interface EffectDeps {
  /** By registry name, which is also the Temporal activity type. */
  definitions: Record<string, ActivityDefinition>;
  database: Database;
  systems: SystemsProvider;
}

export type EffectActivity = (call: EffectCall) => Promise<unknown>;

/** A lease outlasts the attempt that holds it: its requests end with its signal, well before. */
const LEASE_MARGIN_MS = 5_000;

/** The Temporal activities `name` and `name.undo` of every definition, each once and only once over the ledger. */
export function effectActivities(deps: EffectDeps): Record<string, EffectActivity> {
  const pairs = Object.entries(deps.definitions).flatMap(([name, definition]) => {
    const effect = isTransactional(definition, deps.systems) ? transactional : outside;
    const { run, undo } = effect(name, definition, deps);
    return [
      [name, run],
      [undoOf(name), undo],
    ] as const;
  });
  return Object.fromEntries(pairs);
}

interface Pair {
  run: EffectActivity;
  undo: EffectActivity;
}

/** Effect and record in one transaction. */
const transactional = (activity: string, definition: ActivityDefinition, { database, systems }: EffectDeps): Pair => ({
  run: (call) =>
    attempt(definition, (signal) =>
      runInTransaction(database, refOf(activity, definition, call), async (tx) => {
        const previous = await replacedResult(tx, refOf(activity, definition, call));
        const result = await runWith(definition, call, systems.within(tx), signal, previous);
        // The last moment at which a cancelled attempt, or one whose time is up, can still leave nothing.
        signal.throwIfAborted();
        return result;
      }),
    ),
  undo: (call) =>
    attempt(definition, (signal) =>
      undoInTransaction(database, refOf(activity, definition, call), (tx, done) =>
        definition.undo(undoContextOf(definition, call, systems.within(tx), signal, done)),
      ),
    ),
});

/** Record, call by idempotency key, record again. */
const outside = (activity: string, definition: ActivityDefinition, { database, systems }: EffectDeps): Pair => {
  const { attemptMs } = callOptions(definition).run;
  const effectOf = (call: EffectCall, signal: AbortSignal) => ({
    leaseMs: attemptMs + LEASE_MARGIN_MS,
    run: async () => {
      const previous = await replacedResult(database, refOf(activity, definition, call));
      return runWith(definition, call, systems.within(database), signal, previous);
    },
    undo: (done?: unknown) => {
      // A run that comes too late takes itself back, when its own time is up already.
      const time = signal.aborted ? AbortSignal.timeout(attemptMs) : signal;
      return definition.undo(undoContextOf(definition, call, systems.within(database), time, done));
    },
    wasRefused: (error: unknown) => error instanceof SystemError,
  });
  return {
    run: (call) =>
      attempt(definition, (signal) => runOutside(database, refOf(activity, definition, call), effectOf(call, signal))),
    undo: (call) =>
      attempt(definition, (signal) => undoOutside(database, refOf(activity, definition, call), effectOf(call, signal))),
  };
};

const isTransactional = (definition: ActivityDefinition, systems: SystemsProvider): boolean =>
  definition.uses.every((system) => systems.transactional.has(system));

const refOf = (
  activity: string,
  { redo }: ActivityDefinition,
  { onboardingId, step, generation }: EffectCall,
): EffectRef => ({ onboardingId, step, generation, activity, replaces: redo === 'again' });

async function runWith(
  definition: ActivityDefinition,
  call: EffectCall,
  systems: Systems,
  signal: AbortSignal,
  replaced: unknown,
): Promise<unknown> {
  signal.throwIfAborted();
  const results = neededResults(definition, call);
  const previous = earlier(definition, replaced);
  const context = { ...contextOf(definition, call, systems, signal), results, answers: call.answers, previous };
  return parse(definition.result, await definition.run(context), 'result');
}

const undoContextOf = (
  definition: ActivityDefinition,
  call: EffectCall,
  systems: Systems,
  signal: AbortSignal,
  done: unknown,
): UndoContext<unknown, unknown, SystemName> => ({
  ...contextOf(definition, call, systems, signal),
  done: earlier(definition, done),
});

/** A result as the ledger kept it; undefined also where another version of the activity wrote it in another shape. */
const earlier = ({ result }: ActivityDefinition, kept: unknown): unknown => result.safeParse(kept).data;

function contextOf(
  definition: ActivityDefinition,
  call: EffectCall,
  systems: Systems,
  signal: AbortSignal,
): EffectContext<unknown, SystemName> {
  const { onboardingId, step, generation, request, dayOne } = call;
  const settings = parse(definition.settings, call.settings ?? {}, 'settings');
  return { key: idempotencyKey(call), onboardingId, step, generation, request, dayOne, settings, systems, signal };
}

/** The results the definition asked for; undefined where the plan skipped that step. */
const neededResults = (definition: ActivityDefinition, call: EffectCall): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(definition.needs ?? {}).map(([name, { result }]) => [
      name,
      call.results[name] === undefined ? undefined : parse(result, call.results[name], `result of ${name}`),
    ]),
  );

function parse(schema: z.ZodType, value: unknown, what: string): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(what, parsed.error);
  return parsed.data;
}
