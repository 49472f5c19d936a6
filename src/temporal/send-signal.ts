import type { WorkflowHandle } from '@temporalio/client';
import type { Messages, SignalName } from '../domain/onboarding/messages';

/** Signals an onboarding. The only sender: a message that does not belong to the signal must not compile. */
export const sendSignal = <Name extends SignalName>(
  handle: Pick<WorkflowHandle, 'signal'>,
  name: Name,
  message: Messages[Name],
): Promise<void> => handle.signal<[Messages[Name]]>(name, message);
