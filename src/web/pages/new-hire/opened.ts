import { newHireOf } from '../../../domain/people';
import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { asksNow } from '../../../domain/onboarding/pending-people';
import { DAYS_AFTER_START } from '../../../auth/new-hire-page';
import { type Ask, holderOfLink } from '../../api-client';
import type { Visit } from '../../http/page';

const DAY_MS = 86_400_000;

/** What the link to a new hire's own page opens. */
export interface Opened {
  view: OnboardingView;
  /** The API, to read about this onboarding. */
  read: Ask;
  /** The API as the new hire, for what is asked of them. */
  answer: Ask;
}

/**
 * The onboarding that the link is about; undefined where it is none of ours, and from a week after the first day on, wherever
 * that has moved.
 */
export async function opened({ context, askAs, params }: Visit<{ token: string }>): Promise<Opened | undefined> {
  const link = await context.links.readHire(params.token);
  if (link === undefined) return undefined;
  const read = askAs(holderOfLink('hire-link'));
  const view = await read('GET /onboardings/{id}', { params: { id: link.onboardingId } });
  if (Date.now() > Date.parse(view.startDate) + (DAYS_AFTER_START + 1) * DAY_MS) return undefined;
  // Where they are asked, and nothing else.
  const answer = askAs({ ...newHireOf(view.request), roles: ['manager'], tokenId: 'hire-link' });
  return { view, read, answer };
}

/** What the new hire was asked to do themselves, and what of it is done. */
export const ownTasks = (view: OnboardingView): StepView[] =>
  view.steps.filter(
    (step) =>
      step.kind === 'task' &&
      (isOpen(view, step) || step.status === 'done') &&
      step.people?.some(({ email }) => email === newHireOf(view.request).email),
  );

export const isOpen = ({ ending }: OnboardingView, step: StepView): boolean => asksNow(step, ending !== undefined);
