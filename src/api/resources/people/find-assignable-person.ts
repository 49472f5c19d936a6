import type { PersonRow } from '../../../database/people';
import { findActivePerson } from '../../../database/people';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { createInvalidRequestError } from '../../../lib/errors';
import { isKnownApprover } from '../../../planning/approver-rule';
import type { ApiContext } from '../../http/context';

/**
 * Finds the active person to whom work is handed over.
 * @throws FirstdayError `invalid-request` at the field for an unknown person, or one without the right to approve if the work
 * includes an approval
 */
export async function findAssignablePerson(
  { database, config: { approvers } }: ApiContext,
  email: string,
  { field, includesApproval }: { field: string; includesApproval: boolean },
): Promise<PersonRow> {
  const person = await findActivePerson(database, email);
  if (person === undefined) throw createInvalidRequestError([createFieldError(field, 'person.unknown', {})]);
  if (includesApproval && approvers.isStrict && !isKnownApprover(email, [person], approvers))
    throw createInvalidRequestError([createFieldError(field, 'manager.not-approver', {})]);
  return person;
}
