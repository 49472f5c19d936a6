import { type StepAction, listAllowedActions } from '../../../domain/onboarding/allowed-actions';
import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import type { OnboardingResponse, StepResponse } from '../../../api/resources/onboardings/view-schema';
import { FirstdayError } from '../../../lib/errors';
import { isBlocked } from '../../../auth/principals';
import { hashRecipient, hashStep } from '../../../auth/signed-links';
import { type ApiClient, createLinkPrincipal } from '../../api-client';
import type { Visit } from '../../http/page';

export interface LinkedStep {
  view: OnboardingResponse;
  step: StepResponse;
  /** Decision on the step or, where several must approve, this person's own approval. */
  decision?: StepResponse['decision'];
  /** Allowed actions, and the API as the assignee. Undefined if no action is left or the assignment has ended. */
  assigneeAccess?: { allowedActions: readonly StepAction[]; callApi: ApiClient };
}

/** Actions allowed by the link alone. Resolving a failure (retry, skip, accept, rollback) needs a sign-in. */
const LINK_ACTIONS: readonly StepAction[] = ['approve', 'decline', 'delegate', 'complete'];

/**
 * @throws FirstdayError `link-expired` when the token is invalid, the step no longer exists, or the account of the
 * assignee is suspended or removed.
 */
export async function resolveDecisionLink(visit: Visit<{ token: string }>): Promise<LinkedStep> {
  const { context, callApiAs, params } = visit;
  const link = await context.links.readDecisionLink(params.token);
  if (link === undefined) throw new FirstdayError('link-expired');
  const callApiAsHolder = callApiAs(createLinkPrincipal('link'));
  const view = await callApiAsHolder('GET /onboardings/{id}', { params: { id: link.onboardingId } });
  const step = view.steps.find(({ id }) => hashStep(id) === link.stepHash);
  if (step === undefined) throw new FirstdayError('link-expired');
  const person = step.people?.find(({ email }) => hashRecipient(email) === link.recipientHash);
  if (person && (await isBlocked(context.api.database, person.email))) throw new FirstdayError('link-expired');
  // Role `manager` grants no rights beyond steps assigned to this person.
  const principal: AuthenticatedPrincipal | undefined = person && {
    ...person,
    roles: ['manager'],
    tokenId: `link:${link.recipientHash}`,
  };
  const allowedActions = principal
    ? listAllowedActions(view, step, principal).filter((action) => LINK_ACTIONS.includes(action))
    : [];
  if (principal === undefined || allowedActions.length === 0) {
    const ownDecision = step.approvals?.find(({ by }) => by !== undefined && hashRecipient(by) === link.recipientHash);
    return { view, step, decision: step.decision ?? ownDecision };
  }
  return { view, step, assigneeAccess: { allowedActions, callApi: callApiAs(principal) } };
}
