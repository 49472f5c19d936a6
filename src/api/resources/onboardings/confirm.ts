import type { OnboardingView } from '../../../domain/onboarding/view';
import { viewWithDecision } from '../../../database/timeline';
import type { ApiContext } from '../../http/context';

/** The notification of the write comes first; this is for where it is lost. */
const POLL_MS = 500;

/**
 * Has it said, and gives the view in which the workflow says what became of this decision; undefined where it does not in
 * time, no worker being there. Read where the worker writes it, when that is told: it costs Temporal no query.
 */
export async function confirmed(
  { database, streams, config }: ApiContext,
  id: string,
  decisionId: string,
  say: () => Promise<void>,
): Promise<OnboardingView | undefined> {
  // Listened for before it is said, so that no answer comes unheard.
  const { bell, close } = streams.bellFor(id);
  try {
    await say();
    for (const deadline = Date.now() + config.patienceMs; Date.now() < deadline;) {
      await bell.wait(POLL_MS);
      const view = await viewWithDecision(database, id, decisionId);
      if (view) return view;
    }
    return undefined;
  } finally {
    close();
  }
}
