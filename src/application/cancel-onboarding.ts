import { createHash } from 'node:crypto';
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { CohortCommand } from '../domain/cohort';
import { toOnboardingWorkflowId } from '../domain/ids';
import { createReason } from '../domain/reasons/reason';
import type { Cancellation } from '../domain/onboarding/messages';
import type { Database } from '../database/client';
import { sendSignal } from '../temporal/send-signal';
import { startSubmittedWorkflow } from './start-submitted-workflow';
import { recoverOnboarding } from './recover-onboarding';

const SIGNAL_TIMEOUT_MS = 5_000;

interface CohortCancellation {
  by: string;
  cohortId: string;
  comment?: string;
  authority?: CohortCommand['authority'];
}

/**
 * Cancels one onboarding of a cohort. Idempotent.
 * @throws if Temporal or the database does not respond
 */
export async function cancelOnboarding(
  deps: { database: Database; client: Client },
  onboarding: { id: string; orphaned_at: Date | null },
  { by, cohortId, comment, authority }: CohortCancellation,
): Promise<void> {
  const { id } = onboarding;
  const decisionId = authority && deriveDecisionId(authority.decisionId, id);
  if (onboarding.orphaned_at !== null) {
    const reason = createReason('cohort-cancelled', {});
    await recoverOnboarding(deps, id, { by, reason, comment, decisionId });
    return;
  }

  await startSubmittedWorkflow(deps, id);
  const proof =
    authority && decisionId ? { decisionId, onboardingId: id, signal: 'cancel', roles: authority.roles } : undefined;
  const message: Cancellation = { by, reason: comment, cohort: cohortId, proof };
  const handle = deps.client.workflow.getHandle(toOnboardingWorkflowId(id));
  await deps.client
    .withDeadline(Date.now() + SIGNAL_TIMEOUT_MS, () => sendSignal(handle, 'cancel', message))
    .catch((error: unknown) => {
      // The workflow has closed already; the database catches up without this signal.
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
}

/** Derives the decision id of one onboarding from that of its cohort. Deterministic, so a retry reuses it. */
function deriveDecisionId(decisionId: string, onboardingId: string): string {
  const hex = createHash('sha256').update(`${decisionId}/${onboardingId}`).digest('hex');
  // UUID version 8, variant 1 (RFC 9562): custom content.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
