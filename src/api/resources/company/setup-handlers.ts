import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { loadSetup } from '../../../application/load-setup';
import { removeSample } from '../../../application/remove-sample';
import { countSampleRows, listOpenSampleOnboardings } from '../../../database/sample-rows';
import { translate } from '../../../i18n/translate';
import { describeError } from '../../../lib/background-loop';
import { buildAuditEntry } from '../../http/audit-entry';
import type { ApiCall, ApiResponse } from '../../http/route';
import { requireFreshAdministrator } from '../../http/step-up';
import { terminateOnboarding } from '../onboardings/action-handlers';
import type { removeSampleBodySchema } from './setup-schema';

const CONCURRENT_CANCELLATIONS = 8;
const POLL_MS = 200;

/** Returns the checklist, derived from the facts. */
export const getSetup = async ({ context: { database, config } }: ApiCall): Promise<ApiResponse> => ({
  status: 200,
  body: await loadSetup({ database, ...config }),
});

/** Counts the rows that a removal of the sample would remove, and names the accounts that it would leave. */
export async function getSample(call: ApiCall): Promise<ApiResponse> {
  const { database } = call.context;
  const [counts, onboardings] = await Promise.all([countSampleRows(database), listOpenSampleOnboardings(database)]);
  return { status: 200, body: { ...counts, onboardings, keptAccounts: listKeptAccounts(call) } };
}

/**
 * Removes the sample company with its people, equipment and trainings.
 * @throws FirstdayError `conflict` naming the onboardings that are still open, also after they were cancelled; a rollback may
 *   wait for people, and the call is then repeated; `step-up-required`
 */
export async function postSampleRemoval(
  call: ApiCall<unknown, unknown, z.infer<typeof removeSampleBodySchema>>,
): Promise<ApiResponse> {
  requireFreshAdministrator(call);
  if (call.body.cancelOpen) await cancelSampleOnboardings(call);
  const body = await removeSample(call.context.database, {
    author: call.principal.email,
    keptEmails: listKeptAccounts(call),
    audit: (entry) => buildAuditEntry(call, entry),
  });
  return { status: 200, body };
}

const listKeptAccounts = ({ principal, context }: ApiCall): string[] => [
  ...new Set([principal.email, context.config.adminEmail]),
];

/** Cancels the open onboardings of the sample, and waits as long as for any decision until they are rolled back. */
async function cancelSampleOnboardings(call: ApiCall): Promise<void> {
  const { database, config } = call.context;
  const open = await listOpenSampleOnboardings(database);
  for (let index = 0; index < open.length; index += CONCURRENT_CANCELLATIONS)
    await Promise.all(open.slice(index, index + CONCURRENT_CANCELLATIONS).map(({ id }) => cancelOnboarding(call, id)));
  for (const deadline = Date.now() + config.answerTimeoutMs; Date.now() < deadline; await sleep(POLL_MS))
    if ((await listOpenSampleOnboardings(database)).length === 0) return;
}

/** An onboarding that is being rolled back already, or that Temporal does not reach, stays open and is listed in the answer. */
async function cancelOnboarding(call: ApiCall, id: string): Promise<void> {
  const body = { reason: translate(call.locale, 'setup.cancelReason') };
  await terminateOnboarding('cancel')({ ...call, params: { id }, body }).catch((error: unknown) => {
    call.context.logger.warn({ onboarding: id, error: describeError(error) }, 'An onboarding of the sample stays open');
  });
}
