import { randomUUID } from 'node:crypto';
import { begunIn, isApproved } from '../../../domain/onboarding/started-steps';
import type { UpdateName } from '../../../domain/onboarding/messages';
import { movedBetween, type PlanChange } from '../../../domain/plan/plan-change';
import type { ReplanCall, Replanned } from '../../../domain/planning-activities';
import type { ResolvedPlan } from '../../../domain/plan/types';
import type { OnboardingView } from '../../../domain/onboarding/view';
import { recordAudit } from '../../../database/audit';
import { plannedOf } from '../../../database/onboardings';
import { entriesAfter } from '../../../database/timeline';
import { FirstdayError } from '../../../lib/errors';
import { replanned } from '../../../application/replan-onboarding';
import { auditOf } from '../../http/audit-entry';
import type { ApiContext } from '../../http/context';
import type { Answer, Call } from '../../http/route';
import { confirmed } from './confirm';
import { lost } from './decide';
import { deliver, refuseClosed } from './deliver';
import { outcomeOf } from './outcome';
import { visibleOnboarding } from './read';

const NOT_TAKEN = 'Temporal is not reachable: the change may not have arrived. Look before you send it again.';

type OnboardingCall<Body = unknown> = Call<{ id: string }, unknown, Body>;

/** Moves the start date. */
export const reschedule = (call: OnboardingCall<{ startDate: string }>): Promise<Answer> =>
  change(call, 'reschedule', call.body, call.body);

/** Changes the request by a merge patch. @throws FirstdayError `invalid-request` where that is empty */
export async function amend(call: OnboardingCall<object>): Promise<Answer> {
  const fields = Object.keys(call.body);
  if (fields.length === 0)
    throw new FirstdayError('invalid-request', undefined, [{ field: '(body)', message: 'must change something' }]);
  return change(call, 'amend', { changes: call.body }, { fields });
}

/**
 * Has the workflow change its own plan: 200 with what became different, or 202 where it did not say so in time. Asked by
 * signal and not by update, which a workflow that is replayed may take in another order (docs/decisions/008). `detail` is
 * what the audit keeps: no personal data.
 * @throws FirstdayError `not-found`, `closed`, `not-waiting`, `unavailable`, and whatever planning refuses it with
 */
async function change(
  call: OnboardingCall,
  name: UpdateName,
  wanted: ReplanCall['change'],
  detail: object,
): Promise<Answer> {
  const { context, actor, params } = call;
  const onboarding = await visibleOnboarding(context, actor, params.id);
  refuseClosed(onboarding);
  if (onboarding.lost_at) throw lost();
  await refuseImpossible(context, onboarding.view, wanted);

  const decisionId = randomUUID();
  await recordAudit(
    context.database,
    auditOf(call, { action: `onboarding.${name}`, onboardingId: params.id, decisionId, detail }),
  );
  const proof = { decisionId, onboardingId: params.id, roles: actor.roles };
  const view = await confirmed(context, params.id, decisionId, () =>
    deliver(context, actor, params.id, {
      say: (workflow) => workflow.signal(name, { ...wanted, by: actor.email, proof }),
      notTaken: NOT_TAKEN,
    }),
  );
  const about = { onboardingId: params.id, decisionId };
  if (!view) return { status: 202, body: { ...about, confirmed: false } };
  outcomeOf(view, decisionId, undefined);
  return { status: 200, body: { ...about, confirmed: true, ...(await changeBetween(context, onboarding.view, view)) } };
}

/** What another start date would change. Nobody is asked, and nothing is done. */
export async function previewReschedule(call: OnboardingCall<{ startDate: string }>): Promise<Answer> {
  const onboarding = await visibleOnboarding(call.context, call.actor, call.params.id);
  refuseClosed(onboarding);
  const { before, after } = await refuseImpossible(call.context, onboarding.view, call.body);
  const { readiness, readinessCause, steps, dayOne } = after.plan;
  const moved = movedBetween(before.steps, steps);
  const body = { readiness, readinessCause, isDayOff: dayOne.isDayOff, moved, askAgain: after.askAgain };
  return { status: 200, body };
}

/** Says what is wrong with every field, before anybody is asked; the workflow, which may know more, judges again. */
async function refuseImpossible(
  { database, planner }: ApiContext,
  { id, steps, submittedBy }: OnboardingView,
  change: ReplanCall['change'],
): Promise<{ before: ResolvedPlan; after: Replanned }> {
  const { request, plan } = await plannedOf(database, id);
  const call = { request, plan, submittedBy, change, approved: isApproved(steps), begun: begunIn(steps) };
  return { before: plan, after: await replanned({ database, planner }, id, call, new Date().toISOString()) };
}

/** What became different, by the views before and after, and by what the timeline says was done with the change. */
async function changeBetween(
  { database }: ApiContext,
  before: OnboardingView,
  { timeline, ...after }: OnboardingView,
): Promise<PlanChange> {
  const moved = movedBetween(before.steps, after.steps);
  const since = await entriesAfter(database, after.id, timeline[0]?.seq ?? 0);
  const other = since.findIndex(({ kind }) => kind !== 'redone' && kind !== 'asked-again');
  const redone = since.slice(0, other === -1 ? undefined : other).flatMap(({ step }) => step ?? []);
  return { view: { ...after, timeline: [] }, moved, redone };
}
