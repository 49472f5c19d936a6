import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import { findPerson } from '../../../database/people';
import { insertToken, listTokens, revokeToken, type TokenRow } from '../../../database/tokens';
import { FirstdayError } from '../../../lib/errors';
import { hashSecret, generateSecret } from '../../../auth/secrets';
import { buildAuditEntry } from '../../http/audit-entry';
import type { ApiResponse, ApiCall } from '../../http/route';
import type { newTokenSchema, tokenParamsSchema } from './schema';

const DAY_MS = 24 * 60 * 60_000;
/** Makes a leaked token recognisable. */
const TOKEN_PREFIX = 'fd_';

/** Returns the token this once: only its hash is stored. */
export async function createToken(
  call: ApiCall<unknown, unknown, z.infer<typeof newTokenSchema>>,
): Promise<ApiResponse> {
  const { email, roles, expiresInDays } = call.body;
  const { database } = call.context;
  const name = call.body.name ?? (await findPerson(database, email))?.name ?? email;
  const token = `${TOKEN_PREFIX}${generateSecret()}`;
  const row = await database.transaction().execute(async (transaction) => {
    const id = randomUUID();
    const expires_at = new Date(Date.now() + expiresInDays * DAY_MS);
    await recordAudit(
      transaction,
      buildAuditEntry(call, { action: 'token.add', detail: { id, email, roles, expiresInDays } }),
    );
    return insertToken(transaction, {
      id,
      hash: hashSecret(token),
      email,
      name,
      roles,
      created_by: call.principal.email,
      expires_at,
    });
  });
  return { status: 201, body: { ...toTokenView(row), token } };
}

/** Includes expired and revoked tokens, all without their secret. */
export async function getTokens({ context }: ApiCall): Promise<ApiResponse> {
  const rows = await listTokens(context.database);
  return { status: 200, body: { items: rows.map(toTokenView) } };
}

/** @throws FirstdayError `not-found` */
export async function removeToken(call: ApiCall<z.infer<typeof tokenParamsSchema>>): Promise<ApiResponse> {
  const { id } = call.params;
  await call.context.database.transaction().execute(async (transaction) => {
    if (!(await revokeToken(transaction, id))) throw new FirstdayError('not-found');
    await recordAudit(transaction, buildAuditEntry(call, { action: 'token.revoke', detail: { id } }));
  });
  return { status: 204 };
}

const toTokenView = (row: Omit<TokenRow, 'hash'>) => ({
  id: row.id,
  email: row.email,
  name: row.name,
  roles: row.roles,
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at ?? undefined,
  revokedAt: row.revoked_at ?? undefined,
});
