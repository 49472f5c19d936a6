import { type Offer, offersOf } from '../../../domain/onboarding/allowed-actions';
import type { Actor } from '../../../api/http/access';
import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { FirstdayError } from '../../../lib/errors';
import { whoOf } from '../../../auth/signed-links';
import { type Ask, holderOfLink } from '../../api-client';
import type { Visit } from '../../http/page';

/** What the link of a mail asks. */
export interface Question {
  view: OnboardingView;
  step: StepView;
  /** How it ended: for all, or for this person, where everybody must approve. */
  decision?: StepView['decision'];
  /** What may still be answered, and the API as the person who is asked; without, they no longer are. */
  asked?: { offers: readonly Offer[]; ask: Ask };
}

/** These are answered by the link alone; what ends an onboarding, or goes on without something, needs a sign-in. */
const BY_LINK: readonly Offer[] = ['approve', 'decline', 'delegate', 'complete'];

/** Finds out what this link asks, and whether it still does. @throws FirstdayError `link-expired` where it is none of ours */
export async function questionOf(visit: Visit<{ token: string }>): Promise<Question> {
  const { context, askAs, params } = visit;
  const link = await context.links.readDecision(params.token);
  if (link === undefined) throw new FirstdayError('link-expired');
  const read = askAs(holderOfLink('link'));
  const view = await read('GET /onboardings/{id}', { params: { id: link.onboardingId } });
  const step = view.steps.find(({ id }) => id === link.step);
  if (step === undefined) throw new FirstdayError('link-expired');
  const person = step.people?.find(({ email }) => whoOf(email) === link.who);
  // They decide where they are asked, and nothing else.
  const actor: Actor | undefined = person && { ...person, roles: ['manager'], tokenId: `link:${link.who}` };
  const offers = actor ? offersOf(view, step, actor).filter((offer) => BY_LINK.includes(offer)) : [];
  if (actor === undefined || offers.length === 0) {
    const own = step.approvals?.find(({ by }) => whoOf(by) === link.who);
    return { view, step, decision: step.decision ?? own };
  }
  return { view, step, asked: { offers, ask: askAs(actor) } };
}
