import type { OnboardingView } from '../../../domain/onboarding/view';
import { findViewByDecision } from '../../../database/timeline';
import type { ApiContext } from '../../http/context';

/** The notification of the write comes first; this is for where it is lost. */
const POLL_MS = 500;

/**
 * Has it said, and gives the view in which the workflow says what became of this decision; undefined where it does not in
 * time, no worker being there. Read where the worker writes it, when that is told: it costs Temporal no query.
 */
export async function signalAndWait(
  { database, streams, config }: ApiContext,
  id: string,
  decisionId: string,
  sendSignal: () => Promise<void>,
): Promise<OnboardingView | undefined> {
  // Listened for before it is said, so that no answer comes unheard.
  const { bell: wakeUp, close } = streams.watchOnboarding(id);
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
