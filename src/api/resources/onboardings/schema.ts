import { z } from 'zod';
import type { NextPending } from '../../../domain/onboarding/next-pending';
import { personSchema, requestSchema } from '../../../domain/request';
import type { InOneLanguage } from '../../../domain/text/localized-text';
import { ONBOARDING_STATUSES, READINESS_LEVELS, ROLES, STEP_STATUSES } from '../../../domain/status';
import {
  codeSchema,
  emailSchema,
  instantSchema,
  isoDateSchema,
  singleLineTextSchema,
  multilineTextSchema,
} from '../../../domain/text/schemas';
import { INCIDENT_KINDS } from '../../../domain/onboarding/kinds';
import { CORRECTION_KINDS } from '../../../domain/plan/correction';
import { SORT_ORDERS } from '../../../database/onboarding-list';
import { createPageSchema, pageQueryFields } from '../../http/paging';
import { textSchema } from '../../http/text-schema';
import { warningsSchema } from '../../http/warning-schema';
import { createMergePatchSchema } from './merge-patch-schema';
import { onboardingResponseSchema, stepResponseSchema } from './view-schema';

export const EXAMPLE_ID = '3f0c5a52-9b0e-4f0a-8a55-0d8f7d1f6b11';
const EXAMPLE_REQUEST = {
  employee: { givenName: 'Ada', familyName: 'Byron', personalEmail: 'ada@example.org' },
  job: { title: 'Engineer', department: 'Engineering', location: 'berlin', employmentType: 'employee', remote: false },
  manager: { name: 'Grace Murray', email: 'grace@example.com' },
  startDate: '2027-03-01',
  plan: 'standard',
  equipment: ['laptop-14'],
};

export const onboardingRequestSchema = requestSchema.meta({ id: 'OnboardingRequest', example: EXAMPLE_REQUEST });

/** One value, or several separated by commas. */
export const createEnumListSchema = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)).min(1))
    .optional()
    .meta({ description: `One or several, with commas: ${values.join(', ')}.` });

export const idParamsSchema = z.object({ id: z.uuid().meta({ example: EXAMPLE_ID }) });
export const stepParamsSchema = idParamsSchema.extend({ step: codeSchema().meta({ example: 'managerApproval' }) });

export const onboardingsQuerySchema = z.strictObject({
  status: createEnumListSchema(ONBOARDING_STATUSES),
  readiness: createEnumListSchema(READINESS_LEVELS),
  department: singleLineTextSchema(80).optional(),
  location: codeSchema().optional(),
  manager: emailSchema().optional().meta({ description: 'E-mail address of the manager.' }),
  startsFrom: isoDateSchema().optional(),
  startsTo: isoDateSchema().optional(),
  q: singleLineTextSchema(100).optional().meta({
    description: 'Words in any order, from names and addresses of employee and manager, title and department.',
  }),
  sort: z.enum(SORT_ORDERS).default('newest').meta({
    description:
      'attention: what needs attention first, then what starts soonest, then what has ended. start: by start date. name: by the employee’s.',
  }),
  ...pageQueryFields,
});

export const cohortCursorSchema = z.strictObject({ submittedAt: instantSchema(), id: z.uuid() });
export const onboardingCursorSchema = z.discriminatedUnion('sort', [
  z.strictObject({ sort: z.literal('newest'), value: instantSchema(), id: z.uuid() }),
  z.strictObject({ sort: z.literal('attention'), value: z.int32(), id: z.uuid() }),
  z.strictObject({ sort: z.literal('start'), value: isoDateSchema(), id: z.uuid() }),
  z.strictObject({ sort: z.literal('name'), value: z.string().max(500), id: z.uuid() }),
]);

export const receiptHeadersSchema = z.object({ Location: z.string().meta({ description: 'The onboarding.' }) });

const nextPendingSchema = z
  .object({
    step: z.string(),
    title: textSchema,
    status: z.enum(STEP_STATUSES),
    people: z.array(personSchema).optional(),
    roles: z.array(z.enum(ROLES)).optional(),
    since: instantSchema().optional().meta({ description: 'Since when they are asked.' }),
    from: instantSchema().optional().meta({ description: 'Where nobody is asked: when it begins.' }),
    dueAt: instantSchema().optional(),
  })
  .meta({ description: 'What it waits for next, and whom.' }) satisfies z.ZodType<InOneLanguage<NextPending>>;

