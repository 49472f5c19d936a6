import { dedupePeople, isExcludedAsSubstitute, substitutePerson } from '../../../src/domain/people';
import { ESCALATION_CONTACTS } from '../../../src/domain/plan/assignee-party';
import type { ApprovalStep, Assignees, HumanStep, TaskStep } from '../../../src/domain/plan/resolved-plan';
import { createReason, type Reason } from '../../../src/domain/reasons/reason';
import type { Person } from '../../../src/domain/request';
import type { TimelineEntry } from '../../../src/domain/onboarding/view';
import type { Onboarding } from '../onboarding';
import { type Principal, createPrincipal } from '../../../src/domain/principal';
import { findRepresentedParties } from '../../../src/domain/onboarding/assignment';
import { advance } from '../../../src/domain/onboarding/advance';
import type { StepDecision, StepOutcome, HumanWait } from '../../../src/domain/onboarding/step-state';
import type { StepEvent } from '../../../src/domain/onboarding/transitions';
import { getRequestNotificationKind, getHumanWait } from '../../../src/domain/onboarding/human-wait';

import { reopenBranch } from './reopen-branch';

/** State transitions of approvals and tasks, one function each. */

type ClosingDecision = StepDecision & { outcome: Exclude<StepDecision['outcome'], 'completed'> };

/** Sends the reminder that the plan schedules. */
export function sendScheduledReminder(onboarding: Onboarding, step: HumanStep): void {
  const wait = getHumanWait(onboarding, step.id);
  onboarding.updateStep(step, { wait: { ...wait, remindAt: undefined } });
  remindAssignees(onboarding, step, { to: wait.people });
}

/** Reminds these assignees at once. The scheduled reminder stays. */
export function remindAssignees(
  onboarding: Onboarding,
  step: HumanStep,
  { to, ...author }: { to: Person[] } & Pick<TimelineEntry, 'by' | 'via' | 'decisionId' | 'agent'>,
): void {
  const wait = getHumanWait(onboarding, step.id);
  onboarding.updateStep(step, { wait: { ...wait, remindedAt: onboarding.now() } });
  onboarding.appendTimelineEntry({ kind: 'reminded', step: step.id, ...author });
  onboarding.notify({ key: `${step.id}/reminder`, kind: 'reminder', step: step.id, to });
}

export function escalateStep(onboarding: Onboarding, step: HumanStep): void {
  const to = step.escalation?.escalateTo ?? getEscalationContacts(onboarding);
  const wait = { ...getHumanWait(onboarding, step.id), escalateAt: undefined };
  const reason = createReason('escalated-to', { assignees: to.parties });
  onboarding.appendTimelineEntry({ kind: 'escalated', step: step.id, reason });
  addAssignees(onboarding, step, wait, to);
}

/** Expires an unanswered request: declines the step or escalates to the plan's contacts, as the plan defines. */
export function expireHumanWait(onboarding: Onboarding, step: HumanStep): void {
  const wait = { ...getHumanWait(onboarding, step.id), expireAt: undefined };
  if (step.kind === 'approval' && step.escalation?.onExpiry === 'decline') {
    onboarding.updateStep(step, { wait });
    decideApproval(onboarding, step, { outcome: 'expired', at: onboarding.now(), via: 'engine' });
    return;
  }
  onboarding.appendTimelineEntry({ kind: 'expired', step: step.id });
  addAssignees(onboarding, step, wait, getEscalationContacts(onboarding));
}

const getEscalationContacts = ({ input }: Onboarding): Assignees => ({
  parties: [ESCALATION_CONTACTS],
  people: input.plan.escalationContacts,
  roles: [],
});

function addAssignees(onboarding: Onboarding, step: HumanStep, wait: HumanWait, { people, roles }: Assignees): void {
  const others = people.filter((person) => !isExcludedAsSubstitute(onboarding.input, step, person));
  const escalatedTo = wait.escalatedTo;
  onboarding.updateStep(step, {
    wait: {
      ...wait,
      people: dedupePeople([...wait.people, ...others]),
      unscheduled: [...wait.unscheduled, ...others.map((person) => ({ person, kind: 'escalated' as const }))],
      escalatedTo: {
        people: dedupePeople([...escalatedTo.people, ...others]),
        roles: [...escalatedTo.roles, ...roles],
      },
    },
  });
}

