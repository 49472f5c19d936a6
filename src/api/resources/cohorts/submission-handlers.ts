import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { MAX_COHORT_ROWS } from '../../../domain/cohort';
import { saveCohort } from '../../../database/cohorts';
import { findStoredResponse } from '../../../database/submissions';
import { createReasonReader } from '../../../i18n/render-reason';
import type { FieldError } from '../../../domain/field-errors/field-error';
import type { FirstdayError } from '../../../lib/errors';
import { buildAuditEntry } from '../../http/audit-entry';
import { addMessages } from '../../http/add-messages';
import type { ApiContext } from '../../http/context';
import { parseIdempotencyKey } from '../../http/idempotency';
import type { ApiResponse, ApiCall } from '../../http/route';
import { ensureRowLimit, createInvalidRowsError, MAX_REPORTED_ERRORS } from '../../http/row-errors';
import { type RowCheckResult, checkRows } from './check-rows';
import { buildCohortTemplate } from './columns';
import type { SubmittedRow } from './parse-cohort-csv';
import { getPlansSubject } from './plans-subject';
import { storedCohortReceiptSchema, type submitCohortQuerySchema, type templateQuerySchema } from './schema';

type SubmitCall = ApiCall<unknown, z.infer<typeof submitCohortQuerySchema>, { rows: SubmittedRow[] }>;

/** Validates each row, persists the cohort in one transaction, and triggers the starter. */
export async function submitCohort(call: SubmitCall): Promise<ApiResponse> {
  const { context, principal, body, query } = call;
  const isPartial = query.partial === 'true';
  const idempotency = parseIdempotencyKey(call, { ...body, partial: isPartial });
  const storedReceipt = idempotency && (await findStoredResponse(context.database, idempotency));
  if (storedReceipt !== undefined) return buildAcceptedResponse(storedReceipt, call);

  ensureRowLimit(body.rows.length, MAX_COHORT_ROWS);
  const checkResult = await checkRows(context, body.rows, { name: principal.name, email: principal.email });
  const errors = checkResult.invalid.flatMap(({ row, errors: rowErrors }) =>
    rowErrors.map((error) => ({ row, ...error })),
  );
  if (checkResult.valid.length === 0 || (errors.length > 0 && !isPartial))
    throw createInvalidCohortError(checkResult, errors, context);

  const id = randomUUID();
  const submittedAt = new Date().toISOString();
  const rows = { waiting: checkResult.valid.length, invalid: checkResult.invalid.length };
  const storedResponse = await saveCohort(context.database, {
    cohort: {
      id,
      submitted_by: principal.email,
      submitter_name: principal.name,
      submitted_through: principal.agent ?? null,
      submitted_at: submittedAt,
      options: JSON.stringify({ apiOnly: context.config.apiOnly, hasSearchAttributes: context.hasSearchAttributes }),
      command: JSON.stringify({ action: 'start' }),
    },
    rows: buildRowInserts(checkResult),
    response: { id, submittedAt, rows, errors: errors.length > 0 ? errors.slice(0, MAX_REPORTED_ERRORS) : undefined },
    idempotency,
    audit: buildAuditEntry(call, { action: 'cohort.submit', detail: { cohort: id, ...rows } }),
  });
  context.cohortStarter.trigger();
  return buildAcceptedResponse(storedResponse, call);
}

export const getCohortTemplate = ({
  query,
}: ApiCall<unknown, z.infer<typeof templateQuerySchema>>): Promise<ApiResponse> =>
  Promise.resolve({
    status: 200,
    body: buildCohortTemplate(query.separator),
    headers: { 'Content-Disposition': 'attachment; filename="cohort.csv"' },
  });

function createInvalidCohortError(
  { valid, invalid }: RowCheckResult,
  errors: FieldError[],
  { planner }: ApiContext,
): FirstdayError {
  const counts = { invalidRows: invalid.length, rows: valid.length + invalid.length };
  return createInvalidRowsError('invalid-rows.cohort', errors, counts, getPlansSubject(planner));
}

const buildRowInserts = ({ valid, invalid }: RowCheckResult) => [
  ...valid.map(({ row, request }) => ({ row, state: 'waiting' as const, request: JSON.stringify(request) })),
  ...invalid.map(({ row, errors }) => ({ row, state: 'invalid' as const, errors: JSON.stringify(errors) })),
];

function buildAcceptedResponse(storedResponse: unknown, { context, locale }: SubmitCall): ApiResponse {
  const receipt = storedCohortReceiptSchema.parse(storedResponse);
  const reader = createReasonReader(getPlansSubject(context.planner), locale);
  return { status: 202, body: addMessages(receipt, reader), headers: { Location: `/api/v1/cohorts/${receipt.id}` } };
}
