import { z } from 'zod';
import { codeSchema } from '../../../domain/text/schemas';
import { reasonSchema } from '../../../domain/reasons/reason-schema';
import { textSchema } from '../../http/text-schema';
import { formFieldResponseSchema } from '../onboardings/view-schema';

export const planParamsSchema = z.object({ name: codeSchema().meta({ example: 'standard' }) });

const planStepSchema = z.object({
  id: z.string(),
  kind: z.enum(['activity', 'approval', 'task']),
  title: textSchema,
  after: z.array(z.string()),
  start: textSchema.optional(),
  due: textSchema.optional(),
  condition: reasonSchema.optional().meta({ description: 'Only then does it belong to an onboarding.' }),
  when: textSchema.optional(),
  forEach: textSchema.optional().meta({ description: 'An onboarding has one such step for each.' }),
  assignee: textSchema.optional(),
  onlyAsBranch: z.boolean().optional().meta({ description: 'Runs only where the failure of another step leads here.' }),
  onFailure: z.record(z.string(), z.string()).optional().meta({ description: 'By type of error: the step instead.' }),
  followedBy: z.string().optional().meta({ description: 'The branch that runs once the task is done.' }),
  escalation: z.array(textSchema).optional(),
  form: z.array(formFieldResponseSchema).optional(),
  skippable: z.boolean().optional().meta({ description: 'A person may skip the task.' }),
  essential: z
    .boolean()
    .optional()
    .meta({ description: 'false: a failure asks its owner, and never rolls back by itself.' }),
  redoWhenRescheduled: z.union([z.boolean(), z.literal('swap')]).optional(),
  undoTask: textSchema.optional(),
});

/** Relative times, durations and assignees are texts; a preview resolves them for one request. */
export const planSchema = z
  .object({
    name: z.string(),
    title: textSchema,
    completeWithin: textSchema.optional(),
    steps: z.array(planStepSchema),
  })
  .meta({ id: 'Plan' });

export type PlanResponse = z.input<typeof planSchema>;

export const plansSchema = z.object({ items: z.array(planSchema) });

const locationSchema = z.object({ code: z.string(), title: textSchema, timeZone: z.string() }).meta({ id: 'Location' });

export const departmentsSchema = z.object({
  items: z.array(z.object({ name: z.string() }).meta({ id: 'Department' })),
});

export const locationsSchema = z.object({ items: z.array(locationSchema) });

const licenceSchema = z.object({
  code: z.string(),
  title: textSchema,
  seats: z.int(),
  taken: z.int().meta({ description: 'Accounts that have it now. More than `seats` if seats were removed.' }),
});

export const systemsSchema = z.object({
  items: z.array(
    z
      .object({
        code: z.string(),
        title: textSchema,
        owner: z.string().meta({ description: 'Role or address: decides about access beyond a profile.' }),
        licences: z.array(licenceSchema),
      })
      .meta({ id: 'System' }),
  ),
});
