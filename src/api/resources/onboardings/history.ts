import { WorkflowNotFoundError } from '@temporalio/client';
import type { z } from 'zod';
import { findOnboarding } from '../../../database/onboardings';
import { insertSecurityEvents } from '../../../database/security-events';
import { toOnboardingWorkflowId } from '../../../domain/ids';
import { createReason } from '../../../domain/reasons/reason';
import { describeError } from '../../../lib/background-loop';
import { FirstdayError } from '../../../lib/errors';
import { decodeHistory } from '../../../temporal/decode-history';
import { withTimeout } from '../../../temporal/with-timeout';
import type { ApiContext } from '../../http/context';
import type { ApiCall, ApiResponse } from '../../http/route';
import { buildSecurityEvent } from '../../http/security-event';
import type { idParamsSchema } from './schema';

const READ_TIMEOUT_MS = 30_000;

/** Reads the history of the latest run from Temporal, decoded. */
export async function getOnboardingHistory(call: ApiCall<z.infer<typeof idParamsSchema>>): Promise<ApiResponse> {
  const { context, params } = call;
  // Its roles may decode every payload, so visibility does not limit them.
  if (!(await findOnboarding(context.database, params.id, undefined))) throw new FirstdayError('not-found');
  await insertSecurityEvents(context.database, [
    buildSecurityEvent(call, { event: 'decode', onboarding_id: params.id, count: 1 }),
  ]);
  const workflowId = toOnboardingWorkflowId(params.id);
  const { events } = await fetchHistory(context, workflowId);
  return { status: 200, body: { items: await decodeHistory(context.client, workflowId, events ?? []) } };
}

/** @throws FirstdayError `not-found` before its start and after its retention, `unavailable` without Temporal */
async function fetchHistory({ client, logger }: ApiContext, workflowId: string) {
  const handle = client.workflow.getHandle(workflowId);
  try {
    return await withTimeout(client, READ_TIMEOUT_MS, () => handle.fetchHistory());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw new FirstdayError('not-found');
    logger.warn({ error: describeError(error) }, 'Temporal did not return a history');
    throw new FirstdayError('unavailable', createReason('unavailable.history', {}));
  }
}
