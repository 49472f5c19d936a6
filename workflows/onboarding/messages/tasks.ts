import { readAnswers } from '../../../src/domain/form-answers';
import type { Completion, Delegation } from '../../../src/domain/onboarding/messages';
import { mayNotStandIn } from '../../../src/domain/people';
import type { PeopleStep } from '../../../src/domain/plan/types';
import { hasAnyOf, HR } from '../../../src/domain/roles';
import { asksIn } from '../../../src/domain/onboarding/pending-people';
import { whyNotEntitled } from './authorization';
import { now, type Onboarding } from '../onboarding';
import type { Origin } from '../message-source';
import { type Principal, principalOf } from '../../../src/domain/principal';
import { isAsking } from '../../../src/domain/onboarding/assignment';
import { completed, delegated } from '../transitions/human-step';

/** Takes what somebody says they did. @returns why it does not count, where it does not. */
export function complete(
  onboarding: Onboarding,
  { step: id, by, note, answers: given }: Completion,
  { via, proof }: Origin,
): string | undefined {
  const step = onboarding.planned(id);
  if (step?.kind !== 'task') return `not-waiting: no task ${id}`;
  const { decision: first, status } = onboarding.step(id);
  if (!isOpen(onboarding, step)) {
    return first === undefined
      ? `not-waiting: ${id} is ${status}`
      : `already-decided: ${first.outcome} by ${first.by} at ${first.at}`;
  }
  const refusal = whyNotEntitled(onboarding, step, principalOf(by, proof));
  if (refusal !== undefined) return refusal;
  const read = status === 'undoing' ? { answers: {} } : readAnswers(step.form ?? [], given ?? {});
  if ('faults' in read)
    return `malformed: ${read.faults.map(({ field, message }) => `${field} ${message}`).join('; ')}`;
  const decision = { outcome: 'completed' as const, by, at: now(), via, comment: note, decisionId: proof?.decisionId };
  completed(onboarding, step, decision, step.form === undefined ? undefined : read.answers);
  return undefined;
}

/** Has somebody else asked. @returns why not. */
export function delegate(
  onboarding: Onboarding,
  { step: id, by, to }: Delegation,
  { via, proof }: Origin,
): string | undefined {
  const step = onboarding.planned(id);
  if (step === undefined || step.kind === 'activity') return `not-waiting: nobody is asked for ${id}`;
  if (!isOpen(onboarding, step)) return `not-waiting: ${id} is ${onboarding.step(id).status}`;
  const refusal = mayDelegate(onboarding, step, principalOf(by, proof));
  if (refusal !== undefined) return refusal;
  if (mayNotStandIn(onboarding.input, step, to)) return `not-entitled: ${to.email} may not answer for ${id}`;
  if (to.email === by) return 'not-waiting: one does not delegate to oneself';
  delegated(onboarding, step, by, to);
  onboarding.record({ kind: 'delegated', step: id, by, via, note: `to ${to.email}`, decisionId: proof?.decisionId });
  return undefined;
}

/** A rollback has its own tasks; for everything else an ending is the end. */
function isOpen(onboarding: Onboarding, step: PeopleStep): boolean {
  const state = onboarding.step(step.id);
  return isAsking(step, state) && asksIn(state.status, onboarding.ending !== undefined);
}

/** Those asked, and HR: somebody must be able to hand on what waits for a person who does not answer. */
function mayDelegate(onboarding: Onboarding, step: PeopleStep, speaker: Principal): string | undefined {
  if (hasAnyOf(speaker, HR)) return undefined;
  return whyNotEntitled(onboarding, step, speaker);
}
