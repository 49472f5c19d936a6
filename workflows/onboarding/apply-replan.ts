import type { Messages, UpdateName } from '../../src/domain/onboarding/messages';
import { movedBetween, type PlanChange } from '../../src/domain/plan/plan-change';
import type { Replanned } from '../../src/domain/planning-activities';
import { distinct } from '../../src/domain/people';
import type { ResolvedStep } from '../../src/domain/plan/types';
import type { Onboarding } from './onboarding';
import { originOf } from './message-source';
import { settle } from './advance';
import { firstStepState } from '../../src/domain/onboarding/state';

/** From here on the request and the plan are others: what was bound to the old ones is done anew, the rest is left alone. */
export function replan(
  onboarding: Onboarding,
  name: UpdateName,
  { request, plan, at, askAgain }: Replanned,
  { by, proof }: Messages[UpdateName],
): PlanChange {
  const before = onboarding.input.plan;
  onboarding.replace({ request, plan, replannedAt: at });
  const hasMoved = before.dayOne.date !== plan.dayOne.date;
  const redone = onboarding.steps.filter((step) => takeUp(onboarding, step, before.steps, { hasMoved, askAgain }));
  for (const { id } of before.steps) if (onboarding.planned(id) === undefined) delete onboarding.state.steps[id];

  const { via, proof: genuine } = originOf(onboarding, proof);
  const note = name === 'reschedule' ? `${before.dayOne.date} → ${plan.dayOne.date}` : undefined;
  const kind = name === 'reschedule' ? 'rescheduled' : 'amended';
  onboarding.record({ kind, by, via, note, decisionId: genuine?.decisionId });
  for (const { id, kind: what } of redone)
    onboarding.record({ kind: what === 'approval' ? 'asked-again' : 'redone', step: id });
  settle(onboarding);
  const view = onboarding.view();
  const affected = [onboarding.input.submittedBy, request.manager, ...view.steps.flatMap(({ people = [] }) => people)];
  const to = distinct(affected).filter(({ email }) => email !== by);
  onboarding.notify({ key: kind, kind, to, note });
  return {
    view: { ...view, timeline: [] },
    moved: movedBetween(before.steps, plan.steps),
    redone: redone.map(({ id }) => id),
  };
}

/** A step in which people are asked, before it opens. */
const AHEAD = { status: 'pending', startedAt: undefined, decision: undefined, wait: undefined } as const;

interface Changed {
  hasMoved: boolean;
  askAgain: boolean;
}

/** Fits the state of one step to the new plan. @returns whether it is done, or asked, anew. */
function takeUp(
  onboarding: Onboarding,
  step: ResolvedStep,
  before: readonly ResolvedStep[],
  { hasMoved, askAgain }: Changed,
): boolean {
  const { steps } = onboarding.state;
  const old = before.find(({ id }) => id === step.id);
  const state = steps[step.id];
  if (state === undefined || old?.kind !== step.kind || old.skipped !== step.skipped) {
    steps[step.id] = firstStepState(step.skipped);
    return false;
  }
  switch (step.kind) {
    case 'approval': {
      const isOther = JSON.stringify(old.kind === 'approval' && old.assignees) !== JSON.stringify(step.assignees);
      const again = (state.status === 'done' && askAgain) || (state.status === 'waiting' && isOther);
      if (again) onboarding.change(step, { ...AHEAD });
      return again;
    }
    case 'task': {
      const again = hasMoved && step.redo !== undefined && state.status === 'done';
      if (again) onboarding.change(step, { ...AHEAD, answers: undefined });
      return again;
    }
    case 'activity': {
      const isStale = hasMoved && step.redo !== undefined;
      // What failed is tried again with other data, so that nobody may take it for the same effect.
      const redo =
        state.status === 'failed' ? state.armed : isStale && (state.status === 'done' || state.status === 'running');
      if (redo) onboarding.change(step, { redo: true });
      return redo && state.status !== 'failed';
    }
  }
}
