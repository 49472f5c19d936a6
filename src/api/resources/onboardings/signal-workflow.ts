import { setTimeout as sleep } from 'node:timers/promises';
import { type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import { toOnboardingWorkflowId } from '../../../domain/ids';
import type { OnboardingRow } from '../../../database/onboardings';
import { createReason } from '../../../domain/reasons/reason';
import { FirstdayError } from '../../../lib/errors';
import { describeError } from '../../../lib/background-loop';
import type { AuthenticatedPrincipal } from '../../http/route-access';
import type { ApiContext } from '../../http/context';
import { withTimeout } from '../../../temporal/with-timeout';
import { createRejection } from '../../http/create-rejection';
import { loadVisibleOnboarding } from './handlers';

const START_POLL_MS = 100;

/**
 * Signals the workflow. If its start has not been delivered to Temporal yet, triggers the starter and retries.
 * @throws FirstdayError `closed`, or `unavailable`, with this reason if Temporal does not accept it in time
 */
export async function signalWorkflow<Taken>(
  context: ApiContext,
  principal: AuthenticatedPrincipal,
  id: string,
  {
    send,
    unreachableReason,
  }: {
    send: (workflow: WorkflowHandle) => Promise<Taken>;
    unreachableReason: 'unavailable.decision' | 'unavailable.change';
  },
): Promise<Taken> {
  const { answerTimeoutMs } = context.config;
  const deadline = Date.now() + answerTimeoutMs;
  const handle = context.client.workflow.getHandle(toOnboardingWorkflowId(id));
  let wasStarted = false;
  for (;;) {
    try {
      return await withTimeout(context.client, answerTimeoutMs, () => send(handle));
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) {
        context.logger.warn({ error: describeError(error) }, 'Temporal did not take what was said');
        throw new FirstdayError('unavailable', createReason(unreachableReason, {}));
      }
    }
    // Start delivered, but not running: it has closed or was terminated, and the database does not show it yet.
    if (wasStarted) throw new FirstdayError('closed');
    const onboarding = await loadVisibleOnboarding(context, principal, id);
    ensureNotClosed(onboarding);
    wasStarted = onboarding.workflow_started_at !== null;
    if (wasStarted) continue;
    if (Date.now() > deadline) throw new FirstdayError('unavailable', createReason('unavailable.not-delivered', {}));
    context.starter.trigger(id);
    await sleep(START_POLL_MS);
  }
}

/** @throws FirstdayError `closed` with the final status and the closing time */
export function ensureNotClosed({ closed_at, status, view }: OnboardingRow): void {
  if (!closed_at) return;
  const reason = createReason('closed.ended', { status, at: closed_at.toISOString() });
  throw createRejection(reason, view, { onboardingStatus: status });
}
