import type { z } from 'zod';
import { recordAudit } from '../../../../database/audit';
import { queueInvitations } from '../../../../database/invitations';
import { insertPeople } from '../../../../database/people';
import { createReason } from '../../../../domain/reasons/reason';
import { createReasonReader } from '../../../../i18n/render-reason';
import { FirstdayError } from '../../../../lib/errors';
import { addMessages } from '../../../http/add-messages';
import { buildAuditEntry } from '../../../http/audit-entry';
import { type CsvRow, parseCsv } from '../../../http/csv/parse-csv';
import type { ApiCall, ApiResponse } from '../../../http/route';
import { createInvalidRowsError, ensureRowLimit, MAX_REPORTED_ERRORS } from '../../../http/row-errors';
import { ensureCanChangeRoles } from '../handlers';
import { checkPeople, countRows } from './check-rows';
import { PEOPLE_COLUMNS } from './columns';
import { type importQuerySchema, MAX_IMPORT_PEOPLE } from '../import-schema';

const PEOPLE_CSV_FORMAT = { columns: PEOPLE_COLUMNS, maxLines: 2 * MAX_IMPORT_PEOPLE };

/** @throws FirstdayError as `parseCsv` */
export const parsePeopleCsv = (bytes: Buffer, contentType: string): { rows: CsvRow[] } => ({
  rows: parseCsv(bytes, contentType, PEOPLE_CSV_FORMAT),
});

/** Checks all rows. Adds and invites nobody. */
export async function previewPeople({
  context,
  body: { rows },
  locale,
}: ApiCall<unknown, unknown, { rows: CsvRow[] }>): Promise<ApiResponse> {
  ensureRowLimit(rows.length, MAX_IMPORT_PEOPLE);
  const { people, errors } = await checkPeople(context.database, rows);
  const body = {
    rows: { valid: people.length, invalid: countRows(errors) },
    errors: errors.slice(0, MAX_REPORTED_ERRORS),
    withRole: people.filter(({ roles }) => roles.length > 0).length,
  };
  return { status: 200, body: addMessages(body, createReasonReader({ steps: [], timeZone: 'UTC' }, locale)) };
}

/**
 * Adds all people of a file, or none.
 * @throws FirstdayError `invalid-rows` with the errors of each row, `conflict` if a concurrent call added one of them,
 *   `forbidden` or `step-up-required` for roles
 */
export async function importPeople(
  call: ApiCall<unknown, z.infer<typeof importQuerySchema>, { rows: CsvRow[] }>,
): Promise<ApiResponse> {
  const { body, query, principal, context } = call;
  ensureRowLimit(body.rows.length, MAX_IMPORT_PEOPLE);
  const { people, errors } = await checkPeople(context.database, body.rows);
  const counts = { invalidRows: countRows(errors), rows: body.rows.length };
  if (errors.length > 0) throw createInvalidRowsError('invalid-rows.people', errors, counts);
  ensureCanChangeRoles(
    call,
    [],
    people.flatMap(({ roles }) => roles),
  );
  const invited = query.invite === 'true' ? people.filter(({ roles }) => roles.length > 0) : [];
  await context.database.transaction().execute(async (transaction) => {
    const added = await insertPeople(transaction, people.map(toPersonInsert));
    if (added < people.length) throw new FirstdayError('conflict', createReason('conflict.person', {}));
    const emails = invited.map(({ email }) => email);
    await queueInvitations(transaction, emails, principal.email);
    const detail = { people: people.map(({ email, roles }) => ({ email, roles })) };
    await recordAudit(transaction, buildAuditEntry(call, { action: 'people.import', detail }));
  });
  return { status: 201, body: { added: people.length, invited: invited.length } };
}

const toPersonInsert = ({
  email,
  name,
  roles,
  managerEmail,
  language,
}: Awaited<ReturnType<typeof checkPeople>>['people'][number]) => ({
  email,
  name,
  roles,
  manager_email: managerEmail ?? null,
  language: language ?? null,
});
