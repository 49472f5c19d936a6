import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { recordAudit } from '../../../database/audit';
import { insertToken, listTokens, revokeToken, type TokenRow, type UsableToken } from '../../../database/tokens';
import { getFormatters } from '../../../i18n/formatters';
import { getTranslator } from '../../../i18n/translate';
import { describeError } from '../../../lib/background-loop';
import { createInvalidRequestError, FirstdayError } from '../../../lib/errors';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { findPrincipal, type NamedPrincipal } from '../../../auth/principals';
import { hashSecret, generateSecret } from '../../../auth/secrets';
import { buildAuditEntry } from '../../http/audit-entry';
import { buildPage, creationCursorSchema, decodeCursor, toCreationPosition } from '../../http/paging';
import { requireFreshAdministrator } from '../../http/step-up';
import type { ApiResponse, ApiCall } from '../../http/route';
import type { newTokenSchema, tokenParamsSchema, tokensQuerySchema } from './schema';

const DAY_MS = 24 * 60 * 60_000;
/** Makes a leaked token recognisable. */
const TOKEN_PREFIX = 'fd_';

type NewTokenCall = ApiCall<unknown, unknown, z.infer<typeof newTokenSchema>>;

/**
 * Returns the token this once: only its hash is stored. Its rights end with those of its owner.
 * @throws FirstdayError `invalid-request` if the owner has no active account, or lacks one of the roles;
 * `step-up-required`
 */
export async function createToken(call: NewTokenCall): Promise<ApiResponse> {
  requireFreshAdministrator(call);
  const owner = await requireOwner(call);
  const name = call.body.name ?? owner.name;
  const token = `${TOKEN_PREFIX}${generateSecret()}`;
  const row = await storeToken(call, name, hashSecret(token));
  if (row.email !== row.created_by) await notifyOwner(call, row, owner);
  return { status: 201, body: { ...toTokenView(row), token } };
}

/** The token acts as its owner, so the owner must know of it. A failure to send is logged: the token exists. */
async function notifyOwner({ context }: NewTokenCall, row: UsableToken, owner: NamedPrincipal): Promise<void> {
  const { id, email, name, roles, created_by: creator, expires_at: expiresAt } = row;
  const language = owner.language ?? (await context.company.read()).language;
  const t = getTranslator(language);
  const { formatList, formatInstant } = getFormatters(language);
  const values = {
    creator,
    roles: formatList(
      roles.map((role) => t(`status.role.${role}`)),
      'conjunction',
    ),
    until: expiresAt ? `${formatInstant(expiresAt.toISOString())} UTC` : '',
  };
  await context.mailer
    .send({
      key: `token/${id}`,
      kind: 'token-created',
      locale: language,
      to: [{ name, email }],
      subject: t('mails.token.subject'),
      blocks: [t('mails.token.text', values), t('mails.token.remedy')],
    })
    .catch((error: unknown) =>
      context.logger.error({ error: describeError(error) }, 'The owner of a token could not be notified'),
    );
}

async function requireOwner({ context, body }: NewTokenCall): Promise<NamedPrincipal> {
  const owner = await findPrincipal(context.database, body.email, context.config.adminEmail);
  if (owner === undefined) throw createInvalidRequestError([createFieldError('email', 'person.no-account', {})]);
  const missingRoles = body.roles.filter((role) => !owner.roles.includes(role));
  if (missingRoles.length === 0) return owner;
  const error = createFieldError('roles', 'roles.not-held', { roles: missingRoles });
  throw createInvalidRequestError([error]);
}

function storeToken(call: NewTokenCall, name: string, hash: string): Promise<Omit<TokenRow, 'hash'>> {
  const { email, roles, expiresInDays } = call.body;
  return call.context.database.transaction().execute(async (transaction) => {
    const id = randomUUID();
    const expires_at = new Date(Date.now() + expiresInDays * DAY_MS);
    const detail = { id, email, roles, expiresInDays };
    await recordAudit(transaction, buildAuditEntry(call, { action: 'token.add', detail }));
    const created_by = call.principal.email;
    return insertToken(transaction, { id, hash, email, name, roles, created_by, expires_at });
  });
}

/** Includes expired and revoked tokens, all without their secret. */
export async function getTokens({
  context,
  query: { limit, cursor },
}: ApiCall<unknown, z.infer<typeof tokensQuerySchema>>): Promise<ApiResponse> {
  const after = decodeCursor(cursor, creationCursorSchema);
  const rows = await listTokens(context.database, { after, limit: limit + 1 });
  return { status: 200, body: buildPage(rows, limit, toTokenView, toCreationPosition) };
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
