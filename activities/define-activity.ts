import type { z } from 'zod';
import type { ActivityStep, DayOne, EffectInput } from '../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../src/domain/request';
import type { LocalizedText } from '../src/domain/text/localized-text';
import type { ActivityDemand, DemandRequest } from '../src/domain/demand';
import type { SystemName, Systems } from '../src/integrations/systems';

/** Dotted paths into an object, such as `employee` or `employee.givenName`. A list is a single value. */
type DottedPath<Value> = {
  [Key in keyof Value & string]-?: NonNullable<Value[Key]> extends readonly unknown[] | string | boolean
    ? Key
    : Key | `${Key}.${DottedPath<NonNullable<Value[Key]>>}`;
}[keyof Value & string];

/** Context of run and undo. `key` is the idempotency key for every write to a system. */
export interface EffectContext<Settings, Uses extends SystemName> {
  readonly key: string;
  readonly onboardingId: string;
  readonly step: string;
  readonly generation: number;
  readonly request: OnboardingRequest;
  readonly dayOne: DayOne;
  readonly settings: Settings;
  readonly systems: Pick<Systems, Uses>;
  /** Aborted when the attempt is cancelled or times out. */
  readonly signal: AbortSignal;
}

export interface RunContext<Result, Settings, Uses extends SystemName, Needs> extends EffectContext<Settings, Uses> {
  readonly results: NeededResults<Needs>;
  /** Form answers of tasks, by step id. */
  readonly answers: EffectInput['answers'];
  /** Result of the previous generation that this run replaces or updates; undefined if there is none. */
  readonly previous?: Result;
}

export interface UndoContext<Result, Settings, Uses extends SystemName> extends EffectContext<Settings, Uses> {
  /** Result of the run, if it is known to have completed. Only a hint: undo must work without it. */
  readonly runResult?: Result;
  /** True if a person accepted that the goods of the run do not come back: nobody must get them again. */
  readonly isLost: boolean;
}

/** An activity whose result is needed; in a list, the results of all steps of the plan that run it. */
export type Need = { result: z.ZodType } | readonly [{ result: z.ZodType }];

/** Results of the activities named in `needs`; undefined if the plan skipped the step, and missing in a list. */
export type NeededResults<Needs> = { readonly [Name in keyof Needs]: NeededResult<Needs[Name]> };

type NeededResult<One> = One extends readonly [{ result: infer Schema extends z.ZodType }]
  ? z.infer<Schema>[]
  : One extends { result: infer Schema extends z.ZodType }
    ? z.infer<Schema> | undefined
    : never;

export interface ActivityDefinition<
  Result extends z.ZodType = z.ZodType,
  Settings extends z.ZodType = z.ZodType,
  Uses extends SystemName = SystemName,
  Needs extends Record<string, Need> = Record<string, Need>,
> {
  /** Shown in the plan, the timeline and Temporal's UI. Must not contain personal data. */
  title: LocalizedText;
  /** Systems it writes to or reads. If all of them live in our database, effect and ledger are one transaction. */
  uses: readonly Uses[];
  /** Schema of the settings that a plan may pass. */
  settings: Settings;
  result: Result;
  /** Activities whose results `run` reads, by registry name. Undo does not receive them. */
  needs?: Needs;
  /**
   * How a step with `redoWhenRescheduled` is repeated after a moved start date. `undo-first` (default) undoes it, then
   * runs the next generation. `again` only runs the next generation, which replaces the previous effect (a mail, an
   * invitation): the undo of the newest generation then covers the older ones, which are not undone individually. `swap`
   * runs the next generation, which itself gives the previous effect back once it has its own: if it fails, the previous
   * one stays. Each generation keeps its own undo.
   */
  redo?: ActivityStep['redo'];
  /**
   * Request fields it reads, such as `employee.personalEmail`. An amendment of one corrects a completed run: by `update`,
   * else by a redo `again` or by `swap`, else its owner gets a task. Default: all fields.
   */
  reads?: readonly DottedPath<OnboardingRequest>[];
  /** Names the goods and seats that `run` will take, so that a preview can tell whether there is enough of it. */
  demand?(request: DemandRequest, settings: z.infer<Settings>): ActivityDemand;
  /** From this effect on, a person relies on the result: a later failure needs a person's decision before any undo. */
  pivot?: boolean;
  /** Limit of one attempt, in ms; default 30 s. */
  attemptMs?: number;
  /** Limit of all attempts together, in ms; default one day. */
  withinMs?: number;
  /** Error types of the systems that are never retried. */
  permanent?: readonly string[];
  run(context: RunContext<z.infer<Result>, z.infer<Settings>, Uses, Needs>): Promise<z.infer<Result>>;
  /**
   * Changes the effect of an earlier run in place, after an amendment of a field that it reads, and returns the result of
   * the whole. Finds the effect by `previous` or by the onboarding. `undo` of the earlier run must still undo everything.
   */
  update?(context: RunContext<z.infer<Result>, z.infer<Settings>, Uses, Needs>): Promise<z.infer<Result>>;
  /** Undoes the effect by its key alone. Must be idempotent, and harmless if nothing was done. */
  undo(context: UndoContext<z.infer<Result>, z.infer<Settings>, Uses>): Promise<void>;
}

/** Returns the definition unchanged; infers its types from its schemas. */
export function defineActivity<
  Result extends z.ZodType,
  Settings extends z.ZodType,
  Uses extends SystemName,
  Needs extends Record<string, Need> = Record<never, never>,
>(definition: ActivityDefinition<Result, Settings, Uses, Needs>): ActivityDefinition<Result, Settings, Uses, Needs> {
  return definition;
}
