import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { toOnboardingWorkflowId } from '../../../domain/ids';
import type { Messages, SignalName } from '../../../domain/onboarding/messages';
import type { OnboardingRow } from '../../../database/onboardings';
import { createReason } from '../../../domain/reasons/reason';
import { FirstdayError } from '../../../lib/errors';
import { describeError } from '../../../lib/background-loop';
import type { AuthenticatedPrincipal } from '../../http/route-access';
import type { ApiContext } from '../../http/context';
import { sendSignal } from '../../../temporal/send-signal';
import { withTimeout } from '../../../temporal/with-timeout';
import { createRejection } from '../../http/create-rejection';
import { loadVisibleOnboarding } from './handlers';

const START_POLL_MS = 100;

/**
 * Signals the workflow. If its start has not been delivered to Temporal yet, triggers the starter and retries.
 * @throws FirstdayError `closed`, or `unavailable` with `unreachableReason` if Temporal does not accept it in time
 */
export async function signalWorkflow<Name extends SignalName>(
  context: ApiContext,
  principal: AuthenticatedPrincipal,
  id: string,
  {
    name,
    message,
    unreachableReason,
  }: { name: Name; message: Messages[Name]; unreachableReason: 'unavailable.decision' | 'unavailable.change' },
): Promise<void> {
  const { answerTimeoutMs } = context.config;
  const deadline = Date.now() + answerTimeoutMs;
  const handle = context.client.workflow.getHandle(toOnboardingWorkflowId(id));
  let wasStarted = false;
  for (;;) {
    try {
      return await withTimeout(context.client, answerTimeoutMs, () => sendSignal(handle, name, message));
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) {
        context.logger.warn({ error: describeError(error) }, 'Temporal did not accept the signal');
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
