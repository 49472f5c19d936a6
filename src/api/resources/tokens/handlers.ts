import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import { findPerson } from '../../../database/people';
import { insertToken, listTokens, revokeToken, type TokenRow } from '../../../database/tokens';
import { FirstdayError } from '../../../lib/errors';
import { hashOf, newSecret } from '../../../auth/secrets';
import { auditOf } from '../../http/audit-entry';
import type { Answer, Call } from '../../http/route';
import type { newToken, tokenParams } from './schema';

const DAY_MS = 24 * 60 * 60_000;
/** So that a leaked token is recognised for what it is. */
const PREFIX = 'fd_';

/** Makes a token and shows it, this once. */
export async function addToken(call: Call<unknown, unknown, z.infer<typeof newToken>>): Promise<Answer> {
  const { email, roles, expiresInDays } = call.body;
  const { database } = call.context;
  const name = call.body.name ?? (await findPerson(database, email))?.name ?? email;
  const token = `${PREFIX}${newSecret()}`;
  const row = await database.transaction().execute(async (transaction) => {
    const id = randomUUID();
    const expires_at = new Date(Date.now() + expiresInDays * DAY_MS);
    await recordAudit(transaction, auditOf(call, { action: 'token.add', detail: { id, email, roles, expiresInDays } }));
    return insertToken(transaction, {
      id,
      hash: hashOf(token),
      email,
      name,
      roles,
      created_by: call.actor.email,
      expires_at,
    });
  });
  return { status: 201, body: { ...tokenOf(row), token } };
}

/** Every token ever made, without what is secret of it. */
export async function showTokens({ context }: Call): Promise<Answer> {
  const rows = await listTokens(context.database);
  return { status: 200, body: { items: rows.map(tokenOf) } };
}

/** Revokes a token from now on. @throws FirstdayError `not-found` */
export async function removeToken(call: Call<z.infer<typeof tokenParams>>): Promise<Answer> {
  const { id } = call.params;
  await call.context.database.transaction().execute(async (transaction) => {
    if (!(await revokeToken(transaction, id))) throw new FirstdayError('not-found');
    await recordAudit(transaction, auditOf(call, { action: 'token.revoke', detail: { id } }));
  });
  return { status: 204 };
}

const tokenOf = (row: Omit<TokenRow, 'hash'>) => ({
  id: row.id,
  email: row.email,
  name: row.name,
  roles: row.roles,
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at ?? undefined,
  revokedAt: row.revoked_at ?? undefined,
});
