import type { Principal } from '../principal';
import type { Reason } from '../reasons/reason';
import { listConflictsOfInterest } from '../people';
import { hasAnyRole, FAILURE_RESOLVER_ROLES, HR_ROLES } from '../roles';
import { isFinal } from '../status';
import type { OnboardingView, StepView } from './view';
import type { FailureAction, IncidentKind } from './kinds';
import { isPendingOnPeople } from './pending-people';
import { mayRemind } from './reminders';

/** Also fixes the order in which actions are listed. */
export const STEP_ACTIONS = [
  'approve',
  'complete',
  'retry',
  'done',
  'skip',
  'accept',
  'decline',
  'rollback',
  'remind',
  'delegate',
] as const;
export const ONBOARDING_CHANGES = ['reschedule', 'amend', 'cancel'] as const;

export type StepAction = (typeof STEP_ACTIONS)[number];
export type OnboardingChange = (typeof ONBOARDING_CHANGES)[number];

/**
 * Lists exactly the actions on the step that the workflow would accept from this person now. Only a reminder may be
 * rejected all the same, if the last one is too recent.
 */
export function listAllowedActions(view: OnboardingView, step: StepView, principal: Principal): StepAction[] {
  if (isFinal(view.status) || isUnreachable(view)) return [];
  const resolutions = listFailureResolutions(step, view.termination !== undefined).filter((resolution) =>
    resolution === 'rollback' ? hasAnyRole(principal, HR_ROLES) : canResolveFailure(step, principal),
  );
  const allowed: StepAction[] = [...listAllowedAnswers(view, step, principal), ...resolutions];
  return STEP_ACTIONS.filter((answer) => allowed.includes(answer));
}

export function listAllowedChanges(view: OnboardingView, principal: Principal): readonly OnboardingChange[] {
  if (isFinal(view.status) || !hasAnyRole(principal, HR_ROLES)) return [];
  // An orphaned onboarding can only be undone, even if it was already rolling back.
  if (view.incident?.kind === 'orphaned') return ['cancel'];
  return view.termination !== undefined || isUnreachable(view) ? [] : ONBOARDING_CHANGES;
}

/** True if no workflow receives messages: it is orphaned or has not started. A stuck workflow receives them later. */
export const isUnreachable = ({ incident }: { incident?: { kind: IncidentKind } }): boolean =>
  incident?.kind === 'orphaned' || incident?.kind === 'not-started';

/** Lists the possible decisions about a failed step or a skippable task ahead; empty if there is nothing to decide. */
export function listFailureResolutions(
  {
    kind,
    status,
    skippable,
    essential,
    error,
  }: Pick<StepView, 'kind' | 'status' | 'skippable' | 'essential' | 'error'>,
  isTerminating: boolean,
): FailureAction[] {
  if (status === 'undo-failed') return mustBeUndoneByHand(error) ? ['done', 'accept'] : ['retry', 'done', 'accept'];
  if (status === 'undoing' && kind === 'task') return ['accept'];
  if (isTerminating) return [];
  if (status === 'failed')
    return essential === false ? ['retry', 'done', 'skip', 'rollback'] : ['retry', 'done', 'rollback'];
  const isAhead = status === 'pending' || status === 'waiting';
  return skippable && kind === 'task' && isAhead ? ['skip'] : [];
}

/** True if nothing is left to undo but manual work. */
export const mustBeUndoneByHand = (error: Reason | undefined): boolean => error?.code === 'MadeByHand';

export const canResolveFailure = (step: StepView, principal: Principal): boolean =>
  canAnswer(step, principal) || hasAnyRole(principal, FAILURE_RESOLVER_ROLES);

export const isAssignee = ({ people = [], roles = [] }: StepView, principal: Principal): boolean =>
  people.some(({ email }) => email === principal.email) || hasAnyRole(principal, roles);

/** Includes delegators and people with a substitute: they stay entitled. */
const canAnswer = (step: StepView, principal: Principal): boolean =>
  isAssignee(step, principal) ||
  (step.substitutes ?? []).some(({ representedEmail }) => representedEmail === principal.email);

function listAllowedAnswers(view: OnboardingView, step: StepView, principal: Principal): StepAction[] {
  if (step.kind === 'activity' || !isPendingOnPeople(step, view.termination !== undefined)) return [];
  const isEntitled =
    canAnswer(step, principal) && (step.kind === 'task' || listConflictsOfInterest(view, principal).length === 0);
  const answers = !isEntitled || hasApproved(step, principal) ? [] : ANSWERS_BY_STEP_KIND[step.kind];
  const reminder: StepAction[] = mayRemind(view, step, principal) ? ['remind'] : [];
  const delegation: StepAction[] = isEntitled || hasAnyRole(principal, HR_ROLES) ? ['delegate'] : [];
  return [...answers, ...reminder, ...delegation];
}

const ANSWERS_BY_STEP_KIND: Record<'approval' | 'task', StepAction[]> = {
  approval: ['approve', 'decline'],
  task: ['complete'],
};

/** With `allOf`, one person approves once, unless a later request names them for another party. */
const hasApproved = ({ approvals = [], people = [] }: StepView, { email }: Principal): boolean =>
  approvals.some(({ by }) => by === email) && !people.some((person) => person.email === email);
