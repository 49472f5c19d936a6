import type { Principal } from '../principal';
import type { FailureResolution } from './messages';
import { findConflictOfInterest } from '../people';
import { hasAnyRole, FAILURE_RESOLVER_ROLES, HR_ROLES } from '../roles';
import { isFinal } from '../status';
import type { OnboardingView, StepView } from './view';
import { isPendingOnPeople } from './pending-people';

/** Everything that can be answered to a step. */
export const STEP_ACTIONS = [
  'approve',
  'complete',
  'retry',
  'skip',
  'accept',
  'decline',
  'rollback',
  'delegate',
] as const;
/** Everything that can be made of an onboarding as a whole. */
export const ONBOARDING_CHANGES = ['reschedule', 'amend', 'cancel'] as const;

export type StepAction = (typeof STEP_ACTIONS)[number];
export type OnboardingChange = (typeof ONBOARDING_CHANGES)[number];
type FailureAction = FailureResolution['action'];

/** What this person may answer to the step now: all that would be taken from them, and nothing else. */
export function listAllowedActions(view: OnboardingView, step: StepView, principal: Principal): StepAction[] {
  if (isFinal(view.status) || isUnreachable(view)) return [];
  const resolutions = listFailureResolutions(step, view.ending !== undefined).filter((resolution) =>
    resolution === 'rollback' ? hasAnyRole(principal, HR_ROLES) : canResolveFailure(step, principal),
  );
  const allowed: StepAction[] = [...listAllowedAnswers(view, step, principal), ...resolutions];
  return STEP_ACTIONS.filter((answer) => allowed.includes(answer));
}

/** What this person may make of the whole now. */
export function listAllowedChanges(view: OnboardingView, principal: Principal): readonly OnboardingChange[] {
  if (isFinal(view.status) || !hasAnyRole(principal, HR_ROLES)) return [];
  // All that is left to do about it is to have it undone, also where that was under way.
  if (view.obstacleKind === 'lost') return ['cancel'];
  return view.ending !== undefined || isUnreachable(view) ? [] : ONBOARDING_CHANGES;
}

/** Whether no workflow hears what is said: it is lost, or has not begun. One that stands still hears it later. */
export const isUnreachable = ({ obstacleKind }: Pick<OnboardingView, 'obstacleKind'>): boolean =>
  obstacleKind === 'lost' || obstacleKind === 'not-started';

/** What can be decided about a step that failed, or that is not to be waited for; nothing where there is nothing to decide. */
export function listFailureResolutions(
  { kind, status, skippable }: Pick<StepView, 'kind' | 'status' | 'skippable'>,
  isTerminating: boolean,
): FailureAction[] {
  if (status === 'undo-failed') return ['retry', 'accept'];
  if (status === 'undoing' && kind === 'task') return ['accept'];
  if (isTerminating) return [];
  if (status === 'failed') return skippable ? ['retry', 'skip', 'rollback'] : ['retry', 'rollback'];
  const isAhead = status === 'pending' || status === 'waiting';
  return skippable && kind === 'task' && isAhead ? ['skip'] : [];
}

/** Whether somebody may decide what becomes of this step. */
export const canResolveFailure = (step: StepView, principal: Principal): boolean =>
  canAnswer(step, principal) || hasAnyRole(principal, FAILURE_RESOLVER_ROLES);

/** Whether the step asks this person, by name or role. */
export const isAssignee = ({ people = [], roles = [] }: StepView, principal: Principal): boolean =>
  people.some(({ email }) => email === principal.email) || hasAnyRole(principal, roles);

/** Whoever has handed it on, or is stood in for, may answer all the same. */
const canAnswer = (step: StepView, principal: Principal): boolean =>
  isAssignee(step, principal) || (step.standIns ?? []).some(({ of }) => of === principal.email);

function listAllowedAnswers(view: OnboardingView, step: StepView, principal: Principal): StepAction[] {
  if (step.kind === 'activity' || !isPendingOnPeople(step, view.ending !== undefined)) return [];
  const isEntitled =
    canAnswer(step, principal) && (step.kind === 'task' || !findConflictOfInterest(view, principal.email));
  const answers = !isEntitled || hasApproved(step, principal) ? [] : ANSWERS_BY_STEP_KIND[step.kind];
  return isEntitled || hasAnyRole(principal, HR_ROLES) ? [...answers, 'delegate'] : answers;
}

const ANSWERS_BY_STEP_KIND: Record<'approval' | 'task', StepAction[]> = {
  approval: ['approve', 'decline'],
  task: ['complete'],
};

/** Where everybody must approve, one person does so once, unless they are asked for another. */
const hasApproved = ({ approvals = [], people = [] }: StepView, { email }: Principal): boolean =>
  approvals.some(({ by }) => by === email) && !people.some((person) => person.email === email);
