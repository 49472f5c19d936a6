import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import { listOpenOnboardingsNaming } from '../../../database/open-onboardings';
import { type PersonRow, replaceAsManagerAndDeputy } from '../../../database/people';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { describeError } from '../../../lib/background-loop';
import { createInvalidRequestError, FirstdayError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import { buildProof } from '../../http/build-proof';
import type { ApiCall, ApiResponse } from '../../http/route';
import { signalWorkflow } from '../onboardings/signal-workflow';
import { findAssignablePerson } from './find-assignable-person';
import type { replacementBodySchema } from './replacement-schema';
import type { personParamsSchema } from './schema';

type ReplacementCall = ApiCall<z.infer<typeof personParamsSchema>, unknown, z.infer<typeof replacementBodySchema>>;

const CONCURRENT_SIGNALS = 16;

/**
 * Hands a person's reports, deputyships, and open and future steps of all open onboardings over to another person. Repeating
 * the call reaches the onboardings that could not be reached.
 * @throws FirstdayError `invalid-request` for an unknown person, or one without the right to approve
 */
export async function replacePerson(call: ReplacementCall): Promise<ApiResponse> {
  const { context, params, body } = call;
  if (body.by === params.email) throw createInvalidRequestError([createFieldError('by', 'deputy.is-self', {})]);
  const substitute = await findAssignablePerson(context, body.by, { field: 'by', includesApproval: true });
  await context.database.transaction().execute(async (transaction) => {
    await replaceAsManagerAndDeputy(transaction, params.email, substitute.email);
    const detail = { email: params.email, by: body.by };
    await recordAudit(transaction, buildAuditEntry(call, { action: 'people.replace', detail }));
  });
  const ids = await listOpenOnboardingsNaming(context.database, params.email);
  const unreachable: string[] = [];
  for (let index = 0; index < ids.length; index += CONCURRENT_SIGNALS) {
    const batch = ids.slice(index, index + CONCURRENT_SIGNALS);
    const results = await Promise.all(batch.map((id) => sendReplacement(call, id, substitute)));
    unreachable.push(...batch.filter((_id, position) => results[position] === false));
  }
  return { status: 200, body: { onboardings: ids.filter((id) => !unreachable.includes(id)), unreachable } };
}

/** Resolves to false if the workflow could not be reached. One that has closed meanwhile has nothing to hand over. */
async function sendReplacement(
  { context, principal, params }: ReplacementCall,
  onboardingId: string,
  { name, email }: PersonRow,
): Promise<boolean> {
  const signal = 'replacePerson';
  const proof = buildProof(principal, { decisionId: randomUUID(), onboardingId, signal });
  const message = { by: principal.email, person: params.email, substitute: { name, email }, proof };
  try {
    await signalWorkflow(context, principal, onboardingId, {
      name: signal,
      message,
      unreachableReason: 'unavailable.change',
    });
    return true;
  } catch (error) {
    if (error instanceof FirstdayError && error.code === 'closed') return true;
    context.logger.warn({ onboardingId, error: describeError(error) }, 'A replacement was not delivered');
    return false;
  }
}
