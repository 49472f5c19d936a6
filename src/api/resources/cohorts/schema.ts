import { z } from 'zod';
import { MAX_COHORT_ROWS, ROW_STATES } from '../../../domain/cohort';
import { personSchema } from '../../../domain/request';
import { ONBOARDING_STATUSES, READINESS_LEVELS } from '../../../domain/status';
import { instantSchema, isoDateSchema, singleLineTextSchema } from '../../../domain/text/schemas';
import { createEnumListSchema } from '../onboardings/schema';
import { fieldErrorSchema, storedFieldErrorSchema } from '../../http/field-error-schema';
import { warningsSchema } from '../../http/warning-schema';
import { createPageSchema, pageQueryFields } from '../../http/paging';

/** Rows are validated one by one later, so that one invalid row does not hide the errors of the others. */
const requestRowsSchema = z.array(z.unknown()).min(1);

export const cohortBodySchema = z
  .strictObject({
    rows: requestRowsSchema.meta({
      override: { type: 'array', items: { $ref: '#/components/schemas/OnboardingRequest' }, maxItems: MAX_COHORT_ROWS },
      description: `One request each, at most ${String(MAX_COHORT_ROWS)}; the first is row 1.`,
    }),
  })
  .transform(({ rows }) => ({ rows: rows.map((request, index) => ({ row: index + 1, request })) }));

export const submitCohortQuerySchema = z.strictObject({
  partial: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'true: invalid rows are reported, and the others start all the same.' }),
});

export const templateQuerySchema = z.strictObject({
  separator: z.enum([',', ';']).default(',').meta({ description: 'Spreadsheets in most of Europe want a semicolon.' }),
});

const rowErrorsSchema = z.array(fieldErrorSchema);

export const cohortReceiptSchema = z
  .object({
    id: z.uuid(),
    submittedAt: instantSchema(),
    rows: z.object({ waiting: z.int(), invalid: z.int() }),
    errors: rowErrorsSchema.optional().meta({ description: 'With `partial`: what is wrong with the rows left out.' }),
  })
  .meta({ id: 'CohortReceipt' });

export const cohortPreviewSchema = z
  .object({
    rows: z.object({ valid: z.int(), invalid: z.int() }),
    errors: rowErrorsSchema.optional().meta({ description: 'What is wrong with the invalid rows.' }),
    warnings: warningsSchema,
  })
  .meta({ id: 'CohortPreview' });

/** Kept for repeated calls, which may be in another language. */
export const storedCohortReceiptSchema = cohortReceiptSchema.extend({
  errors: z.array(storedFieldErrorSchema).optional(),
});

export const cohortHeadersSchema = z.object({ Location: z.string().meta({ description: 'The cohort.' }) });

const createCountsSchema = <Key extends string>(keys: readonly [Key, ...Key[]]) =>
  z.partialRecord(z.enum(keys), z.int());

const cohortSummarySchema = z.object({
  id: z.uuid(),
  submittedBy: personSchema,
  submittedAt: instantSchema(),
  command: z
    .object({
      action: z.enum(['start', 'resume', 'cancel']),
      by: z.string().optional(),
      comment: z.string().optional(),
    })
    .meta({ description: 'What was asked of it last through the API.' }),
  commandSent: z.boolean().meta({ description: 'false: its workflow has not been told yet.' }),
  rows: createCountsSchema(ROW_STATES).meta({ description: 'How many rows there are of each state.' }),
  open: z.int().meta({ description: 'Onboardings that have not ended.' }),
});

const cohortRowSchema = z.object({
  row: z.int(),
  state: z.enum(ROW_STATES),
  employeeName: z.string().optional(),
  startDate: isoDateSchema().optional(),
  onboardingId: z.uuid().optional(),
  status: z.enum(ONBOARDING_STATUSES).optional(),
  readiness: z.enum(READINESS_LEVELS).optional(),
  errors: rowErrorsSchema.optional(),
});

export const cohortSchema = cohortSummarySchema
  .extend({
    onboardings: z.object({
      status: createCountsSchema(ONBOARDING_STATUSES),
      readiness: createCountsSchema(READINESS_LEVELS).meta({ description: 'Of those that are open.' }),
    }),
    items: z.array(cohortRowSchema),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'Cohort' });

export const cohortsSchema = createPageSchema(cohortSummarySchema.meta({ id: 'CohortSummary' }));

export const cohortRowsQuerySchema = z.strictObject({ state: createEnumListSchema(ROW_STATES), ...pageQueryFields });
export const cohortsQuerySchema = z.strictObject(pageQueryFields);
export const cohortRowCursorSchema = z.strictObject({ row: z.int() });

export const cancelCohortBodySchema = z.strictObject({ reason: singleLineTextSchema(2000) });
