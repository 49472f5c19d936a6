import { createPrincipal } from '../../../src/domain/principal';
import type { ApprovalDecision } from '../../../src/domain/onboarding/messages';
import type { ApprovalStep } from '../../../src/domain/plan/resolved-plan';
import { createReason, type Reason } from '../../../src/domain/reasons/reason';
import { checkAuthorization } from './authorization';
import type { Onboarding } from '../onboarding';
import { describeOrigin, type MessageSource } from '../message-source';
import { hasOpenWait, findRepresentedParties } from '../../../src/domain/onboarding/assignment';
import { addApproval, decideApproval } from '../transitions/human-step';
import { describeEarlierDecision } from '../../../src/domain/onboarding/earlier-decision';
import { getHumanWait } from '../../../src/domain/onboarding/human-wait';

/**
 * Applies a decision to an approval.
 * @returns the reason if the decision is rejected
 */
export function handleApprovalDecision(
  onboarding: Onboarding,
  outcome: 'approved' | 'declined',
  { step: id, by, comment }: ApprovalDecision,
  source: MessageSource,
): Reason | undefined {
  const approvals = onboarding.steps.filter((step) => step.kind === 'approval');
  const openApprovals = approvals.filter((step) => hasOpenWait(step, onboarding.getStepState(step.id)));
  const step =
    id === undefined && openApprovals.length === 1
      ? openApprovals[0]
      : approvals.find((candidate) => candidate.id === id);
  if (step === undefined)
    return id === undefined
      ? explainNoSingleOpenApproval(onboarding, openApprovals)
      : createReason('not-waiting.no-approval', { step: id });

  const { outcome: stepOutcome, status } = onboarding.getStepState(step.id);
  const existingDecision = stepOutcome?.decision;
  if (existingDecision !== undefined) return describeEarlierDecision(existingDecision);
  if (!openApprovals.includes(step) || onboarding.termination !== undefined)
    return createReason('not-waiting.step-status', { step: step.id, status });
  const principal = createPrincipal(by, source.proof);
  const rejection = checkAuthorization(onboarding, step, principal) ?? checkNotYetApproved(onboarding, step, by);
  if (rejection !== undefined) return rejection;
  const decision = { outcome, by, at: onboarding.now(), comment, ...describeOrigin(source) };
  if (outcome === 'approved') addApproval(onboarding, step, decision, principal);
  else decideApproval(onboarding, step, decision);
  return undefined;
}

/** With `allOf`, one person approves once, unless they represent another open party. */
function checkNotYetApproved(onboarding: Onboarding, { id, allOf }: ApprovalStep, by: string): Reason | undefined {
  const wait = getHumanWait(onboarding, id);
  const earlierApproval = wait.approvals.find((approval) => approval.by === by);
  if (allOf === undefined || earlierApproval === undefined) return undefined;
  const representsOpenParty = findRepresentedParties(allOf, wait, createPrincipal(by)).some(
    (party) => !wait.approvedParties.includes(party),
  );
  return representsOpenParty ? undefined : describeEarlierDecision(earlierApproval);
}

function explainNoSingleOpenApproval(onboarding: Onboarding, openApprovals: ApprovalStep[]): Reason {
  if (openApprovals.length > 1)
    return createReason('not-waiting.several-approvals', { steps: openApprovals.map(({ id }) => id) });
  const lastDecision = onboarding.steps
    .map((step) => onboarding.getStepState(step.id).outcome?.decision)
    .filter((decision) => decision !== undefined)
    .at(-1);
  return lastDecision === undefined
    ? createReason('not-waiting.no-open-approval', {})
    : describeEarlierDecision(lastDecision);
}
