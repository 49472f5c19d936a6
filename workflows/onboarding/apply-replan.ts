import type { Messages, UpdateName } from '../../src/domain/onboarding/messages';
import { diffStepDates, type PlanChangeResult } from '../../src/domain/plan/plan-change-result';
import type { ReplanResult } from '../../src/domain/planning-activities';
import { dedupePeople } from '../../src/domain/people';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import type { Onboarding } from './onboarding';
import { identifyMessageSource } from './message-source';
import { advance } from './advance';
import { createStepState } from '../../src/domain/onboarding/state';

/** Switches to the new request and plan: redoes steps bound to the old ones, and leaves the rest unchanged. */
export function applyReplan(
  onboarding: Onboarding,
  name: UpdateName,
  { request, plan, at, askAgain }: ReplanResult,
  { by, proof }: Messages[UpdateName],
): PlanChangeResult {
  const before = onboarding.input.plan;
  onboarding.replacePlan({ request, plan, replannedAt: at });
  const hasMoved = before.dayOne.date !== plan.dayOne.date;
  const redone = onboarding.steps.filter((step) =>
    migrateStepState(onboarding, step, before.steps, { hasMoved, askAgain }),
  );
  for (const { id } of before.steps) if (onboarding.findStep(id) === undefined) delete onboarding.state.steps[id];

  const { via, proof: verifiedProof } = identifyMessageSource(onboarding, proof);
  const note = name === 'reschedule' ? `${before.dayOne.date} → ${plan.dayOne.date}` : undefined;
  const kind = name === 'reschedule' ? 'rescheduled' : 'amended';
  onboarding.appendTimelineEntry({ kind, by, via, note, decisionId: verifiedProof?.decisionId });
  for (const { id, kind: what } of redone)
    onboarding.appendTimelineEntry({ kind: what === 'approval' ? 'asked-again' : 'redone', step: id });
  advance(onboarding);
  const view = onboarding.buildView();
  const affected = [onboarding.input.submittedBy, request.manager, ...view.steps.flatMap(({ people = [] }) => people)];
  const to = dedupePeople(affected).filter(({ email }) => email !== by);
  onboarding.notify({ key: kind, kind, to, note });
  return {
    view: { ...view, timeline: [] },
    moved: diffStepDates(before.steps, plan.steps),
    redone: redone.map(({ id }) => id),
  };
}

const UNOPENED_STEP_STATE = { status: 'pending', startedAt: undefined, decision: undefined, wait: undefined } as const;

interface ReplanFlags {
  hasMoved: boolean;
  askAgain: boolean;
}

/**
 * Adapts the state of one step to the new plan.
 * @returns true if the step is redone or reopened
 */
function migrateStepState(
  onboarding: Onboarding,
  step: ResolvedStep,
  before: readonly ResolvedStep[],
  { hasMoved, askAgain }: ReplanFlags,
): boolean {
  const { steps } = onboarding.state;
  const old = before.find(({ id }) => id === step.id);
  const state = steps[step.id];
  if (state === undefined || old?.kind !== step.kind || old.skipped !== step.skipped) {
    steps[step.id] = createStepState(step.skipped);
    return false;
  }
  switch (step.kind) {
    case 'approval': {
      const hasNewAssignees =
        JSON.stringify(old.kind === 'approval' && old.assignees) !== JSON.stringify(step.assignees);
      const again = (state.status === 'done' && askAgain) || (state.status === 'waiting' && hasNewAssignees);
      if (again) onboarding.updateStep(step, { ...UNOPENED_STEP_STATE });
      return again;
    }
    case 'task': {
      const again = hasMoved && step.redo !== undefined && state.status === 'done';
      if (again) onboarding.updateStep(step, { ...UNOPENED_STEP_STATE, answers: undefined });
      return again;
    }
    case 'activity': {
      const isStale = hasMoved && step.redo !== undefined;
      // A retry with other data must be a new generation, so that no system takes it for the same effect.
      const redo =
        state.status === 'failed' ? state.armed : isStale && (state.status === 'done' || state.status === 'running');
      if (redo) onboarding.updateStep(step, { redo: true });
      return redo && state.status !== 'failed';
    }
  }
}
