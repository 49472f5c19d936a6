import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { hasAnyRole, HR_ROLES } from '../../../domain/roles';
import { recordAudit } from '../../../database/audit';
import { type AbsenceRow, listUpcomingAbsences, deleteAbsence, insertAbsence } from '../../../database/absences';
import { findActivePerson, findPerson } from '../../../database/people';
import { createFieldError } from '../../../domain/field-errors/field-error';
import { createReason } from '../../../domain/reasons/reason';
import { createInvalidRequestError, FirstdayError } from '../../../lib/errors';
import type { AuthenticatedPrincipal } from '../../http/route-access';
import { buildAuditEntry } from '../../http/audit-entry';
import type { ApiResponse, ApiCall } from '../../http/route';
import { listPendingSteps } from './pending-steps';
import type { absenceBodySchema, absenceParamsSchema, absencesParamsSchema } from './absence-schema';

const DAY_MS = 86_400_000;
const DAYS_PER_YEAR = 365;
const MAX_YEARS_AHEAD = 2;

type AbsencesParams = z.infer<typeof absencesParamsSchema>;
type NewAbsence = z.infer<typeof absenceBodySchema>;
type NewAbsenceCall = ApiCall<AbsencesParams, unknown, NewAbsence>;

/**
 * Omits past absences.
 * @throws FirstdayError `forbidden`
 */
export async function getAbsences({ context, principal, params }: ApiCall<AbsencesParams>): Promise<ApiResponse> {
  const rows = await listUpcomingAbsences(context.database, authorizeAbsentPerson(principal, params));
  return { status: 200, body: { items: rows.map(toAbsenceView) } };
}

/**
 * Requests that open during the absence go to the deputy. Those already open are returned, to be delegated by hand.
 * @throws FirstdayError `forbidden`, `not-found`, `invalid-request`, or `conflict` with another absence
 */
export async function addAbsence(call: NewAbsenceCall): Promise<ApiResponse> {
  const { principal, params, body, context } = call;
  const email = authorizeAbsentPerson(principal, params);
  if (email !== principal.email && !(await findPerson(context.database, email))) throw new FirstdayError('not-found');
  ensurePlausiblePeriod(body);
  await ensureValidDeputy(call, email);
  const row = await storeAbsence(call, email);
  return {
    status: 201,
    body: {
      ...toAbsenceView(row),
      pendingSteps: mayIncludeToday(body) ? await listPendingSteps(context.database, email) : [],
    },
  };
}

function storeAbsence(call: NewAbsenceCall, email: string): Promise<AbsenceRow> {
  const { from, to, deputy } = call.body;
  return call.context.database.transaction().execute(async (transaction) => {
    const columns = { email, from_date: from, to_date: to, deputy_email: deputy, created_by: call.principal.email };
    const row = await insertAbsence(transaction, { id: randomUUID(), ...columns });
    const detail = { email, from, to, deputy };
    await recordAudit(transaction, buildAuditEntry(call, { action: 'absence.add', detail }));
    return row;
  });
}

/** @throws FirstdayError `forbidden` or `not-found` */
export async function removeAbsence(call: ApiCall<z.infer<typeof absenceParamsSchema>>): Promise<ApiResponse> {
  const email = authorizeAbsentPerson(call.principal, call.params);
  const { id } = call.params;
  await call.context.database.transaction().execute(async (transaction) => {
    if (!(await deleteAbsence(transaction, email, id))) throw new FirstdayError('not-found');
    await recordAudit(transaction, buildAuditEntry(call, { action: 'absence.remove', detail: { email, id } }));
  });
  return { status: 204 };
}

/** Returns the person's e-mail address. People manage their own absences, HR and administrators any. */
function authorizeAbsentPerson(principal: AuthenticatedPrincipal, { email }: AbsencesParams): string {
  if (email === 'me' || email === principal.email) return principal.email;
  if (!hasAnyRole(principal, HR_ROLES)) throw new FirstdayError('forbidden', createReason('forbidden.absence', {}));
  return email;
}

function ensurePlausiblePeriod({ to }: NewAbsence): void {
  if (to < formatDateFromToday(-1)) throw createInvalidRequestError([createFieldError('to', 'in-past', {})]);
  if (to > formatDateFromToday(MAX_YEARS_AHEAD * DAYS_PER_YEAR))
    throw createInvalidRequestError([createFieldError('to', 'too-far-ahead', { years: MAX_YEARS_AHEAD })]);
}

/** Another person's deputy decides for them, and must be one to whom an administrator has given a role. */
async function ensureValidDeputy({ context, principal, body }: NewAbsenceCall, email: string): Promise<void> {
  if (body.deputy === email) throw createInvalidRequestError([createFieldError('deputy', 'deputy.is-self', {})]);
  const deputy = await findActivePerson(context.database, body.deputy);
  if (!deputy) throw createInvalidRequestError([createFieldError('deputy', 'person.unknown', {})]);
  if (email !== principal.email && deputy.roles.length === 0)
    throw createInvalidRequestError([createFieldError('deputy', 'deputy.no-role', {})]);
}

/** Adds a day on either side, because the current date depends on the time zone. */
const mayIncludeToday = ({ from, to }: NewAbsence): boolean =>
  from <= formatDateFromToday(1) && to >= formatDateFromToday(-1);

/** Returns the UTC date `offset` days from today. */
const formatDateFromToday = (offset: number): string =>
  new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);

const toAbsenceView = ({ id, email, from_date, to_date, deputy_email, created_by, created_at }: AbsenceRow) => ({
  id,
  email,
  from: from_date,
  to: to_date,
  deputy: deputy_email,
  createdBy: created_by,
  createdAt: created_at.toISOString(),
});
