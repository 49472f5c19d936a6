import { dedupePeople, getNewHire } from '../domain/people';
import type { AssigneeParty } from '../domain/plan/assignee-party';
import type { Assignees, ResolvedStep } from '../domain/plan/resolved-plan';
import { createReason, type Reason } from '../domain/reasons/reason';
import type { Person } from '../domain/request';
import type { Role } from '../domain/status';
import { FirstdayError } from '../lib/errors';
import { type ApproverRule, isKnownApprover } from './approver-rule';
import type { OnboardingFacts } from './conditions';
import type { PlanningFacts, StaffMember } from './planning-facts';
import { type AssigneeSpec, listAssigneeParties, listAssigneeRefs, type AssigneeRef } from './assignee-spec';

export interface AssigneeContext {
  onboarding: OnboardingFacts;
  facts: Pick<PlanningFacts, 'people' | 'submittedBy'>;
  approvers: ApproverRule;
}

export const NO_ASSIGNEES: Assignees = { parties: [], people: [], roles: [] };

/**
 * Resolves a spec for this request, without the excluded people.
 * @param excluded lowercase e-mail addresses
 */
export function resolveAssignees(spec: AssigneeSpec, context: AssigneeContext, excluded: readonly string[]): Assignees {
  if (spec === 'newHire')
    return { parties: listAssigneeParties(spec), people: [getNewHire(context.onboarding.request)], roles: [] };
  const candidates = listAssigneeRefs(spec).flatMap((ref) => resolvePeople(ref, context));
  const people = candidates.filter(({ email }) => !excluded.includes(email.toLowerCase()));
  const roles = listAssigneeRefs(spec).filter(isRole);
  return { parties: listAssigneeParties(spec), people: dedupePeople(people), roles: [...new Set(roles)] };
}

/** Separation of duties: neither the submitter nor the new hire approves. */
export const listExcludedFromApprovals = ({ onboarding, facts }: AssigneeContext): string[] => [
  facts.submittedBy.email,
  ...listExcludedFromTasks({ onboarding }),
];

/** The new hire gets only the tasks that a plan assigns to `newHire`. */
export const listExcludedFromTasks = ({ onboarding }: Pick<AssigneeContext, 'onboarding'>): string[] => [
  onboarding.request.employee.personalEmail,
];

/** Returns the reason for an empty resolution. */
export function explainNoAssignees(spec: AssigneeSpec, context: AssigneeContext): Reason {
  const candidates = listAssigneeRefs(spec).flatMap((ref) => resolvePeople(ref, context));
  if (candidates.some(({ email }) => email === context.facts.submittedBy.email))
    return createReason('no-assignee.submitter', {});
  if (candidates.length > 0) return createReason('no-assignee.new-hire', {});
  if (listAssigneeRefs(spec).some(isRole)) return createReason('no-assignee.role', {});
  return createReason('no-assignee.managers-manager', { manager: context.onboarding.request.manager.name });
}

export function createNoAssigneeError(
  step: Pick<ResolvedStep, 'id' | 'title'>,
  assignees: AssigneeParty[],
  obstacle: Reason,
): FirstdayError {
  const reason = createReason('not-plannable.no-assignee', { step: step.id, assignees, obstacle });
  return new FirstdayError('not-plannable', reason, [], {}, { steps: [step], timeZone: 'UTC' });
}

function resolvePeople(assignee: AssigneeRef, { onboarding, facts: { people }, approvers }: AssigneeContext): Person[] {
  const { manager } = onboarding.request;
  if (typeof assignee === 'object') return [assignee];
  if (assignee === 'manager') return [manager];
  if (assignee === 'managersManager') return findManagersManager(manager, people, approvers);
  return people.filter(({ roles }) => roles.includes(assignee)).map(({ name, email }) => ({ name, email }));
}

/** Returns a list of at most one person. */
export function findManagersManager(
  manager: Person,
  people: readonly StaffMember[],
  approvers: ApproverRule,
): Person[] {
  const managerEmail = people.find(({ email }) => email === manager.email)?.managerEmail;
  return people
    .filter(({ email }) => email === managerEmail)
    .filter(({ email }) => !approvers.isStrict || isKnownApprover(email, people, approvers))
    .map(({ name, email }) => ({ name, email }));
}

const isRole = (assignee: AssigneeRef): assignee is Exclude<Role, 'manager'> =>
  typeof assignee === 'string' && assignee !== 'manager' && assignee !== 'managersManager';
