import type { OnboardingInput, ResolvedStep } from '../contract/plan';
import type { OnboardingView, StepView } from '../contract/view';

/** The onboarding as its workflow will first show it: what people see until the workflow has spoken. */
export function firstView({ id, plan, request, submittedBy, submittedAt }: OnboardingInput): OnboardingView {
  const steps = plan.steps.map((step) => firstStepView(step, plan.steps, submittedAt));
  const undecided = steps.some((step) => step.kind === 'approval' && step.status !== 'skipped');
  return {
    id,
    plan: plan.name,
    status: undecided ? 'awaiting-approval' : 'scheduled',
    readiness: plan.readiness,
    request,
    startDate: plan.dayOne.date,
    timeZone: plan.dayOne.timeZone,
    submittedBy,
    submittedAt,
    steps,
    timeline: [],
  };
}

function firstStepView(step: ResolvedStep, all: readonly ResolvedStep[], submittedAt: string): StepView {
  const { id, kind, title, after, startAt, dueAt, skipped } = step;
  const people = step.kind === 'approval' ? step.deciders.people : undefined;
  const shown = { id, kind, title, after, startAt, dueAt, people, generation: 0, armed: false };
  if (skipped !== undefined) return { ...shown, status: 'skipped', note: skipped };
  const opensAtOnce = after.every((other) => all.find((candidate) => candidate.id === other)?.skipped !== undefined);
  if (kind === 'approval' && opensAtOnce) return { ...shown, status: 'waiting', startedAt: submittedAt };
  return { ...shown, status: 'pending' };
}

const emailsOf = (steps: readonly Pick<StepView, 'people'>[]): string[] => [
  ...new Set(steps.flatMap(({ people }) => people ?? []).map(({ email }) => email)),
];

/** For whom something waits. */
export const waitingFor = ({ steps }: OnboardingView): string[] =>
  emailsOf(steps.filter(({ status }) => status === 'waiting'));

/** Whom the plan names: they may see the onboarding. */
export const involvedIn = ({ plan, request }: OnboardingInput): string[] => {
  const deciders = plan.steps.flatMap((step) => (step.kind === 'approval' ? step.deciders.people : []));
  return [...new Set([request.manager, ...deciders].map(({ email }) => email))];
};
