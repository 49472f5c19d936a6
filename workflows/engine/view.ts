import type { ResolvedStep } from '../../src/contract/plan';
import type { OnboardingView, StepView } from '../../src/contract/view';
import type { EngineInput, EngineState } from './state';
import { statusOf } from './status';

/** The view of an onboarding: its input and its state, as people see them. */
export function viewOf(input: EngineInput, state: EngineState): OnboardingView {
  return {
    id: input.id,
    plan: input.plan.name,
    status: statusOf(input.plan.steps, state),
    readiness: input.plan.readiness,
    request: input.request,
    startDate: input.plan.dayOne.date,
    timeZone: input.plan.dayOne.timeZone,
    submittedBy: input.submittedBy,
    submittedAt: input.submittedAt,
    closedAt: state.closedAt,
    ending: state.ending,
    steps: input.plan.steps.map((step) => stepView(step, state)),
    timeline: state.timeline,
  };
}

function stepView(step: ResolvedStep, state: EngineState): StepView {
  const current = state.steps[step.id];
  if (current === undefined) throw new Error(`The plan's step ${step.id} has no state.`);
  const { id, kind, title, after, startAt, dueAt } = step;
  const people = step.kind === 'approval' ? step.deciders.people : undefined;
  return { id, kind, title, after, startAt, dueAt, people, ...current };
}

/** E-mail addresses of everyone for whom something waits now. */
export function waitingFor(input: EngineInput, state: EngineState): string[] {
  const waiting = input.plan.steps.flatMap((step) => {
    const status = state.steps[step.id]?.status;
    const failure = status === 'undo-failed' || (status === 'failed' && state.ending === undefined);
    if (failure) return input.plan.attention;
    return step.kind === 'approval' && status === 'waiting' ? step.deciders.people : [];
  });
  return [...new Set(waiting.map(({ email }) => email))];
}
