import { setTimeout as sleep } from 'node:timers/promises';
import { type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import { workflowIdOf } from '../../../domain/ids';
import type { OnboardingRow } from '../../../database/onboardings';
import { FirstdayError } from '../../../lib/errors';
import { faultOf } from '../../../lib/background-loop';
import type { Actor } from '../../http/access';
import type { ApiContext } from '../../http/context';
import { within } from '../../../temporal/with-timeout';
import { visibleOnboarding } from './read';

const DELIVERY_POLL_MS = 100;

/**
 * Says something to the workflow; where the submission is not with Temporal yet, has it delivered first.
 * @throws FirstdayError `closed`, or `unavailable` with this text where Temporal does not take it in time
 */
export async function deliver<Taken>(
  context: ApiContext,
  actor: Actor,
  id: string,
  { say, notTaken }: { say: (workflow: WorkflowHandle) => Promise<Taken>; notTaken: string },
): Promise<Taken> {
  const { patienceMs } = context.config;
  const deadline = Date.now() + patienceMs;
  const handle = context.client.workflow.getHandle(workflowIdOf(id));
  let wasDelivered = false;
  for (;;) {
    try {
      return await within(context.client, patienceMs, () => say(handle));
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) {
        context.logger.warn({ fault: faultOf(error) }, 'Temporal did not take what was said');
        throw new FirstdayError('unavailable', notTaken);
      }
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

/** @throws FirstdayError `closed`, naming how and when it ended */
export function refuseClosed({ closed_at, status }: OnboardingRow): void {
  if (!closed_at) return;
  const detail = `This onboarding has ended: it is ${status} since ${closed_at.toISOString()}.`;
  throw new FirstdayError('closed', detail, [], { onboardingStatus: status });
}
