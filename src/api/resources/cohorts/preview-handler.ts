import { MAX_COHORT_ROWS } from '../../../domain/cohort';
import { listWarnings } from '../../../application/list-warnings';
import type { Warning } from '../../../domain/warnings/warning';
import type { Locale } from '../../../i18n/locales';
import { createReasonReader } from '../../../i18n/render-reason';
import { wordFieldErrors } from '../../../i18n/word-problem';
import type { Planner } from '../../../planning/planner';
import { addMessages } from '../../http/add-messages';
import type { ApiCall, ApiResponse } from '../../http/route';
import { ensureRowLimit, MAX_REPORTED_ERRORS } from '../../http/row-errors';
import { type CheckedRow, checkRows } from './check-rows';
import type { SubmittedRow } from './parse-cohort-csv';
import { getPlansSubject } from './plans-subject';

/** Checks all rows and warns of probable problems of them together. Persists and starts nothing. */
export async function previewCohort({
  context,
  principal,
  body,
  locale,
}: ApiCall<unknown, unknown, { rows: SubmittedRow[] }>): Promise<ApiResponse> {
  ensureRowLimit(body.rows.length, MAX_COHORT_ROWS);
  const { valid, invalid } = await checkRows(context, body.rows, { name: principal.name, email: principal.email });
  const errors = invalid.flatMap(({ row, errors: rowErrors }) => rowErrors.map((error) => ({ row, ...error })));
  const warnings = await listWarnings(context, valid, { now: new Date().toISOString() });
  const reader = createReasonReader(getPlansSubject(context.planner), locale);
  const checked = {
    rows: { valid: valid.length, invalid: invalid.length },
    ...(errors.length > 0 && { errors: errors.slice(0, MAX_REPORTED_ERRORS) }),
  };
  return {
    status: 200,
    body: {
      ...addMessages(checked, reader),
      warnings: wordWarnings(warnings.slice(0, MAX_REPORTED_ERRORS), valid, { planner: context.planner, locale }),
    },
  };
}

/** Words each warning in the time zone of its row. */
function wordWarnings(
  warnings: readonly Warning[],
  valid: readonly CheckedRow[],
  { planner, locale }: { planner: Planner; locale: Locale },
) {
  const plans = new Map(valid.map(({ row, plan }) => [row, plan]));
  return warnings.flatMap((warning) => {
    const plan = warning.row === undefined ? undefined : plans.get(warning.row);
    const subject = plan ? { steps: plan.steps, timeZone: plan.dayOne.timeZone } : getPlansSubject(planner);
    return wordFieldErrors([warning], createReasonReader(subject, locale));
  });
}
