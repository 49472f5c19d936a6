import { distinct, mayNotStandIn, replaced } from '../../../src/domain/people';
import type { ApprovalStep, Assignees, PeopleStep, TaskStep } from '../../../src/domain/plan/types';
import type { Person } from '../../../src/domain/request';
import { now, type Onboarding } from '../onboarding';
import { type Principal, principalOf } from '../../../src/domain/principal';
import { partiesOf } from '../../../src/domain/onboarding/assignment';
import { settle } from '../advance';
import type { StepDecision, StepState, WaitState } from '../../../src/domain/onboarding/state';
import { requestOf, waitOf } from './human-wait';

/** What can happen while people are asked. Each function is one transition. */

export function reminded(onboarding: Onboarding, step: PeopleStep): void {
  const wait = waitOf(onboarding, step.id);
  onboarding.change(step, { wait: { ...wait, remindAt: undefined } });
  onboarding.record({ kind: 'reminded', step: step.id });
  onboarding.notify({ key: `${step.id}/reminder`, kind: 'reminder', step: step.id, to: wait.asked });
}

export function escalated(onboarding: Onboarding, step: PeopleStep): void {
  const to = step.patience?.escalateTo ?? attentionOf(onboarding);
  const wait = { ...waitOf(onboarding, step.id), escalateAt: undefined };
  onboarding.record({ kind: 'escalated', step: step.id, note: `to ${to.label}` });
  askToo(onboarding, step, wait, to);
}

/** Nobody answered: the plan takes that as a no, or asks those who take care of the whole. */
export function expired(onboarding: Onboarding, step: PeopleStep): void {
  const wait = { ...waitOf(onboarding, step.id), expireAt: undefined };
  if (step.kind === 'approval' && step.patience?.onExpiry === 'decline') {
    onboarding.change(step, { wait });
    decided(onboarding, step, { outcome: 'expired', by: 'nobody', at: now(), via: 'engine' });
    return;
  }
  onboarding.record({ kind: 'expired', step: step.id });
  askToo(onboarding, step, wait, attentionOf(onboarding));
}

/** Those who take care of the whole, as a step would ask them. */
const attentionOf = ({ input }: Onboarding): Assignees => ({
  label: 'attention',
  people: input.plan.attention,
  roles: [],
});

function askToo(onboarding: Onboarding, step: PeopleStep, wait: WaitState, { people, roles }: Assignees): void {
  const others = people.filter((person) => !mayNotStandIn(onboarding.input, step, person));
  const also = wait.alsoEntitled;
  onboarding.change(step, {
    wait: {
      ...wait,
      asked: distinct([...wait.asked, ...others]),
      unarranged: [...wait.unarranged, ...others.map((person) => ({ person, kind: 'escalated' as const }))],
      alsoEntitled: { people: distinct([...also.people, ...others]), roles: [...also.roles, ...roles] },
    },
  });
}

/** `to` is asked in place of `by`; whoever delegates without being asked speaks for all who are. */
export function delegated(onboarding: Onboarding, step: PeopleStep, by: string, to: Person): void {
  const wait = waitOf(onboarding, step.id);
  const isAsked = wait.asked.some(({ email }) => email === by);
  const asked = isAsked ? replaced(wait.asked, by, to) : [to];
  const spokenFor = isAsked ? [by] : wait.asked.map(({ email }) => email);
  const standIns = [...wait.standIns, ...spokenFor.map((of) => ({ of, by: to.email }))];
  const unarranged = [...wait.unarranged, { person: to, kind: requestOf(step) }];
  onboarding.change(step, { wait: { ...wait, asked, standIns, unarranged } });
}

/** Takes one approval; where everybody must approve, the step is decided with the last of them. */
export function approved(onboarding: Onboarding, step: ApprovalStep, decision: StepDecision, speaker: Principal): void {
  const { allOf } = step;
  if (allOf === undefined) {
    decided(onboarding, step, decision);
    return;
  }
  const wait = waitOf(onboarding, step.id);
  const partiesSettled = [...new Set([...wait.partiesSettled, ...partiesOf(allOf, wait, speaker)])];
  const approvals = [...wait.approvals, decision];
  const missing = allOf.filter((_, index) => !partiesSettled.includes(index));
  const asked = wait.asked.filter(
    ({ email }) =>
      email !== speaker.email && missing.some((party) => partiesOf([party], wait, principalOf(email)).length > 0),
  );
  onboarding.change(step, { wait: { ...wait, partiesSettled, approvals, asked } });
  if (missing.length === 0) decided(onboarding, step, decision);
  else recordDecision(onboarding, step, decision, `still asked: ${missing.map(({ label }) => label).join(', ')}`);
}

/** The first decision, which counts. Silence that the plan takes as a no is one, too. */
export function decided(onboarding: Onboarding, step: ApprovalStep, decision: StepDecision): void {
  onboarding.change(step, { status: 'done', endedAt: now(), decision });
  recordDecision(onboarding, step, decision, decision.comment);
  const { outcome, by, comment } = decision;
  if (outcome === 'approved') settle(onboarding);
  else if (outcome === 'expired')
    onboarding.end({ outcome: 'declined', reason: `${step.title}: nobody decided in time` });
  else onboarding.end({ outcome: 'declined', reason: comment ?? `${step.title} was declined`, by });
}

function recordDecision(onboarding: Onboarding, { id }: PeopleStep, decision: StepDecision, note?: string): void {
  const { outcome, by, via, decisionId } = decision;
  onboarding.record({ kind: outcome, step: id, by, via, note, decisionId });
}

/** Somebody did the task; what it did can be taken back only by the task that counters it. */
export function completed(
  onboarding: Onboarding,
  step: TaskStep,
  decision: StepDecision,
  answers: StepState['answers'],
): void {
  const { by, via, comment: note, decisionId } = decision;
  if (onboarding.step(step.id).status === 'undoing') {
    onboarding.change(step, { status: 'undone', armed: false, endedAt: now() });
    onboarding.record({ kind: 'undone', step: step.id, by, via, note, decisionId });
    return;
  }
  const armed = step.counter !== undefined;
  onboarding.change(step, { status: 'done', endedAt: now(), decision, answers, armed, redo: undefined });
  onboarding.record({ kind: 'done', step: step.id, by, via, note, decisionId });
  settle(onboarding);
}
