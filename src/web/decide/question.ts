import { isFinal } from '../../contract/status';
import type { OnboardingView, StepView } from '../../contract/view';
import { FirstdayError } from '../../errors';
import { whoOf } from '../../links/links';
import { type Ask, holderOfLink } from '../ask';
import type { Visit } from '../page';

/** What the link of a mail asks. */
export interface Question {
  view: OnboardingView;
  step: StepView;
  /** How it ended: for all, or for this person, where everybody must approve. */
  decision?: StepView['decision'];
  /** The API as the person who is asked; without, they no longer are. */
  answer?: Ask;
}

const OPEN: readonly StepView['status'][] = ['waiting', 'undoing'];

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
  if (person === undefined || !OPEN.includes(step.status) || isFinal(view.status)) {
    const own = step.approvals?.find(({ by }) => whoOf(by) === link.who);
    return { view, step, decision: step.decision ?? own };
  }
  // They decide where they are asked, and nothing else.
  return { view, step, answer: askAs({ ...person, roles: ['manager'], tokenId: `link:${link.who}` }) };
}
