import { createHash } from 'node:crypto';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { CohortCommand } from '../domain/cohort';
import { toOnboardingWorkflowId } from '../domain/ids';
import type { Cancellation } from '../domain/onboarding/messages';
import type { Database } from '../database/client';
import { startSubmittedWorkflow } from './start-submitted-workflow';
import { recoverOnboarding } from './recover-onboarding';

const SIGNAL_TIMEOUT_MS = 5_000;

interface CohortCancellation {
  by: string;
  reason: string;
  authority?: CohortCommand['authority'];
}

/**
 * Cancels one onboarding of a cohort, as a person would have; doing it again changes nothing.
 * @throws where Temporal or the database does not answer
 */
export async function cancelOnboarding(
  deps: { database: Database; client: Client },
  onboarding: { id: string; lost_at: Date | null },
  { by, reason, authority }: CohortCancellation,
): Promise<void> {
  const { id } = onboarding;
  const decisionId = authority && deriveDecisionId(authority.decisionId, id);
  if (onboarding.lost_at !== null) return void (await recoverOnboarding(deps, id, { by, reason, decisionId }));

  await startSubmittedWorkflow(deps, id);
  const proof = authority && decisionId ? { decisionId, onboardingId: id, roles: authority.roles } : undefined;
  const message: Cancellation = { by, reason, proof };
  const handle = deps.client.workflow.getHandle(toOnboardingWorkflowId(id));
  await deps.client
    .withDeadline(Date.now() + SIGNAL_TIMEOUT_MS, () => handle.signal('cancel', message))
    .catch((error: unknown) => {
      // It has ended, and the database will hear of it.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
}

/** The id of the decision on one onboarding that follows from the one on its cohort: the same whenever it is asked for. */
function deriveDecisionId(decisionId: string, onboardingId: string): string {
  const hex = createHash('sha256').update(`${decisionId}/${onboardingId}`).digest('hex');
  // Version 8, variant 1 of RFC 9562: made of whatever its maker likes.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