const onboardingSummarySchema = z
  .object({
    id: z.uuid(),
    plan: z.string(),
    status: z.enum(ONBOARDING_STATUSES),
    readiness: z.enum(READINESS_LEVELS),
    employeeName: z.string(),
    department: z.string(),
    location: z.string(),
    managerEmail: z.string(),
    startDate: isoDateSchema(),
    submittedBy: z.string(),
    submittedAt: instantSchema(),
    closedAt: instantSchema().optional(),
    progress: z
      .object({ completed: z.int(), total: z.int() })
      .meta({ description: 'Steps that are done, of those that are to run.' }),
    incident: z.enum(INCIDENT_KINDS).optional().meta({ description: 'Why it does not go on by itself.' }),
    nextPending: nextPendingSchema.optional(),
    asOf: instantSchema(),
  })
  .meta({ id: 'OnboardingSummary' });

export const onboardingsSchema = createPageSchema(onboardingSummarySchema);

export const onboardingCountsSchema = z
  .object({
    byStatus: z.partialRecord(z.enum(ONBOARDING_STATUSES), z.int()),
    byReadiness: z.partialRecord(z.enum(READINESS_LEVELS), z.int()),
  })
  .meta({ id: 'OnboardingCounts', description: 'Of those that are open.' });

const asOfSchema = instantSchema().meta({ description: 'When the database last heard from the workflow.' });
export const onboardingSchema = onboardingResponseSchema.extend({ asOf: asOfSchema }).meta({ id: 'Onboarding' });

/** Optional text; an empty one becomes undefined. */
const createRemarkSchema = () =>
  multilineTextSchema(2000)
    .transform((text) => text || undefined)
    .optional();

export const commentBodySchema = z.strictObject({ comment: createRemarkSchema() }).prefault({});
export const noteBodySchema = z.strictObject({ note: createRemarkSchema() }).prefault({});
export const cancelBodySchema = z.strictObject({ reason: singleLineTextSchema(2000) });
export const delegateBodySchema = z.strictObject({
  to: emailSchema().meta({ description: 'One of the company’s people.', example: 'ivan@example.com' }),
});
export const completeTaskBodySchema = z
  .strictObject({
    note: createRemarkSchema(),
    answers: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .optional()
      .meta({ description: 'To the questions of the task’s form, by name.', example: { trackingNumber: 'Z-4711' } }),
  })
  .prefault({});
export const rescheduleBodySchema = z.strictObject({ startDate: isoDateSchema().meta({ example: '2027-04-05' }) });
export const amendBodySchema = createMergePatchSchema(requestSchema).meta({
  id: 'OnboardingPatch',
  description:
    'A merge patch (RFC 7396): what is left out stays, null removes what may be missing, lists are replaced.',
  example: { job: { title: 'Senior engineer' }, equipment: ['laptop-16'], note: null },
});

export const actionResultSchema = z
  .object({
    onboardingId: z.uuid(),
    decisionId: z.uuid(),
    confirmed: z.boolean().meta({ description: 'false: recorded, but the workflow has not answered yet.' }),
    outcome: z.string().optional().meta({ example: 'approved' }),
    status: z.enum(ONBOARDING_STATUSES).optional(),
    step: stepResponseSchema.optional(),
  })
  .meta({ id: 'ActionResult' });

const movedInstantSchema = z.object({
  step: z.string(),
  field: z.enum(['startAt', 'dueAt']),
  from: z.string().optional(),
  to: z.string().optional(),
});

export const planChangePreviewSchema = z
  .object({
    readiness: z.enum(READINESS_LEVELS),
    readinessCause: z.string().optional().meta({ description: 'The step to blame.' }),
    moved: z.array(movedInstantSchema).meta({ description: 'Instants that would move.' }),
    requiresReapproval: z
      .boolean()
      .meta({ description: 'Whether approvals that were given would be asked for again.' }),
    corrections: z
      .array(z.object({ step: z.string(), kind: z.enum(CORRECTION_KINDS), fields: z.array(z.string()) }))
      .meta({
        description:
          'Steps that have used changed data. `redo`: repeated; `update`: changed in place; `undo`: no longer part of the ' +
          'plan; `hand-over`: a person gets a task to correct it. `fields`: the changed fields that the step has read.',
      }),
    warnings: warningsSchema,
  })
  .meta({ id: 'PlanChangePreview' });

export const planChangeSchema = z
  .object({
    onboardingId: z.uuid(),
    decisionId: z.uuid(),
    confirmed: z.boolean().meta({ description: 'false: accepted, but the workflow has not come to an end with it.' }),
    view: onboardingResponseSchema.optional().meta({ description: 'As it is now, without its timeline.' }),
    moved: z.array(movedInstantSchema).optional().meta({ description: 'Instants that moved.' }),
    redone: z.array(z.string()).optional().meta({ description: 'Steps taken back, done anew, or asked again.' }),
  })
  .meta({ id: 'PlanChange' });
