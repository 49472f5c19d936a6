import { getNewHire } from '../../../domain/people';
import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { isPendingOnPeople } from '../../../domain/onboarding/pending-people';
import { PAGE_DAYS_AFTER_START } from '../../../auth/new-hire-links';
import { type ApiClient, createLinkPrincipal } from '../../api-client';
import type { Visit } from '../../http/page';

const DAY_MS = 86_400_000;

/** What the link to a new hire's own page opens. */
export interface NewHireLink {
  view: OnboardingView;
  /** The API, to read about this onboarding. */
  callApiAsHolder: ApiClient;
  /** The API as the new hire, for what is asked of them. */
  callApiAsNewHire: ApiClient;
}

/**
 * The onboarding that the link is about; undefined where it is none of ours, and from a week after the first day on, wherever
 * that has moved.
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
  if (Date.now() > Date.parse(view.startDate) + (PAGE_DAYS_AFTER_START + 1) * DAY_MS) return undefined;
  // Where they are asked, and nothing else.
  const callApiAsNewHire = callApiAs({ ...getNewHire(view.request), roles: ['manager'], tokenId: 'hire-link' });
  return { view, callApiAsHolder, callApiAsNewHire };
}

/** What the new hire was asked to do themselves, and what of it is done. */
export const listNewHireTasks = (view: OnboardingView): StepView[] =>
  view.steps.filter(
    (step) =>
      step.kind === 'task' &&
      (isTaskOpen(view, step) || step.status === 'done') &&
      step.people?.some(({ email }) => email === getNewHire(view.request).email),
  );

export const isTaskOpen = ({ ending }: OnboardingView, step: StepView): boolean =>
  isPendingOnPeople(step, ending !== undefined);