/** Assigns `to` in place of `by`. If `by` is not an assignee by name, `to` represents all assignees. */
export function delegateStep(onboarding: Onboarding, step: HumanStep, by: string, to: Person): void {
  const wait = getHumanWait(onboarding, step.id);
  const isNamedAssignee = wait.people.some(({ email }) => email === by);
  const assignees = isNamedAssignee ? substitutePerson(wait.people, by, to) : [to];
  const representedEmails = isNamedAssignee ? [by] : wait.people.map(({ email }) => email);
  const substitutes = [
    ...wait.substitutes,
    ...representedEmails.map((representedEmail) => ({ representedEmail, substituteEmail: to.email })),
  ];
  const unscheduled = [...wait.unscheduled, { person: to, kind: getRequestNotificationKind(step) }];
  onboarding.updateStep(step, { wait: { ...wait, people: assignees, substitutes, unscheduled } });
}

/** Records one approval. With `allOf`, the last missing one decides the step. */
export function addApproval(
  onboarding: Onboarding,
  step: ApprovalStep,
  decision: ClosingDecision,
  principal: Principal,
): void {
  const { allOf } = step;
  if (allOf === undefined) {
    decideApproval(onboarding, step, decision);
    return;
  }
  const wait = getHumanWait(onboarding, step.id);
  const approvedParties = [...new Set([...wait.approvedParties, ...findRepresentedParties(allOf, wait, principal)])];
  const approvals = [...wait.approvals, decision];
  const missingParties = allOf.filter((_, index) => !approvedParties.includes(index));
  const assignees = wait.people.filter(
    ({ email }) =>
      email !== principal.email &&
      missingParties.some((party) => findRepresentedParties([party], wait, createPrincipal(email)).length > 0),
  );
  onboarding.updateStep(step, { wait: { ...wait, approvedParties, approvals, people: assignees } });
  if (missingParties.length === 0) decideApproval(onboarding, step, decision);
  else {
    const assignees = missingParties.flatMap(({ parties }) => parties);
    recordApprovalDecision(onboarding, step, decision, createReason('still-pending', { assignees }));
  }
}

const APPROVAL_EVENTS = {
  approved: 'approve',
  declined: 'decline',
  expired: 'expire',
} as const satisfies Record<ClosingDecision['outcome'], StepEvent>;

/** Applies the deciding approval, decline or expiry. */
export function decideApproval(onboarding: Onboarding, step: ApprovalStep, decision: ClosingDecision): void {
  onboarding.applyTransition(step, APPROVAL_EVENTS[decision.outcome], {
    times: { endedAt: onboarding.now() },
    outcome: { decision },
  });
  recordApprovalDecision(onboarding, step, decision);
  const { outcome, by, comment } = decision;
  if (outcome === 'approved') advance(onboarding);
  else if (outcome === 'expired')
    onboarding.terminate({ outcome: 'declined', reason: createReason('step-expired', { step: step.id }) });
  else {
    const reason = createReason('step-declined', { step: step.id });
    onboarding.terminate({ outcome: 'declined', reason, comment, by });
  }
}

function recordApprovalDecision(
  onboarding: Onboarding,
  { id }: HumanStep,
  { outcome, by, via, comment, decisionId, agent }: StepDecision,
  reason?: Reason,
): void {
  onboarding.appendTimelineEntry({ kind: outcome, step: id, by, via, reason, comment, decisionId, agent });
}

/** Completes a task or its undo task. Only a task with an undo task is armed. */
export function completeTask(
  onboarding: Onboarding,
  step: TaskStep,
  decision: StepDecision,
  answers: StepOutcome['answers'],
): void {
  const { by, via, comment, decisionId, agent } = decision;
  if (onboarding.getStepState(step.id).status === 'undoing') {
    onboarding.applyTransition(step, 'completeUndo', {
      effect: { armed: false },
      times: { endedAt: onboarding.now() },
    });
    onboarding.appendTimelineEntry({ kind: 'undone', step: step.id, by, via, comment, decisionId, agent });
    return;
  }
  const armed = step.undoTask !== undefined;
  onboarding.applyTransition(step, 'complete', {
    times: { endedAt: onboarding.now() },
    outcome: { decision, answers, branchedTo: step.followedBy },
    effect: { armed, redo: undefined },
  });
  if (step.followedBy !== undefined) reopenBranch(onboarding, step.followedBy);
  onboarding.appendTimelineEntry({ kind: 'done', step: step.id, by, via, comment, decisionId, agent });
  advance(onboarding);
}
