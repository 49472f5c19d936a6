import { z } from 'zod';
import { MOST_ROWS, ROW_STATES } from '../../../domain/cohort';
import { personSchema } from '../../../domain/request';
import { ONBOARDING_STATUSES, READINESS } from '../../../domain/status';
import { instant, isoDate, line } from '../../../domain/text/schemas';
import { anyOf } from '../onboardings/schema';
import { pageOf, pageQuery } from '../../http/paging';

/** Checked row by row later, so that one bad row does not hide what is wrong with the others. */
const requests = z.array(z.unknown()).min(1);

export const cohortBody = z
  .strictObject({
    rows: requests.meta({
      override: { type: 'array', items: { $ref: '#/components/schemas/OnboardingRequest' }, maxItems: MOST_ROWS },
      description: `One request each, at most ${String(MOST_ROWS)}; the first is row 1.`,
    }),
  })
  .transform(({ rows }) => ({ rows: rows.map((request, index) => ({ row: index + 1, request })) }));

export const submitQuery = z.strictObject({
  partial: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'true: invalid rows are reported, and the others start all the same.' }),
});

export const templateQuery = z.strictObject({
  separator: z.enum([',', ';']).default(',').meta({ description: 'Spreadsheets in most of Europe want a semicolon.' }),
});

const errorsSchema = z.array(z.object({ row: z.int().optional(), field: z.string(), message: z.string() }));

export const cohortReceipt = z
  .object({
    id: z.uuid(),
    submittedAt: instant(),
    rows: z.object({ waiting: z.int(), invalid: z.int() }),
    errors: errorsSchema.optional().meta({ description: 'With `partial`: what is wrong with the rows left out.' }),
  })
  .meta({ id: 'CohortReceipt' });

export const cohortHeaders = z.object({ Location: z.string().meta({ description: 'The cohort.' }) });

const counts = <Key extends string>(keys: readonly [Key, ...Key[]]) => z.partialRecord(z.enum(keys), z.int());

const summarySchema = z.object({
  id: z.uuid(),
  submittedBy: personSchema,
  submittedAt: instant(),
  wanted: z
    .object({ what: z.enum(['start', 'resume', 'cancel']), by: z.string().optional(), reason: z.string().optional() })
    .meta({ description: 'What was asked of it last through the API.' }),
  delivered: z.boolean().meta({ description: 'false: its workflow has not been told yet.' }),
  rows: counts(ROW_STATES).meta({ description: 'How many rows there are of each state.' }),
  open: z.int().meta({ description: 'Onboardings that have not ended.' }),
});

const rowSchema = z.object({
  row: z.int(),
  state: z.enum(ROW_STATES),
  employeeName: z.string().optional(),
  startDate: isoDate().optional(),
  onboardingId: z.uuid().optional(),
  status: z.enum(ONBOARDING_STATUSES).optional(),
  readiness: z.enum(READINESS).optional(),
  errors: errorsSchema.optional(),
});

export const cohortSchema = summarySchema
  .extend({
    onboardings: z.object({
      status: counts(ONBOARDING_STATUSES),
      readiness: counts(READINESS).meta({ description: 'Of those that are open.' }),
    }),
    items: z.array(rowSchema),
    nextCursor: z.string().optional(),
  })
  .meta({ id: 'Cohort' });

export const cohortsSchema = pageOf(summarySchema.meta({ id: 'CohortSummary' }));

export const rowsQuery = z.strictObject({ state: anyOf(ROW_STATES), ...pageQuery });
export const cohortsQuery = z.strictObject(pageQuery);
export const rowPlace = z.strictObject({ row: z.int() });

export const cancelCohortBody = z.strictObject({ reason: line(2000) });
