import { dedupePeople, getNewHire } from '../domain/people';
import type { AssigneeRelation } from '../domain/plan/assignee-party';
import { mapAssignees } from '../domain/plan/map-assignees';
import type { Assignees, ResolvedPlan, ResolvedStep } from '../domain/plan/resolved-plan';
import type { ReplanInput } from '../domain/planning-activities';
import { createReason } from '../domain/reasons/reason';
import type { OnboardingRequest, Person } from '../domain/request';
import {
  type AssigneeContext,
  createNoAssigneeError,
  findManagersManager,
  listExcludedFromApprovals,
  listExcludedFromTasks,
} from './assignees';
import type { PlanningContext } from './planner-config';
import type { PlanningFacts } from './planning-facts';

/** Another person in a relation to the new hire. */
interface Successor {
  relation: AssigneeRelation;
  from?: Person;
  to?: Person;
}

/**
 * Assigns to the amended manager, manager's manager and new hire all that the frozen plan assigns by these relations.
 * Approvals already made keep their assignees.
 * @throws FirstdayError `not-plannable` if a step that is still to be done is left without an assignee
 */
export function reassignRelations(
  input: ReplanInput,
  request: OnboardingRequest,
  facts: PlanningFacts,
  planning: PlanningContext,
): ResolvedPlan {
  const successors = listSuccessors(input.request, request, facts, planning);
  if (successors.length === 0) return input.plan;
  const context: AssigneeContext = {
    onboarding: { request, equipmentCostCents: input.plan.cost.amountCents, access: input.plan.access },
    facts,
    approvers: planning.approvers,
  };
  const steps = input.plan.steps.map((step) => {
    if (step.kind === 'approval' && input.isFullyApproved) return step;
    const excluded = listExcluded(step, context);
    const reassigned = mapAssignees(step, (assignees) =>
      reassignParties(assignees, facts.people, successors, ({ email }) => excluded.includes(email)),
    );
    if (!input.startedSteps.includes(step.id)) requireAssignees(step, reassigned, request);
    return reassigned;
  });
  return { ...input.plan, steps };
}

function listSuccessors(
  before: OnboardingRequest,
  after: OnboardingRequest,
  { people }: PlanningFacts,
  { approvers }: PlanningContext,
): Successor[] {
  const find = ({ manager }: OnboardingRequest) => findManagersManager(manager, people, approvers)[0];
  const relations: Successor[] = [
    { relation: 'new-hire', from: getNewHire(before), to: getNewHire(after) },
    { relation: 'manager', from: before.manager, to: after.manager },
    { relation: 'managers-manager', from: find(before), to: find(after) },
  ];
  return relations.filter(({ from, to }) => from?.email !== to?.email || from?.name !== to?.name);
}

/** Separation of duties, as for the first resolution. The new hire gets only the tasks of the relation `new-hire`. */
function listExcluded(step: ResolvedStep, context: AssigneeContext): string[] {
  const isForNewHire =
    step.kind === 'task' && step.assignees.parties.some((party) => party.relations.includes('new-hire'));
  if (isForNewHire) return [];
  return step.kind === 'approval' ? listExcludedFromApprovals(context) : listExcludedFromTasks(context);
}

function reassignParties(
  assignees: Assignees,
  people: PlanningFacts['people'],
  successors: readonly Successor[],
  isExcluded: (person: Person) => boolean,
): Assignees {
  const relations = assignees.parties.flatMap((party) => party.relations);
  return successors
    .filter(({ relation }) => relations.includes(relation))
    .reduce((current, { from, to }) => {
      const kept = current.people.filter(
        (person) => person.email !== from?.email || isAssignedOtherwise(person, current, people),
      );
      const added = to === undefined || isExcluded(to) ? [] : [to];
      return { ...current, people: dedupePeople([...added, ...kept]) };
    }, assignees);
}

/** True if a party has the person by name or by role, not only by the relation. */
const isAssignedOtherwise = (
  { name, email }: Person,
  { parties, roles }: Assignees,
  people: PlanningFacts['people'],
): boolean =>
  parties.some((party) => party.people.includes(name)) ||
  people.some((person) => person.email === email && person.roles.some((role) => roles.includes(role)));

/** A step that had no people before, because its condition was not met, needs none now. */
function requireAssignees(before: ResolvedStep, after: ResolvedStep, { manager }: OnboardingRequest): void {
  if (before.kind === 'activity' || after.kind === 'activity' || before.assignees.people.length === 0) return;
  const assigneeGroups = after.kind === 'approval' ? [after.assignees, ...(after.allOf ?? [])] : [after.assignees];
  const emptyGroup = assigneeGroups.find(({ people }) => people.length === 0);
  if (emptyGroup === undefined) return;
  const { parties } = emptyGroup;
  const isByManager = parties.some(({ relations }) => relations.includes('manager'));
  const obstacle = isByManager
    ? createReason('no-assignee.submitter', {})
    : createReason('no-assignee.managers-manager', { manager: manager.name });
  throw createNoAssigneeError(before, parties, obstacle);
}
