import { type StepAction, listAllowedActions } from '../../../domain/onboarding/allowed-actions';
import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { FirstdayError } from '../../../lib/errors';
import { hashRecipient } from '../../../auth/signed-links';
import { type ApiClient, createLinkPrincipal } from '../../api-client';
import type { Visit } from '../../http/page';

/** What the link of a mail asks. */
export interface LinkedStep {
  view: OnboardingView;
  step: StepView;
  /** How it ended: for all, or for this person, where everybody must approve. */
  decision?: StepView['decision'];
  /** What may still be answered, and the API as the person who is asked; without, they no longer are. */
  answerable?: { offers: readonly StepAction[]; ask: ApiClient };
}

/** These are answered by the link alone; what ends an onboarding, or goes on without something, needs a sign-in. */
const LINK_ACTIONS: readonly StepAction[] = ['approve', 'decline', 'delegate', 'complete'];

/** Finds out what this link asks, and whether it still does. @throws FirstdayError `link-expired` where it is none of ours */
export async function resolveDecisionLink(visit: Visit<{ token: string }>): Promise<LinkedStep> {
  const { context, callApiAs, params } = visit;
  const link = await context.links.readDecisionLink(params.token);
  if (link === undefined) throw new FirstdayError('link-expired');
  const callApiAsHolder = callApiAs(createLinkPrincipal('link'));
  const view = await callApiAsHolder('GET /onboardings/{id}', { params: { id: link.onboardingId } });
  const step = view.steps.find(({ id }) => id === link.step);
  if (step === undefined) throw new FirstdayError('link-expired');
  const person = step.people?.find(({ email }) => hashRecipient(email) === link.recipientHash);
  // They decide where they are asked, and nothing else.
  const principal: AuthenticatedPrincipal | undefined = person && {
    ...person,
    roles: ['manager'],
    tokenId: `link:${link.recipientHash}`,
  };
  const allowedActions = principal
    ? listAllowedActions(view, step, principal).filter((offer) => LINK_ACTIONS.includes(offer))
    : [];
  if (principal === undefined || allowedActions.length === 0) {
    const ownDecision = step.approvals?.find(({ by }) => hashRecipient(by) === link.recipientHash);
    return { view, step, decision: step.decision ?? ownDecision };
  }
  return { view, step, answerable: { offers: allowedActions, ask: callApiAs(principal) } };
}
