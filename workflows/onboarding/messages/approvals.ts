import { principalOf } from '../../../src/domain/principal';
import type { Decision } from '../../../src/domain/onboarding/messages';
import type { ApprovalStep } from '../../../src/domain/plan/types';
import { whyNotEntitled } from './authorization';
import { now, type Onboarding } from '../onboarding';
import type { Origin } from '../message-source';
import { isAsking, partiesOf } from '../../../src/domain/onboarding/assignment';
import { approved, decided } from '../transitions/human-step';
import type { StepDecision } from '../../../src/domain/onboarding/state';
import { waitOf } from '../transitions/human-wait';

/** Takes a decision on an approval. @returns why it does not count, where it does not. */
export function decide(
  onboarding: Onboarding,
  outcome: 'approved' | 'declined',
  { step: id, by, comment }: Decision,
  { via, proof }: Origin,
): string | undefined {
  const approvals = onboarding.steps.filter((step) => step.kind === 'approval');
  const open = approvals.filter((step) => isAsking(step, onboarding.step(step.id)));
  const step = id === undefined && open.length === 1 ? open[0] : approvals.find((candidate) => candidate.id === id);
  if (step === undefined) return id === undefined ? whyNoneIsOpen(onboarding, open) : `not-waiting: no approval ${id}`;

  const { decision: first, status } = onboarding.step(step.id);
  if (first !== undefined) return alreadyDecided(first);
  if (!open.includes(step) || onboarding.ending !== undefined) return `not-waiting: ${step.id} is ${status}`;
  const speaker = principalOf(by, proof);
  const refusal = whyNotEntitled(onboarding, step, speaker) ?? whyNotAgain(onboarding, step, by);
  if (refusal !== undefined) return refusal;
  const decision = { outcome, by, at: now(), via, comment, decisionId: proof?.decisionId };
  if (outcome === 'approved') approved(onboarding, step, decision, speaker);
  else decided(onboarding, step, decision);
  return undefined;
}

const alreadyDecided = ({ outcome, by, at }: StepDecision): string => `already-decided: ${outcome} by ${by} at ${at}`;

/** Where everybody must approve, one person does so once. */
function whyNotAgain(onboarding: Onboarding, { id, allOf }: ApprovalStep, by: string): string | undefined {
  const wait = waitOf(onboarding, id);
  const before = wait.approvals.find((approval) => approval.by === by);
  if (allOf === undefined || before === undefined) return undefined;
  const others = partiesOf(allOf, wait, principalOf(by)).some((party) => !wait.partiesSettled.includes(party));
  return others ? undefined : alreadyDecided(before);
}

function whyNoneIsOpen(onboarding: Onboarding, open: ApprovalStep[]): string {
  if (open.length > 1)
    return `not-waiting: several approvals are open: name one of ${open.map(({ id }) => id).join(', ')}`;
  const last = onboarding.steps
    .map((step) => onboarding.step(step.id).decision)
    .filter((decision) => decision !== undefined)
    .at(-1);
  return last === undefined ? 'not-waiting: no approval is open' : alreadyDecided(last);
}
