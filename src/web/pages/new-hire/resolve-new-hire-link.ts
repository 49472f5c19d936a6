import { getNewHire } from '../../../domain/people';
import type { OnboardingResponse, StepResponse } from '../../../api/resources/onboardings/view-schema';
import { isPendingOnPeople } from '../../../domain/onboarding/pending-people';
import { hashRecipient } from '../../../auth/signed-links';
import { PAGE_DAYS_AFTER_START } from '../../../auth/new-hire-links';
import { type ApiClient, createLinkPrincipal } from '../../api-client';
import type { Visit } from '../../http/page';

const DAY_MS = 86_400_000;

export interface NewHireLink {
  view: OnboardingResponse;
  /** Reads this onboarding with the `hr` role: not for writes. */
  callApiAsHolder: ApiClient;
  /** Calls the API as the new hire, to complete tasks. */
  callApiAsNewHire: ApiClient;
}

/**
 * Resolves the token of a new hire's link.
 * @returns undefined if the token is invalid or was made for an address that HR has corrected since, or from a week
 * after the current start date on.
 */
export async function resolveNewHireLink({
  context,
  callApiAs,
  params,
}: Visit<{ token: string }>): Promise<NewHireLink | undefined> {
  const link = await context.links.readNewHireLink(params.token);
  if (link === undefined) return undefined;
  const callApiAsHolder = callApiAs(createLinkPrincipal('hire-link'));
  const view = await callApiAsHolder('GET /onboardings/{id}', { params: { id: link.onboardingId } });
  if (link.recipientHash !== hashRecipient(getNewHire(view.request).email)) return undefined;
  if (Date.now() > Date.parse(view.startDate) + (PAGE_DAYS_AFTER_START + 1) * DAY_MS) return undefined;
  // Role `manager` grants no rights beyond steps assigned to this person.
  const callApiAsNewHire = callApiAs({ ...getNewHire(view.request), roles: ['manager'], tokenId: 'hire-link' });
  return { view, callApiAsHolder, callApiAsNewHire };
}

/** Returns open and completed tasks assigned to the new hire. */
export const listNewHireTasks = (view: OnboardingResponse): StepResponse[] =>
  view.steps.filter(
    (step) =>
      step.kind === 'task' &&
      (isTaskOpen(view, step) || step.status === 'done') &&
      step.people?.some(({ email }) => email === getNewHire(view.request).email),
  );

export const isTaskOpen = ({ termination }: OnboardingResponse, step: StepResponse): boolean =>
  isPendingOnPeople(step, termination !== undefined);
