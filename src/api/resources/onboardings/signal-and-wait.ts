import type { OnboardingView } from '../../../domain/onboarding/view';
import { findViewByDecision } from '../../../database/timeline';
import type { ApiContext } from '../../http/context';

/** Fallback for a lost notification of the write. */
const POLL_MS = 500;

/**
 * Sends the signal, then waits for the projected view that contains this decision id. Resolves to undefined on timeout,
 * for example when no worker is running. Reads the database on notification, which costs Temporal no query.
 */
export async function signalAndWait(
  { database, streams, config }: ApiContext,
  id: string,
  decisionId: string,
  sendSignal: () => Promise<void>,
): Promise<OnboardingView | undefined> {
  // Subscribes before sending, so that no notification is missed.
  const { wakeUp, close } = streams.watchOnboarding(id);
  try {
    await sendSignal();
    for (const deadline = Date.now() + config.answerTimeoutMs; Date.now() < deadline;) {
      await wakeUp.wait(POLL_MS);
      const view = await findViewByDecision(database, id, decisionId);
      if (view) return view;
    }
    return undefined;
  } finally {
    close();
  }
}
