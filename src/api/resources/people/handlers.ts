import type { z } from 'zod';
import { hasAnyRole, HR_ROLES } from '../../../domain/roles';
import type { Role } from '../../../domain/status';
import { recordAudit } from '../../../database/audit';
import {
  insertPerson,
  listPeople,
  lockPerson,
  type PersonRow,
  replacePerson,
  setLanguage,
} from '../../../database/people';
import { queueInvitations } from '../../../database/invitations';
import { createReason } from '../../../domain/reasons/reason';
import { FirstdayError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import { buildPage, decodeCursor } from '../../http/paging';
import type { ApiResponse, ApiCall } from '../../http/route';
import { requireFreshAdministrator } from '../../http/step-up';
import {
  type newPersonSchema,
  type personPatchParamsSchema,
  type personPatchSchema,
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

/** @throws FirstdayError `conflict` if the address is taken, `forbidden` or `step-up-required` for roles */
export async function addPerson(
  call: ApiCall<unknown, unknown, z.infer<typeof newPersonSchema>>,
): Promise<ApiResponse> {
  const { email, name, roles, managerEmail, language, invite } = call.body;
  ensureCanChangeRoles(call, [], roles);
  const row = await call.context.database.transaction().execute(async (transaction) => {
    const fields = { email, name, roles, manager_email: managerEmail ?? null, language: language ?? null };
    const added = await insertPerson(transaction, fields);
    if (!added) throw new FirstdayError('conflict', createReason('conflict.person', {}));
    await recordAudit(transaction, buildAuditEntry(call, { action: 'people.add', detail: { email, roles } }));
    if (invite && roles.length > 0) await queueInvitations(transaction, [email], call.principal.email);
    return added;
  });
  return { status: 201, body: toPersonView(row) };
}

/** @throws FirstdayError `not-found`, or `forbidden` or `step-up-required` for other roles */
export async function putPerson(
  call: ApiCall<z.infer<typeof personParamsSchema>, unknown, z.infer<typeof personUpdateSchema>>,
): Promise<ApiResponse> {
  const { email } = call.params;
  const { name, roles, managerEmail, language, invite } = call.body;
  const row = await call.context.database.transaction().execute(async (transaction) => {
    const before = await lockPerson(transaction, email);
    ensureCanChangeRoles(call, before?.roles ?? [], roles);
    const fields = { name, roles, manager_email: managerEmail ?? null, language };
    const replaced = await replacePerson(transaction, { email, ...fields });
    if (!replaced) throw new FirstdayError('not-found');
    await recordAudit(transaction, buildAuditEntry(call, { action: 'people.replace', detail: { email, roles } }));
    // With their first role they can sign in.
    if (invite && before?.roles.length === 0 && roles.length > 0)
      await queueInvitations(transaction, [email], call.principal.email);
    return replaced;
  });
  return { status: 200, body: toPersonView(row) };
}

/**
 * People set their own language, HR and administrators anybody's.
 * @throws FirstdayError `forbidden`, or `not-found` for an address that is not in the company's list of people
 */
export async function patchPerson(
  call: ApiCall<z.infer<typeof personPatchParamsSchema>, unknown, z.infer<typeof personPatchSchema>>,
): Promise<ApiResponse> {
  const { principal, params, body } = call;
  const email = params.email === 'me' ? principal.email : params.email;
  if (email !== principal.email && !hasAnyRole(principal, HR_ROLES)) throw new FirstdayError('forbidden');
  const row = await call.context.database.transaction().execute(async (transaction) => {
    const changed = await setLanguage(transaction, email, body.language);
    if (!changed) throw new FirstdayError('not-found');
    await recordAudit(transaction, buildAuditEntry(call, { action: 'people.patch', detail: { email, ...body } }));
    return changed;
  });
  return { status: 200, body: toPersonView(row) };
}

/** Plans select approvers of money and access by role, so only an administrator may change roles. */
export function ensureCanChangeRoles(call: ApiCall, before: readonly Role[], after: readonly Role[]): void {
  const isSame = before.length === after.length && after.every((role) => before.includes(role));
  if (isSame) return;
  if (!call.principal.roles.includes('admin'))
    throw new FirstdayError('forbidden', createReason('forbidden.roles', {}));
  requireFreshAdministrator(call);
}

export const toPersonView = ({ email, name, roles, manager_email, language, state, sample }: PersonRow) => ({
  email,
  name,
  roles,
  managerEmail: manager_email ?? undefined,
  language: language ?? undefined,
  state,
  sample,
});
