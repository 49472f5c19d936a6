import { z } from 'zod';
import type { Awaited } from '../../../domain/onboarding/next-pending';
import { personSchema, requestSchema } from '../../../domain/request';
import { ONBOARDING_STATUSES, READINESS, ROLES, STEP_STATUSES } from '../../../domain/status';
import { code, email, instant, isoDate, line, prose } from '../../../domain/text/schemas';
import { OBSTACLES, onboardingViewSchema, stepViewSchema } from '../../../domain/onboarding/view';
import { SORTS } from '../../../database/onboarding-list';
import { pageOf, pageQuery } from '../../http/paging';
import { mergePatchOf } from './merge-patch';
import { dayOffSchema } from './preview-schema';

export const EXAMPLE_ID = '3f0c5a52-9b0e-4f0a-8a55-0d8f7d1f6b11';
const EXAMPLE_REQUEST = {
  employee: { givenName: 'Ada', familyName: 'Byron', personalEmail: 'ada@example.org' },
  job: { title: 'Engineer', department: 'Engineering', location: 'berlin', employmentType: 'employee', remote: false },
  manager: { name: 'Grace Murray', email: 'grace@example.com' },
  startDate: '2027-03-01',
  plan: 'standard',
  equipment: ['laptop-14'],
};

export const onboardingRequest = requestSchema.meta({ id: 'OnboardingRequest', example: EXAMPLE_REQUEST });

/** One value, or several with commas between them. */
export const anyOf = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)).min(1))
    .optional()
    .meta({ description: `One or several, with commas: ${values.join(', ')}.` });

export const idParams = z.object({ id: z.uuid().meta({ example: EXAMPLE_ID }) });
export const stepParams = idParams.extend({ step: code().meta({ example: 'managerApproval' }) });

export const listQuery = z.strictObject({
  status: anyOf(ONBOARDING_STATUSES),
  readiness: anyOf(READINESS),
  department: line(80).optional(),
  location: code().optional(),
  manager: email().optional().meta({ description: 'E-mail address of the manager.' }),
  startsFrom: isoDate().optional(),
  startsTo: isoDate().optional(),
  q: line(100).optional().meta({ description: 'Part of the employee’s name.' }),
  sort: z.enum(SORTS).default('newest').meta({
    description:
      'attention: what needs attention first, then what starts soonest, then what has ended. start: by start date. name: by the employee’s.',
  }),
  ...pageQuery,
});

export const placeSchema = z.strictObject({ submittedAt: instant(), id: z.uuid() });
export const listPlaceSchema = z.discriminatedUnion('sort', [
  z.strictObject({ sort: z.literal('newest'), value: instant(), id: z.uuid() }),
  z.strictObject({ sort: z.literal('attention'), value: z.int32(), id: z.uuid() }),
  z.strictObject({ sort: z.literal('start'), value: isoDate(), id: z.uuid() }),
  z.strictObject({ sort: z.literal('name'), value: z.string().max(500), id: z.uuid() }),
]);

export const receiptHeaders = z.object({ Location: z.string().meta({ description: 'The onboarding.' }) });

const awaitedSchema = z
  .object({
    step: z.string(),
    title: z.string(),
    status: z.enum(STEP_STATUSES),
    people: z.array(personSchema).optional(),
    roles: z.array(z.enum(ROLES)).optional(),
    since: instant().optional().meta({ description: 'Since when they are asked.' }),
    from: instant().optional().meta({ description: 'Where nobody is asked: when it begins.' }),
    dueAt: instant().optional(),
  })
  .meta({ description: 'What it waits for next, and whom.' }) satisfies z.ZodType<Awaited>;

