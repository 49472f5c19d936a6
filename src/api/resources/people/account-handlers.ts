import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import { queueInvitations } from '../../../database/invitations';
import { unlinkIdentities } from '../../../database/identities';
import { findPerson, lockPerson, type PersonRow, setAccountState } from '../../../database/people';
import { revokeSessions } from '../../../database/sessions';
import { discardSignInLinks } from '../../../database/sign-in-links';
import { revokeTokens } from '../../../database/tokens';
import type { Database, DatabaseTransaction } from '../../../database/client';
import { createReason } from '../../../domain/reasons/reason';
import type { AccountState } from '../../../domain/status';
import { FirstdayError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import type { ApiCall, ApiResponse } from '../../http/route';
import { toPersonView } from './handlers';
import { listPendingSteps } from './pending-steps';
import type { reactivationBodySchema } from './account-schema';
import type { personParamsSchema } from './schema';

type AccountCall = ApiCall<z.infer<typeof personParamsSchema>>;
type ReactivationCall = ApiCall<z.infer<typeof personParamsSchema>, unknown, z.infer<typeof reactivationBodySchema>>;

const AUDIT_ACTIONS: Record<AccountState, string> = {
  active: 'people.reactivate',
  suspended: 'people.suspend',
  removed: 'people.remove',
};

/**
 * Suspending and removing end all access at once. A removed person’s tokens are revoked, so that reactivating the person
 * brings none back.
 * @throws FirstdayError `not-found`; `conflict` for the caller’s own account and that of the first administrator
 */
export const suspendAccount = (call: AccountCall): Promise<ApiResponse> => changeAccountState(call, 'suspended');

/** @throws FirstdayError as `suspendAccount` */
export const removeAccount = (call: AccountCall): Promise<ApiResponse> => changeAccountState(call, 'removed');

/**
 * Invites the person again, unless the call says otherwise.
 * @throws FirstdayError as `suspendAccount`
 */
export const reactivateAccount = (call: ReactivationCall): Promise<ApiResponse> =>
  changeAccountState(call, 'active', call.body.invite);

async function changeAccountState(call: AccountCall, state: AccountState, invite = false): Promise<ApiResponse> {
  const { email } = call.params;
  const { database, config } = call.context;
  if (email === call.principal.email) throw new FirstdayError('conflict', createReason('conflict.own-account', {}));
  if (email === config.adminEmail) throw new FirstdayError('conflict', createReason('conflict.first-admin', {}));
  const person = await database.transaction().execute(async (transaction) => {
    const before = await lockPerson(transaction, email);
    if (before === undefined) throw new FirstdayError('not-found');
    if (before.state === state) return before;
    if (invite) await queueInvitations(transaction, [email], call.principal.email);
    return applyAccountState(transaction, call, state);
  });
  return { status: 200, body: await toPersonDetails(database, person) };
}

/** @throws FirstdayError `not-found` */
export async function getPerson({ context, params }: AccountCall): Promise<ApiResponse> {
  const person = await findPerson(context.database, params.email);
  if (person === undefined) throw new FirstdayError('not-found');
  return { status: 200, body: await toPersonDetails(context.database, person) };
}

const toPersonDetails = async (database: Database, person: PersonRow) => ({
  ...toPersonView(person),
  pendingSteps: await listPendingSteps(database, person.email),
});

async function applyAccountState(
  transaction: DatabaseTransaction,
  call: AccountCall,
  state: AccountState,
): Promise<PersonRow> {
  const { email } = call.params;
  if (state !== 'active') {
    await revokeSessions(transaction, email);
    await discardSignInLinks(transaction, email);
  }
  if (state === 'removed') {
    await revokeTokens(transaction, email);
    // The address may later belong to another person.
    await unlinkIdentities(transaction, email);
  }
  await recordAudit(transaction, buildAuditEntry(call, { action: AUDIT_ACTIONS[state], detail: { email } }));
  return setAccountState(transaction, email, state);
}
