import { z } from 'zod';
import { buildCallOptions } from '../../../activities/call-options';
import type { ActivityDefinition, EffectContext, Need, UndoContext } from '../../../activities/define-activity';
import { formatIdempotencyKey, toUndoActivityName } from '../../domain/ids';
import type { EffectInput } from '../../domain/plan/resolved-plan';
import type { Database } from '../../database/client';
import {
  type EffectRef,
  findReplacedResult,
  runTransactionalEffect,
  undoTransactionalEffect,
} from '../../database/ledger/transactional-effects';
import { type ExternalEffect, runExternalEffect, undoExternalEffect } from '../../database/ledger/external-effects';
import type { SystemName, Systems } from '../../integrations/systems';
import type { SystemsProvider } from '../../integrations/embedded-systems';
import { SystemError } from '../../integrations/system-error';
import { recordFailedAttempts } from './record-failed-attempts';
import { runAttempt, createInvalidDataFailure, type DataSubject } from './run-attempt';

export interface EffectActivityDeps {
  /** Keyed by registry name, which is also the Temporal activity type. */
  definitions: Record<string, ActivityDefinition>;
  database: Database;
  systems: SystemsProvider;
}

export type EffectActivity = (input: EffectInput) => Promise<unknown>;

/** A lease must outlast its attempt, whose requests end with its signal, well before. */
const LEASE_MARGIN_MS = 5_000;

/** Creates the Temporal activities `name` and `name.undo` per definition; the ledger makes each happen exactly once. */
export function createEffectActivities(deps: EffectActivityDeps): Record<string, EffectActivity> {
  const pairs = Object.entries(deps.definitions).flatMap(([name, definition]) => {
    const buildActivities = isTransactional(definition, deps.systems)
      ? buildTransactionalActivities
      : buildLeasedActivities;
    const { run, undo } = buildActivities(name, definition, deps);
    return [
      [name, recordFailedAttempts(deps.database, false, run)],
      [toUndoActivityName(name), recordFailedAttempts(deps.database, true, undo)],
    ] as const;
  });
  return Object.fromEntries(pairs);
}

interface EffectActivityPair {
  run: EffectActivity;
  undo: EffectActivity;
}

/** Effect and ledger entry share one transaction. */
const buildTransactionalActivities = (
  activity: string,
  definition: ActivityDefinition,
  { database, systems }: EffectActivityDeps,
): EffectActivityPair => ({
  run: (input) =>
    runAttempt(definition, (signal) =>
      runTransactionalEffect(database, toEffectRef(activity, definition, input), async (tx) => {
        const previous = await findReplacedResult(tx, toEffectRef(activity, definition, input));
        const result = await runDefinition(definition, input, systems.bindTo(tx), signal, previous);
        // Last point at which a cancelled or timed-out attempt can still leave nothing behind.
        signal.throwIfAborted();
        return result;
      }),
    ),
  undo: (input) =>
    runAttempt(definition, (signal) =>
      undoTransactionalEffect(database, toEffectRef(activity, definition, input), (tx, runResult) =>
        definition.undo(buildUndoContext(definition, input, systems.bindTo(tx), signal, runResult)),
      ),
    ),
});

/** Records the lease, calls the system by idempotency key, then records the outcome. */
const buildLeasedActivities = (
  activity: string,
  definition: ActivityDefinition,
  deps: EffectActivityDeps,
): EffectActivityPair => ({
  run: (input) =>
    runAttempt(definition, (signal) => {
      const ref = toEffectRef(activity, definition, input);
      return runExternalEffect(deps.database, ref, buildLeasedEffect(ref, definition, input, deps, signal));
    }),
  undo: (input) =>
    runAttempt(definition, (signal) => {
      const ref = toEffectRef(activity, definition, input);
      return undoExternalEffect(deps.database, ref, buildLeasedEffect(ref, definition, input, deps, signal));
    }),
});