const summarySchema = z
  .object({
    id: z.uuid(),
    plan: z.string(),
    status: z.enum(ONBOARDING_STATUSES),
    readiness: z.enum(READINESS),
    employeeName: z.string(),
    department: z.string(),
    location: z.string(),
    managerEmail: z.string(),
    startDate: isoDate(),
    submittedBy: z.string(),
    submittedAt: instant(),
    closedAt: instant().optional(),
    progress: z
      .object({ settled: z.int(), of: z.int() })
      .meta({ description: 'Steps that are done, of those that are to run.' }),
    obstacle: z.enum(OBSTACLES).optional().meta({ description: 'Why it does not go on by itself.' }),
    awaits: awaitedSchema.optional(),
    asOf: instant(),
  })
  .meta({ id: 'OnboardingSummary' });

export const listSchema = pageOf(summarySchema);

export const countsSchema = z
  .object({
    byStatus: z.partialRecord(z.enum(ONBOARDING_STATUSES), z.int()),
    byReadiness: z.partialRecord(z.enum(READINESS), z.int()),
  })
  .meta({ id: 'OnboardingCounts', description: 'Of those that are open.' });

const asOf = instant().meta({ description: 'When the database last heard from the workflow.' });
export const viewSchema = onboardingViewSchema.extend({ asOf }).meta({ id: 'Onboarding' });

/** A remark that somebody may make: an empty one is none. */
const remark = () =>
  prose(2000)
    .transform((text) => text || undefined)
    .optional();

export const commentBody = z.strictObject({ comment: remark() }).prefault({});
export const noteBody = z.strictObject({ note: remark() }).prefault({});
export const cancelBody = z.strictObject({ reason: line(2000) });
export const delegateBody = z.strictObject({
  to: email().meta({ description: 'One of the company’s people.', example: 'ivan@example.com' }),
});
export const completeBody = z
  .strictObject({
    note: remark(),
    answers: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
      .optional()
      .meta({ description: 'To the questions of the task’s form, by name.', example: { trackingNumber: 'Z-4711' } }),
  })
  .prefault({});
export const rescheduleBody = z.strictObject({ startDate: isoDate().meta({ example: '2027-04-05' }) });
export const amendBody = mergePatchOf(requestSchema).meta({
  id: 'OnboardingPatch',
  description:
    'A merge patch (RFC 7396): what is left out stays, null removes what may be missing, lists are replaced.',
  example: { job: { title: 'Senior engineer' }, equipment: ['laptop-16'], note: null },
});

export const decisionSchema = z
  .object({
    onboardingId: z.uuid(),
    decisionId: z.uuid(),
    confirmed: z.boolean().meta({ description: 'false: recorded, but the workflow has not answered yet.' }),
    outcome: z.string().optional().meta({ example: 'approved' }),
    status: z.enum(ONBOARDING_STATUSES).optional(),
    step: stepViewSchema.optional(),
  })
  .meta({ id: 'Decision' });

const movedSchema = z.object({
  step: z.string(),
  what: z.enum(['startAt', 'dueAt']),
  from: z.string().optional(),
  to: z.string().optional(),
});

export const changePreviewSchema = z
  .object({
    readiness: z.enum(READINESS),
    readinessCause: z.string().optional().meta({ description: 'The step to blame.' }),
    isDayOff: dayOffSchema,
    moved: z.array(movedSchema).meta({ description: 'Instants that would move.' }),
    askAgain: z.boolean().meta({ description: 'Whether approvals that were given would be asked for again.' }),
  })
  .meta({ id: 'PlanChangePreview' });

export const changeSchema = z
  .object({
    onboardingId: z.uuid(),
    decisionId: z.uuid(),
    confirmed: z.boolean().meta({ description: 'false: accepted, but the workflow has not come to an end with it.' }),
    view: onboardingViewSchema.optional().meta({ description: 'As it is now, without its timeline.' }),
    moved: z.array(movedSchema).optional().meta({ description: 'Instants that moved.' }),
    redone: z.array(z.string()).optional().meta({ description: 'Steps taken back, done anew, or asked again.' }),
  })
  .meta({ id: 'PlanChange' });
