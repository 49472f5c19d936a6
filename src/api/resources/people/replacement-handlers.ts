import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import { listOpenOnboardingsNaming } from '../../../database/open-onboardings';
import { replaceAsManagerAndDeputy } from '../../../database/people';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { createInvalidRequestError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import type { ApiCall, ApiResponse } from '../../http/route';
import { signalEach } from '../onboardings/signal-each';
import { findAssignablePerson } from './find-assignable-person';
import type { replacementBodySchema } from './replacement-schema';
import type { personParamsSchema } from './schema';

type ReplacementCall = ApiCall<z.infer<typeof personParamsSchema>, unknown, z.infer<typeof replacementBodySchema>>;

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
  const message = { person: params.email, substitute: { name: substitute.name, email: substitute.email } };
  const targets = ids.map((onboardingId) => ({ onboardingId, message }));
  return { status: 200, body: await signalEach(call, 'replacePerson', targets) };
}
