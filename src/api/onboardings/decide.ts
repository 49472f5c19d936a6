import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { workflowIdOf } from '../../contract/ids';
import type { SignalName } from '../../contract/messages';
import type { OnboardingView } from '../../contract/view';
import { recordAudit } from '../../database/audit';
import type { OnboardingRow } from '../../database/onboardings';
import { viewWithDecision } from '../../database/timeline';
import { FirstdayError } from '../../errors';
import { faultOf } from '../../repeat';
import { recover } from '../../temporal/recover';
import type { Actor } from '../access';
import { auditOf } from '../audited';
import type { ApiContext } from '../deps';
import type { Answer, Call } from '../route';
import { within } from '../within';
import { outcomeOf } from './outcome';
import { visibleOnboarding } from './read';

/** How long a caller waits for Temporal to take a decision, and again for the workflow to say what became of it. */
const PATIENCE_MS = 3_000;
const DELIVERY_POLL_MS = 100;
/** The notification of the write comes first; this is for where it is lost. */
const POLL_MS = 500;

/** What is said to the workflow, besides who says it and the proof. */
export interface Said {
  /** What the caller knows it by. */
  called: 'approve' | 'decline' | 'retry' | 'accept' | 'cancel';
  signal: SignalName;
  step?: string;
  message: Record<string, unknown>;
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
  if (isDecision(said) && onboarding.submitted_by === actor.email)
    throw new FirstdayError('forbidden', 'Nobody decides on their own submission.');

  const decisionId = randomUUID();
  const detail = said.step ? { step: said.step } : undefined;
  await recordAudit(
    context.database,
    auditOf(call, { action: `onboarding.${said.called}`, onboardingId: params.id, decisionId, detail }),
  );
  const by = actor.email;
  const proof = { decisionId, onboardingId: params.id, roles: actor.roles };
  if (onboarding.lost_at) await endLost(call, said, decisionId);
  else await send(context, actor, params.id, { ...said, message: { ...said.message, step: said.step, by, proof } });

  const about = { onboardingId: params.id, decisionId };
  const view = await confirmed(context, params.id, decisionId);
  if (!view) return { status: 202, body: { ...about, confirmed: false } };
  return { status: 200, body: { ...about, confirmed: true, ...outcomeOf(view, decisionId, said.step) } };
}

const isDecision = ({ signal }: Said) => signal === 'approve' || signal === 'decline';

function refuseClosed({ closed_at, status }: OnboardingRow): void {
  if (!closed_at) return;
  throw new FirstdayError(
    'closed',
    `This onboarding has ended: it is ${status} since ${closed_at.toISOString()}.`,
    [],
    {
      onboardingStatus: status,
    },
  );
}

/** No workflow carries on a lost onboarding: all that can be done is to start one that undoes what is left. */
async function endLost(
  { context, actor, params }: Call<{ id: string }>,
  said: Said,
  decisionId: string,
): Promise<void> {
  if (said.called !== 'cancel')
    throw new FirstdayError(
      'not-waiting',
      'The workflow of this onboarding is lost: cancel it, and all it did is undone.',
    );
  const reason = String(said.message.reason);
  await recover(context, params.id, { by: actor.email, reason, decisionId });
}

/** Sends the signal; where the submission is not with Temporal yet, has it delivered first. */
async function send(context: ApiContext, actor: Actor, id: string, { signal, message }: Said): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  const handle = context.client.workflow.getHandle(workflowIdOf(id));
  let wasDelivered = false;
  for (;;) {
    try {
      return await within(context.client, PATIENCE_MS, () => handle.signal(signal, message));
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw unreachable(context, error);
    }
    // Delivered before and not running: it ended, or somebody terminated it, and the database will hear of it.
    if (wasDelivered) throw new FirstdayError('closed');
    const onboarding = await visibleOnboarding(context, actor, id);
    refuseClosed(onboarding);
    wasDelivered = onboarding.delivered_at !== null;
    if (wasDelivered) continue;
    if (Date.now() > deadline)
      throw new FirstdayError('unavailable', 'This onboarding is not with Temporal yet: try again.');
    context.starter.wake(id);
    await sleep(DELIVERY_POLL_MS);
  }
}

function unreachable({ logger }: ApiContext, error: unknown): FirstdayError {
  logger.warn({ fault: faultOf(error) }, 'Temporal did not take a signal');
  return new FirstdayError('unavailable', 'Temporal is not reachable: the decision may not have arrived. Try again.');
}

/**
 * The view in which the workflow says what became of this decision; undefined where it does not in time, no worker being
 * there. Read where the worker writes it, at once: that costs Temporal no query.
 */
async function confirmed(
  { database, streams }: ApiContext,
  id: string,
  decisionId: string,
): Promise<OnboardingView | undefined> {
  const { bell, close } = streams.bellFor(id);
  try {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await bell.wait(POLL_MS)) {
      const view = await viewWithDecision(database, id, decisionId);
      if (view) return view;
    }
    return undefined;
  } finally {
    close();
  }
}