function buildLeasedEffect(
  ref: EffectRef,
  definition: ActivityDefinition,
  input: EffectInput,
  { database, systems }: EffectActivityDeps,
  signal: AbortSignal,
): ExternalEffect<unknown> {
  const { attemptMs } = buildCallOptions(definition).run;
  return {
    leaseMs: attemptMs + LEASE_MARGIN_MS,
    run: async () => {
      const previous = await findReplacedResult(database, ref);
      return runDefinition(definition, input, systems.bindTo(database), signal, previous);
    },
    undo: (runResult) => {
      // A run that finishes after its undo undoes itself, possibly when its own signal is already aborted.
      const undoSignal = signal.aborted ? AbortSignal.timeout(attemptMs) : signal;
      return definition.undo(buildUndoContext(definition, input, systems.bindTo(database), undoSignal, runResult));
    },
    isRejection: (error) => error instanceof SystemError,
  };
}

const isTransactional = (definition: ActivityDefinition, systems: SystemsProvider): boolean =>
  definition.uses.every((system) => systems.transactional.has(system));

const toEffectRef = (
  activity: string,
  { redo = 'undo-first' }: ActivityDefinition,
  { onboardingId, step, generation, isUpdate }: EffectInput,
): EffectRef => ({ onboardingId, step, generation, activity, redo: isUpdate === true ? 'update' : redo });

async function runDefinition(
  definition: ActivityDefinition,
  input: EffectInput,
  systems: Systems,
  signal: AbortSignal,
  replacedResult: unknown,
): Promise<unknown> {
  signal.throwIfAborted();
  const results = collectNeededResults(definition, input);
  const previous = parseStoredResult(definition, replacedResult);
  const context = {
    ...buildEffectContext(definition, input, systems, signal),
    results,
    answers: input.answers,
    previous,
  };
  const result = input.isUpdate === true ? await updateEffect(definition, context) : await definition.run(context);
  return parseOrThrow(definition.result, result, 'result');
}

/** A run in its place would leave a second effect beside the first. */
async function updateEffect(definition: ActivityDefinition, context: Parameters<ActivityDefinition['run']>[0]) {
  if (definition.update === undefined) throw new Error('This version of the activity cannot update its effect.');
  return definition.update(context);
}

const buildUndoContext = (
  definition: ActivityDefinition,
  input: EffectInput,
  systems: Systems,
  signal: AbortSignal,
  runResult: unknown,
): UndoContext<unknown, unknown, SystemName> => ({
  ...buildEffectContext(definition, input, systems, signal),
  runResult: parseStoredResult(definition, runResult),
  isLost: input.isLost === true,
});

/** Returns undefined if another version of the activity stored the result in another shape. */
const parseStoredResult = ({ result }: ActivityDefinition, stored: unknown): unknown => result.safeParse(stored).data;

function buildEffectContext(
  definition: ActivityDefinition,
  input: EffectInput,
  systems: Systems,
  signal: AbortSignal,
): EffectContext<unknown, SystemName> {
  const { onboardingId, step, generation, request, dayOne } = input;
  const settings = parseOrThrow(definition.settings, input.settings ?? {}, 'settings');
  return {
    key: formatIdempotencyKey(input),
    onboardingId,
    step,
    generation,
    request,
    dayOne,
    settings,
    systems,
    signal,
  };
}

/** Maps each name in `needs` to its result; undefined where the plan skipped that step. */
const collectNeededResults = (definition: ActivityDefinition, input: EffectInput): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(definition.needs ?? {}).map(([name, need]) => [name, parseNeededResult(need, input.results[name])]),
  );

function parseNeededResult(need: Need, value: unknown): unknown {
  if (!('result' in need)) return parseOrThrow(z.array(need[0].result), value ?? [], 'needed-result');
  return value === undefined ? undefined : parseOrThrow(need.result, value, 'needed-result');
}

function parseOrThrow(schema: z.ZodType, value: unknown, subject: DataSubject): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw createInvalidDataFailure(subject, parsed.error);
  return parsed.data;
}
