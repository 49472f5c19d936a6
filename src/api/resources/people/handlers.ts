import type { z } from 'zod';
import type { Role } from '../../../domain/status';
import { recordAudit } from '../../../database/audit';
import { lockPerson, insertPerson, listPeople, type PersonRow, replacePerson } from '../../../database/people';
import { FirstdayError } from '../../../lib/errors';
import type { Actor } from '../../http/access';
import { auditOf } from '../../http/audit-entry';
import { page, placeOf } from '../../http/paging';
import type { Answer, Call } from '../../http/route';
import { type newPerson, type peopleQuery, type personBody, type personParams, placeSchema } from './schema';

/** One page of the company's people, by e-mail address. */
export async function showPeople({ context, query }: Call<unknown, z.infer<typeof peopleQuery>>): Promise<Answer> {
  const { limit, cursor, ...filters } = query;
  const after = placeOf(cursor, placeSchema);
  const rows = await listPeople(context.database, { ...filters, after, limit: limit + 1 });
  return { status: 200, body: page(rows, limit, personOf, ({ email }) => email) };
}

/** Adds a person. @throws FirstdayError `conflict` where the address is known, `forbidden` for roles */
export async function addPerson(call: Call<unknown, unknown, z.infer<typeof newPerson>>): Promise<Answer> {
  const { email, name, roles, managerEmail } = call.body;
  refuseNewRoles(call.actor, [], roles);
  const row = await call.context.database.transaction().execute(async (transaction) => {
    const added = await insertPerson(transaction, { email, name, roles, manager_email: managerEmail ?? null });
    if (!added) throw new FirstdayError('conflict', 'There is a person with this address already.');
    await recordAudit(transaction, auditOf(call, { action: 'people.add', detail: { email, roles } }));
    return added;
  });
  return { status: 201, body: personOf(row) };
}

/** Replaces what is known of a person. @throws FirstdayError `not-found`, `forbidden` for other roles */
export async function putPerson(
  call: Call<z.infer<typeof personParams>, unknown, z.infer<typeof personBody>>,
): Promise<Answer> {
  const { email } = call.params;
  const { name, roles, managerEmail } = call.body;
  const row = await call.context.database.transaction().execute(async (transaction) => {
    const before = await lockPerson(transaction, email);
    refuseNewRoles(call.actor, before?.roles ?? [], roles);
    const replaced = await replacePerson(transaction, { email, name, roles, manager_email: managerEmail ?? null });
    if (!replaced) throw new FirstdayError('not-found');
    await recordAudit(transaction, auditOf(call, { action: 'people.replace', detail: { email, roles } }));
    return replaced;
  });
  return { status: 200, body: personOf(row) };
}

/** Roles decide whom a plan asks for money and rights: nobody but an administrator hands them out. */
function refuseNewRoles(actor: Actor, before: readonly Role[], after: readonly Role[]): void {
  const same = before.length === after.length && after.every((role) => before.includes(role));
  if (!same && !actor.roles.includes('admin'))
    throw new FirstdayError('forbidden', 'Only an administrator changes the roles of a person.');
}

const personOf = ({ email, name, roles, manager_email, sample }: PersonRow) => ({
  email,
  name,
  roles,
  managerEmail: manager_email ?? undefined,
  sample,
});
