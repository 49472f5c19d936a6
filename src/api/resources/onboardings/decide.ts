import { randomUUID } from 'node:crypto';
import type { SignalName } from '../../../domain/onboarding/messages';
import { ownOf } from '../../../domain/people';
import { recordAudit } from '../../../database/audit';
import type { OnboardingRow } from '../../../database/onboardings';
import { FirstdayError } from '../../../lib/errors';
import { recover } from '../../../application/recover-onboarding';
import { auditOf } from '../../http/audit-entry';
import type { Answer, Call } from '../../http/route';
import { confirmed } from './confirm';
import { deliver, refuseClosed } from './deliver';
import { outcomeOf } from './outcome';
import { visibleOnboarding } from './read';

const NOT_TAKEN = 'Temporal is not reachable: the decision may not have arrived. Try again.';

type Decision = 'approve' | 'decline' | 'delegate' | 'complete' | 'retry' | 'skip' | 'accept' | 'cancel' | 'rollback';

/** What is said to the workflow, besides who says it and the proof. */
export interface Said {
  /** What the caller knows it by. */
  called: Decision;
  signal: SignalName;
  step?: string;
  /** The message for this onboarding. @throws FirstdayError where this caller may not say it, or not so */
  message: (onboarding: OnboardingRow) => object | Promise<object>;
}

/**
 * Says it to the workflow and answers what really happened: 200 with the step, or 202 where the workflow did not
 * answer in time.
 * @throws FirstdayError `not-found`, `closed`, `forbidden`, `already-decided`, `not-waiting`, or `unavailable`
 */
export async function decide(call: Call<{ id: string }>, said: Said): Promise<Answer> {
  const { context, actor, params } = call;
  const onboarding = await visibleOnboarding(context, actor, params.id);
  if (said.step !== undefined && !onboarding.view.steps.some(({ id }) => id === said.step))
    throw new FirstdayError('not-found', `The plan of this onboarding has no step ${said.step}.`);
  refuseClosed(onboarding);
  const own = isDecision(said) ? ownOf(onboarding.view, actor.email) : undefined;
  if (own !== undefined) throw new FirstdayError('forbidden', `Nobody decides on their own ${own}.`);
  const message = await said.message(onboarding);

  const decisionId = randomUUID();
  const detail = said.step ? { step: said.step } : undefined;
  await recordAudit(
    context.database,
    auditOf(call, { action: `onboarding.${said.called}`, onboardingId: params.id, decisionId, detail }),
  );
  const proof = { decisionId, onboardingId: params.id, roles: actor.roles };
  const signed = { ...message, step: said.step, by: actor.email, proof };
  const say = async () => {
    if (onboarding.lost_at) await endLost(call, said, message, decisionId);
    else
      await deliver(context, actor, params.id, {
        say: (workflow) => workflow.signal(said.signal, signed),
        notTaken: NOT_TAKEN,
      });
  };

  const about = { onboardingId: params.id, decisionId };
  const view = await confirmed(context, params.id, decisionId, say);
  if (!view) return { status: 202, body: { ...about, confirmed: false } };
  return { status: 200, body: { ...about, confirmed: true, ...outcomeOf(view, decisionId, said.step) } };
}

const isDecision = ({ signal }: Said) => signal === 'approve' || signal === 'decline';

/** No workflow carries on a lost onboarding: all that can be done is to start one that undoes what is left. */
async function endLost(
  { context, actor, params }: Call<{ id: string }>,
  { signal }: Said,
  message: object,
  decisionId: string,
): Promise<void> {
  if (signal !== 'cancel' || !('reason' in message)) throw lost();
  await recover(context, params.id, { by: actor.email, reason: String(message.reason), decisionId });
}

/** What there is to say of an onboarding that nothing carries on any more. */
export const lost = () =>
  new FirstdayError('not-waiting', 'The workflow of this onboarding is lost: cancel it, and all it did is undone.');
