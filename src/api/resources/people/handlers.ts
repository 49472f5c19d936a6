import type { z } from 'zod';
import type { Role } from '../../../domain/status';
import { recordAudit } from '../../../database/audit';
import { lockPerson, insertPerson, listPeople, type PersonRow, replacePerson } from '../../../database/people';
import { createReason } from '../../../domain/reasons/reason';
import { FirstdayError } from '../../../lib/errors';
import type { AuthenticatedPrincipal } from '../../http/route-access';
import { buildAuditEntry } from '../../http/audit-entry';
import { buildPage, decodeCursor } from '../../http/paging';
import type { ApiResponse, ApiCall } from '../../http/route';
import {
  type newPersonSchema,
  type peopleQuerySchema,
  type personUpdateSchema,
  type personParamsSchema,
  personCursorSchema,
} from './schema';

/** Ordered by e-mail address. */
export async function getPeople({
  context,
  query,
}: ApiCall<unknown, z.infer<typeof peopleQuerySchema>>): Promise<ApiResponse> {
  const { limit, cursor, ...filters } = query;
  const after = decodeCursor(cursor, personCursorSchema);
  const rows = await listPeople(context.database, { ...filters, after, limit: limit + 1 });
  return { status: 200, body: buildPage(rows, limit, toPersonView, ({ email }) => email) };
}

/** @throws FirstdayError `conflict` if the address is taken, `forbidden` if a non-administrator sets roles */
export async function addPerson(
  call: ApiCall<unknown, unknown, z.infer<typeof newPersonSchema>>,
): Promise<ApiResponse> {
  const { email, name, roles, managerEmail } = call.body;
  ensureCanChangeRoles(call.principal, [], roles);
  const row = await call.context.database.transaction().execute(async (transaction) => {
    const added = await insertPerson(transaction, { email, name, roles, manager_email: managerEmail ?? null });
    if (!added) throw new FirstdayError('conflict', createReason('conflict.person', {}));
    await recordAudit(transaction, buildAuditEntry(call, { action: 'people.add', detail: { email, roles } }));
    return added;
  });
  return { status: 201, body: toPersonView(row) };
}

/** @throws FirstdayError `not-found`, or `forbidden` if a non-administrator changes roles */
export async function putPerson(
  call: ApiCall<z.infer<typeof personParamsSchema>, unknown, z.infer<typeof personUpdateSchema>>,
): Promise<ApiResponse> {
  const { email } = call.params;
  const { name, roles, managerEmail } = call.body;
  const row = await call.context.database.transaction().execute(async (transaction) => {
    const before = await lockPerson(transaction, email);
    ensureCanChangeRoles(call.principal, before?.roles ?? [], roles);
    const replaced = await replacePerson(transaction, { email, name, roles, manager_email: managerEmail ?? null });
    if (!replaced) throw new FirstdayError('not-found');
    await recordAudit(transaction, buildAuditEntry(call, { action: 'people.replace', detail: { email, roles } }));
    return replaced;
  });
  return { status: 200, body: toPersonView(row) };
}

/** Plans select approvers of money and access by role, so only an administrator may change roles. */
function ensureCanChangeRoles(
  principal: AuthenticatedPrincipal,
  before: readonly Role[],
  after: readonly Role[],
): void {
  const isSame = before.length === after.length && after.every((role) => before.includes(role));
  if (!isSame && !principal.roles.includes('admin'))
    throw new FirstdayError('forbidden', createReason('forbidden.roles', {}));
}

const toPersonView = ({ email, name, roles, manager_email, sample }: PersonRow) => ({
  email,
  name,
  roles,
  managerEmail: manager_email ?? undefined,
  sample,
});
