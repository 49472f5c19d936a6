import type { Messages, SignalName } from '../../../src/domain/onboarding/messages';
import { createReason, type Reason } from '../../../src/domain/reasons/reason';
import { changePlanBySignal } from './plan-changes';
import { handleApprovalDecision } from './approvals';
import { handleFailureResolution } from './failure-resolutions';
import type { Onboarding } from '../onboarding';
import { describeOrigin, type MessageSource, identifyMessageSource, checkMessageAllowed } from '../message-source';
import { handleReminder } from './reminders';
import { replacePerson } from './person-replacement';
import { handleStepRedo } from './step-redo';
import { handleTaskCompletion, handleDelegation } from './tasks';

export type IncomingSignal = { [Name in SignalName]: { name: Name; message: Messages[Name] } }[SignalName];

/** Applies a well-formed signal, or records it in the timeline with the reason why it has no effect. */
export function dispatchSignal(onboarding: Onboarding, signal: IncomingSignal): void {
  const { message } = signal;
  const source = identifyMessageSource(onboarding, signal);
  const { proof } = source;
  if (proof !== undefined && !onboarding.registerDecision(proof.decisionId)) return;

  const reason = checkMessageAllowed(onboarding, signal) ?? handleSignal(onboarding, signal, source);
  if (reason === undefined) return;
  const step = 'step' in message ? message.step : undefined;
  onboarding.appendTimelineEntry({ kind: 'ignored', step, by: message.by, reason, ...describeOrigin(source) });
}

/** Returns the reason if the signal has no effect. */
function handleSignal(onboarding: Onboarding, signal: IncomingSignal, source: MessageSource): Reason | undefined {
  switch (signal.name) {
    case 'approve':
      return handleApprovalDecision(onboarding, 'approved', signal.message, source);
    case 'decline':
      return handleApprovalDecision(onboarding, 'declined', signal.message, source);
    case 'delegate':
      return handleDelegation(onboarding, signal.message, source);
    case 'remind':
      return handleReminder(onboarding, signal.message, source);
    case 'redoStep':
      return handleStepRedo(onboarding, signal.message, source);
    case 'completeTask':
      return handleTaskCompletion(onboarding, signal.message, source);
    case 'resolveFailure':
      return handleFailureResolution(onboarding, signal.message, source);
    case 'cancel':
      return handleCancellation(onboarding, signal.message, source);
    case 'replacePerson':
      void replacePerson(onboarding, signal.message, source);
      return undefined;
    case 'reschedule':
    case 'amend':
      void changePlanBySignal(onboarding, signal, source);
      return undefined;
  }
}

function handleCancellation(
  onboarding: Onboarding,
  { by, reason: comment, cohort, outcome = 'cancelled' }: Messages['cancel'],
  source: MessageSource,
): Reason | undefined {
  if (onboarding.termination !== undefined) return createReason('not-waiting.terminating', {});
  const reason = cohort === undefined ? undefined : createReason('cohort-cancelled', {});
  onboarding.appendTimelineEntry({ kind: 'cancel-requested', by, reason, comment, ...describeOrigin(source) });
  onboarding.terminate({ outcome, reason, comment, by });
  return undefined;
}
