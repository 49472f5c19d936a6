import fc from 'fast-check';
import type { ResolvedStep } from '../../../src/domain/plan/resolved-plan';
import {
  createActivityStep,
  createApprovalStep,
  CALL_OPTIONS,
  IT,
  createTaskStep,
  nameRole,
} from '../../workflows/support';

export const MAX_STEPS = 15;
/** The short heartbeat timeout ends the attempt of a killed worker soon. */
const CALL_OPTIONS_PER_ACTIVITY = {
  run: { ...CALL_OPTIONS, heartbeatMs: 2_000 },
  undo: { ...CALL_OPTIONS, heartbeatMs: 2_000 },
};

/** Step of a random plan with its scripted outcome. */
export interface StepDraft {
  kind: 'activity' | 'approval' | 'task';
  after: number[];
  /** `asks`: a person resolves the failure by `answer`. `branches`: another step runs in its place. */
  failure: 'none' | 'for-good' | 'asks' | 'branches';
  resolution: 'retry' | 'skip' | 'rollback';
  redo?: 'undo-first' | 'again';
  /** The first attempt has its effect and then throws. */
  crashesOnce: boolean;
  undoFailsOnce: boolean;
  isDeclined: boolean;
  /** Tasks only. */
  hasUndoTask: boolean;
}

const oneIn = (outOf: number): fc.Arbitrary<boolean> =>
  fc.integer({ min: 0, max: outOf - 1 }).map((roll) => roll === outOf - 1);

const stepDraft: fc.Arbitrary<StepDraft> = fc.record({
  kind: fc.constantFrom('activity', 'activity', 'activity', 'approval', 'task'),
  after: fc.uniqueArray(fc.nat(MAX_STEPS - 1), { maxLength: 3 }),
  failure: fc.oneof(
    { weight: 16, arbitrary: fc.constant('none' as const) },
    { weight: 1, arbitrary: fc.constant('for-good' as const) },
    { weight: 2, arbitrary: fc.constant('asks' as const) },
    { weight: 2, arbitrary: fc.constant('branches' as const) },
  ),
  resolution: fc.constantFrom('retry', 'retry', 'skip', 'rollback'),
  redo: fc.constantFrom(undefined, 'undo-first', 'again'),
  crashesOnce: oneIn(8),
  undoFailsOnce: oneIn(6),
  isDeclined: oneIn(12),
  hasUndoTask: fc.boolean(),
});

export const randomScenario = fc.record({
  drafts: fc.array(stepDraft, { minLength: 1, maxLength: MAX_STEPS }),
  /** Activity calls before the cancel (`moveAfter`: before the reschedule); undefined for never. */
  cancelAfter: fc.option(fc.nat(8), { nil: undefined, freq: 3 }),
  moveAfter: fc.option(fc.nat(8), { nil: undefined, freq: 2 }),
  /** Number of the call or snapshot at which the worker is killed, with all work in progress; undefined for never. */
  killAt: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 20 }) },
  ),
});
export type RandomScenario = typeof randomScenario extends fc.Arbitrary<infer Value> ? Value : never;

/** Returns undefined for a branch. */
export const findDraft = ({ drafts }: RandomScenario, step: string): StepDraft | undefined =>
  step.startsWith('s') ? drafts[Number(step.slice(1))] : undefined;

/** Drops edges from later steps, so that no plan has a cycle. */
export const buildSteps = ({ drafts }: RandomScenario): ResolvedStep[] =>
  drafts.flatMap((draft, index): ResolvedStep[] => {
    const after = draft.after.filter((before) => before < index).map((before) => `s${String(before)}`);
    const id = `s${String(index)}`;
    if (draft.kind === 'approval') return [createApprovalStep(id, after)];
    if (draft.kind === 'task')
      return [createTaskStep(id, after, { undoTask: draft.hasUndoTask ? undoTask : undefined })];
    const branch = `b${String(index)}`;
    const step = createActivityStep(id, after, {
      ...CALL_OPTIONS_PER_ACTIVITY,
      redo: draft.redo,
      essential: draft.failure !== 'asks',
      decideWithin: draft.failure === 'asks' ? 2 : undefined,
      onFailure: draft.failure === 'branches' ? { Elsewhere: branch } : undefined,
    });
    return draft.failure === 'branches'
      ? [step, createActivityStep(branch, [], { ...CALL_OPTIONS_PER_ACTIVITY, branch: true })]
      : [step];
  });

const undoTask = {
  title: 'take it back',
  assignees: { parties: nameRole('it'), people: [{ name: 'Ivan', email: IT }], roles: [] },
};
