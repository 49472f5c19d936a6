import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { MOST_ROWS } from '../../../domain/cohort';
import { recordCohort } from '../../../database/cohorts';
import { keptAnswer } from '../../../database/idempotent-submissions';
import type { FieldError, FirstdayError } from '../../../lib/errors';
import { auditOf } from '../../http/audit-entry';
import { idempotencyOf } from '../../http/idempotency';
import type { Answer, Call } from '../../http/route';
import { refuseTooMany, rowsRefused, SHOWN_ERRORS } from '../../http/row-errors';
import { type Checked, checkRows } from './check';
import { template } from './columns';
import type { Row } from './csv';
import { cohortReceipt, type submitQuery, type templateQuery } from './schema';

type SubmitCall = Call<unknown, z.infer<typeof submitQuery>, { rows: Row[] }>;

/** Takes many requests: checks each, writes them down together, answers, and has them started. */
export async function submitCohort(call: SubmitCall): Promise<Answer> {
  const { context, actor, body, query } = call;
  const partial = query.partial === 'true';
  const idempotency = idempotencyOf(call, { ...body, partial });
  const kept = idempotency && (await keptAnswer(context.database, idempotency));
  if (kept !== undefined) return accepted(kept);

  refuseTooMany(body.rows.length, MOST_ROWS);
  const checked = await checkRows(context, body.rows, { name: actor.name, email: actor.email });
  const errors = checked.invalid.flatMap(({ row, errors: faults }) => faults.map((fault) => ({ row, ...fault })));
  if (checked.valid.length === 0 || (errors.length > 0 && !partial)) throw refusal(checked, errors);

  const id = randomUUID();
  const submittedAt = new Date().toISOString();
  const rows = { waiting: checked.valid.length, invalid: checked.invalid.length };
  const answer = await recordCohort(context.database, {
    cohort: {
      id,
      submitted_by: actor.email,
      submitter_name: actor.name,
      submitted_at: submittedAt,
      options: JSON.stringify({ apiOnly: context.config.apiOnly, searchAttributes: context.searchAttributes }),
      wanted: JSON.stringify({ what: 'start' }),
    },
    rows: rowsOf(checked),
    answer: { id, submittedAt, rows, errors: errors.length > 0 ? errors.slice(0, SHOWN_ERRORS) : undefined },
    idempotency,
    audit: auditOf(call, { action: 'cohort.submit', detail: { cohort: id, ...rows } }),
  });
  context.cohortStarter.wake();
  return accepted(answer);
}

/** A file to begin with. */
export const showTemplate = ({ query }: Call<unknown, z.infer<typeof templateQuery>>): Promise<Answer> =>
  Promise.resolve({
    status: 200,
    body: template(query.separator),
    headers: { 'Content-Disposition': 'attachment; filename="cohort.csv"' },
  });

function refusal({ valid, invalid }: Checked, errors: FieldError[]): FirstdayError {
  const counts = { invalidRows: invalid.length, rows: valid.length + invalid.length };
  return rowsRefused(errors, counts, 'Nothing was started.');
}

const rowsOf = ({ valid, invalid }: Checked) => [
  ...valid.map(({ row, request }) => ({ row, state: 'waiting' as const, request: JSON.stringify(request) })),
  ...invalid.map(({ row, errors }) => ({ row, state: 'invalid' as const, errors: JSON.stringify(errors) })),
];

function accepted(answer: unknown): Answer {
  const receipt = cohortReceipt.parse(answer);
  return { status: 202, body: receipt, headers: { Location: `/api/v1/cohorts/${receipt.id}` } };
}
