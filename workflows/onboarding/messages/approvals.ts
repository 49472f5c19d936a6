import { createPrincipal } from '../../../src/domain/principal';
import type { ApprovalDecision } from '../../../src/domain/onboarding/messages';
import type { ApprovalStep } from '../../../src/domain/plan/resolved-plan';
import { checkAuthorization } from './authorization';
import { now, type Onboarding } from '../onboarding';
import type { MessageSource } from '../message-source';
import { hasOpenWait, findRepresentedParties } from '../../../src/domain/onboarding/assignment';
import { addApproval, decideApproval } from '../transitions/human-step';
import type { StepOutcome } from '../../../src/domain/onboarding/state';
import { getHumanWait } from '../transitions/human-wait';

/**
 * Applies a decision to an approval.
 * @returns the reason if the decision is rejected
 */
export function handleApprovalDecision(
  onboarding: Onboarding,
  outcome: 'approved' | 'declined',
  { step: id, by, comment }: ApprovalDecision,
  { via, proof }: MessageSource,
): string | undefined {
  const approvals = onboarding.steps.filter((step) => step.kind === 'approval');
  const openApprovals = approvals.filter((step) => hasOpenWait(step, onboarding.getStepState(step.id)));
  const step =
    id === undefined && openApprovals.length === 1
      ? openApprovals[0]
      : approvals.find((candidate) => candidate.id === id);
  if (step === undefined)
    return id === undefined ? explainNoSingleOpenApproval(onboarding, openApprovals) : `not-waiting: no approval ${id}`;

  const { decision: existingDecision, status } = onboarding.getStepState(step.id);
  if (existingDecision !== undefined) return formatAlreadyDecided(existingDecision);
  if (!openApprovals.includes(step) || onboarding.termination !== undefined)
    return `not-waiting: ${step.id} is ${status}`;
  const principal = createPrincipal(by, proof);
  const rejection = checkAuthorization(onboarding, step, principal) ?? checkNotYetApproved(onboarding, step, by);
  if (rejection !== undefined) return rejection;
  const decision = { outcome, by, at: now(), via, comment, decisionId: proof?.decisionId };
  if (outcome === 'approved') addApproval(onboarding, step, decision, principal);
  else decideApproval(onboarding, step, decision);
  return undefined;
}

const formatAlreadyDecided = ({ outcome, by, at }: StepOutcome): string =>
  `already-decided: ${outcome} by ${by} at ${at}`;

/** With `allOf`, one person approves once, unless they represent another open party. */
function checkNotYetApproved(onboarding: Onboarding, { id, allOf }: ApprovalStep, by: string): string | undefined {
  const wait = getHumanWait(onboarding, id);
  const earlierApproval = wait.approvals.find((approval) => approval.by === by);
  if (allOf === undefined || earlierApproval === undefined) return undefined;
  const representsOpenParty = findRepresentedParties(allOf, wait, createPrincipal(by)).some(
    (party) => !wait.approvedParties.includes(party),
  );
  return representsOpenParty ? undefined : formatAlreadyDecided(earlierApproval);
}

function explainNoSingleOpenApproval(onboarding: Onboarding, openApprovals: ApprovalStep[]): string {
  if (openApprovals.length > 1)
    return `not-waiting: several approvals are open: name one of ${openApprovals.map(({ id }) => id).join(', ')}`;
  const lastDecision = onboarding.steps
    .map((step) => onboarding.getStepState(step.id).decision)
    .filter((decision) => decision !== undefined)
    .at(-1);
  return lastDecision === undefined ? 'not-waiting: no approval is open' : formatAlreadyDecided(lastDecision);
}
