import { allHandlersFinished, CancellationScope, condition, continueAsNew } from '@temporalio/workflow';
import type { OnboardingView } from '../src/domain/onboarding/view';
import { createReason } from '../src/domain/reasons/reason';
import { registerMessageHandlers } from './onboarding/messages/handlers';
import { checkMessageAllowed } from './onboarding/message-source';
import { Onboarding } from './onboarding/onboarding';
import { persistFinalSnapshot, keepProjectionUpToDate } from './onboarding/projection';
import { keepSearchAttributesUpToDate } from './onboarding/search-attributes';
import { rollBack } from './onboarding/roll-back';
import { runSteps } from './onboarding/scheduler';
import { requireOnboardingInput } from './require-submitted-input';
import { openFirstSteps } from '../src/domain/onboarding/advance';
import type { EngineInput } from '../src/domain/onboarding/state';

/**
 * Runs one onboarding from the submitted request to its final status. The plan arrives resolved in the input:
 * assignees, instants and time limits. The result is the status alone: the database has the view.
 */
export async function onboardEmployee(input: EngineInput): Promise<Pick<OnboardingView, 'status'>> {
  requireOnboardingInput(input);
  const onboarding = new Onboarding(input);
  if (input.carriedState === undefined) openFirstSteps(onboarding);
  registerMessageHandlers(onboarding);
  handleTemporalCancellation(onboarding);

  // Shielded: Temporal's own cancel is handled as our `cancel`, and must not stop the rollback that follows.
  return CancellationScope.nonCancellable(async () => {
    void keepProjectionUpToDate(onboarding);
    void keepSearchAttributesUpToDate(onboarding);

    const outcome = await runSteps(onboarding);
    if (outcome === 'history-full') return continueAsNew<typeof onboardEmployee>(onboarding.inputForNextRun);
    if (onboarding.termination !== undefined) await rollBack(onboarding);
    onboarding.close();

    await condition(() => allHandlersFinished() && !onboarding.hasPendingCalls);
    await persistFinalSnapshot(onboarding);
    return { status: onboarding.status };
  });
}

/** Temporal's own cancel names no person and carries no proof. */
function handleTemporalCancellation(onboarding: Onboarding): void {
  CancellationScope.current().cancelRequested.catch(() => {
    const rejection = checkMessageAllowed(onboarding, { name: 'cancel', message: {} });
    if (rejection !== undefined) {
      onboarding.appendTimelineEntry({ kind: 'ignored', via: 'temporal (unverified)', reason: rejection });
      return;
    }
    const reason = createReason('cancelled-in-temporal', {});
    onboarding.appendTimelineEntry({ kind: 'cancel-requested', via: 'temporal (unverified)', reason });
    onboarding.terminate({ outcome: 'cancelled', reason });
  });
}
