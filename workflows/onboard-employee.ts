import { allHandlersFinished, CancellationScope, condition, continueAsNew } from '@temporalio/workflow';
import type { OnboardingView } from '../src/domain/onboarding/view';
import { receiveMessages } from './onboarding/messages/handlers';
import { Onboarding } from './onboarding/onboarding';
import { acknowledgeEnd, keepProjected } from './onboarding/projection';
import { rollBack } from './onboarding/roll-back';
import { runSteps } from './onboarding/scheduler';
import { settle } from './onboarding/advance';
import type { EngineInput } from '../src/domain/onboarding/state';
import { asOfToday } from '../src/domain/onboarding/versions';

/**
 * One onboarding, from the submitted request to its final status.
 * Its plan comes resolved with the input: who decides, what runs when, and how patient to be.
 */
export async function onboardEmployee(input: EngineInput): Promise<OnboardingView> {
  const onboarding = new Onboarding(asOfToday(input));
  if (input.carried === undefined) settle(onboarding, true);
  receiveMessages(onboarding);
  obeyTemporalsCancel(onboarding);

  // Shielded: Temporal's own cancel means our `cancel`, and must not stop the rollback that follows.
  return CancellationScope.nonCancellable(async () => {
    void keepProjected(onboarding);

    const outcome = await runSteps(onboarding);
    if (outcome === 'history-full') return continueAsNew<typeof onboardEmployee>(onboarding.carriedOn);
    if (onboarding.ending !== undefined) await rollBack(onboarding);
    onboarding.close();

    await condition(() => allHandlersFinished() && onboarding.inFlight === 0);
    await acknowledgeEnd(onboarding);
    return onboarding.view();
  });
}

function obeyTemporalsCancel(onboarding: Onboarding): void {
  CancellationScope.current().cancelRequested.catch(() => {
    const reason = 'cancelled in Temporal';
    onboarding.record({ kind: 'cancel-requested', via: 'temporal (unverified)', note: reason });
    onboarding.end({ outcome: 'cancelled', reason });
  });
}
