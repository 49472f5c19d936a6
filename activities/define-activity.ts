import type { z } from 'zod';
import type { ActivityStep, DayOne, EffectInput } from '../src/domain/plan/resolved-plan';
import type { OnboardingRequest } from '../src/domain/request';
import type { SystemName, Systems } from '../src/integrations/systems';

/** The dotted paths into an object, as `employee` and `employee.givenName`. A list is one value. */
type DottedPath<Value> = {
  [Key in keyof Value & string]-?: NonNullable<Value[Key]> extends readonly unknown[] | string | boolean
    ? Key
    : Key | `${Key}.${DottedPath<NonNullable<Value[Key]>>}`;
}[keyof Value & string];

/** What run and undo are given. `key` is the idempotency key to hand to every system that is written to. */
export interface EffectContext<Settings, Uses extends SystemName> {
  readonly key: string;
  readonly onboardingId: string;
  readonly step: string;
  readonly generation: number;
  readonly request: OnboardingRequest;
  readonly dayOne: DayOne;
  readonly settings: Settings;
  readonly systems: Pick<Systems, Uses>;
  /** Aborted when the attempt is cancelled or its time is up. */
  readonly signal: AbortSignal;
}

/** What run is given besides. */
export interface RunContext<Result, Settings, Uses extends SystemName, Needs> extends EffectContext<Settings, Uses> {
  readonly results: NeededResults<Needs>;
  /** What people answered in the forms of tasks, by step. */
  readonly answers: EffectInput['answers'];
  /** What the generation before gave that this one replaces; undefined where there is none to replace. */
  readonly previous?: Result;
}

/** What undo is given besides. */
export interface UndoContext<Result, Settings, Uses extends SystemName> extends EffectContext<Settings, Uses> {
  /** What the run gave, where it is known to have ended: a help, nothing to rely on. */
  readonly runResult?: Result;
}

/** Results of the activities named in `needs`; undefined where the plan skipped that step. */
export type NeededResults<Needs> = {
  readonly [Name in keyof Needs]: Needs[Name] extends { result: infer Schema extends z.ZodType }
    ? z.infer<Schema> | undefined
    : never;
};

/** An activity as its author writes it: what it does, how it is undone, and how patient to be, in one file. */
export interface ActivityDefinition<
  Result extends z.ZodType = z.ZodType,
  Settings extends z.ZodType = z.ZodType,
  Uses extends SystemName = SystemName,
  Needs extends Record<string, { result: z.ZodType }> = Record<string, { result: z.ZodType }>,
> {
  /** What a person reads in the plan, the timeline and Temporal's own pages. No personal data. */
  title: string;
  /** The systems it writes to or reads. Where all of them live in our database, effect and ledger are one transaction. */
  uses: readonly Uses[];
  /** What a plan may set for a step with this activity. */
  settings: Settings;
  result: Result;
  /** Activities whose results `run` reads, by registry name. Undo is not given them. */
  needs?: Needs;
  /**
   * What a moved start date does to a step that a plan wants redone: `undo-first`, the default, undoes it and runs the next
   * generation; `again` runs the next generation alone, which replaces what was (a mail, an invitation). Then the undo of
   * the newest takes back all of them: for the older ones it is not called any more.
   */
  redo?: ActivityStep['redo'];
  /** What it reads of the request, as `employee.personalEmail`: amending that later is refused. Default: everything. */
  reads?: readonly DottedPath<OnboardingRequest>[];
  /** From this effect on a person works with what was prepared: a later failure asks a person before anything is undone. */
  pivot?: boolean;
  /** How long one attempt may take, in milliseconds; default 30 s. */
  attemptMs?: number;
  /** How long all attempts together may take, in milliseconds; default one day. */
  withinMs?: number;
  /** Error types of the systems that no retry can cure. */
  permanent?: readonly string[];
  run(context: RunContext<z.infer<Result>, z.infer<Settings>, Uses, Needs>): Promise<z.infer<Result>>;
  /** Takes the effect back by its key alone; harmless where nothing was done, and when done twice. */
  undo(context: UndoContext<z.infer<Result>, z.infer<Settings>, Uses>): Promise<void>;
}

/** Gives the definition back, its types inferred from its schemas. */
export function defineActivity<
  Result extends z.ZodType,
  Settings extends z.ZodType,
  Uses extends SystemName,
  Needs extends Record<string, { result: z.ZodType }> = Record<never, never>,
>(definition: ActivityDefinition<Result, Settings, Uses, Needs>): ActivityDefinition<Result, Settings, Uses, Needs> {
  return definition;
}
