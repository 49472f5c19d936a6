import { z } from 'zod';
import { codeSchema } from '../../../domain/text/schemas';
import { formFieldSchema } from '../../../domain/onboarding/view';
import { reasonSchema } from '../../../domain/reasons/reason-schema';
import type { LocationSummary } from '../../../planning/planner';

export const planParamsSchema = z.object({ name: codeSchema().meta({ example: 'standard' }) });

const planStepSchema = z.object({
  id: z.string(),
  kind: z.enum(['activity', 'approval', 'task']),
  title: z.string(),
  after: z.array(z.string()),
  start: z.string().optional(),
  due: z.string().optional(),
  condition: reasonSchema.optional().meta({ description: 'Only then does it belong to an onboarding.' }),
  when: z.string().optional().meta({ description: 'The condition, in the language of the caller.' }),
  assignee: z.string().optional().meta({ description: 'Who decides, or does it.' }),
  onlyAsBranch: z.boolean().optional().meta({ description: 'Runs only where the failure of another step leads here.' }),
  onFailure: z.record(z.string(), z.string()).optional().meta({ description: 'By type of error: the step instead.' }),
  escalation: z.array(z.string()).optional().meta({ description: 'What happens as time passes, in order.' }),
  form: z.array(formFieldSchema).optional(),
  skippable: z.boolean().optional(),
  redoWhenRescheduled: z.boolean().optional(),
  undoTask: z.string().optional().meta({ description: 'What somebody is asked for in a rollback.' }),
});

/** Relative times, durations and assignees are texts; a preview resolves them for one request. */
export const planSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    completeWithin: z.string().optional(),
    steps: z.array(planStepSchema),
  })
  .meta({ id: 'Plan' });

export type PlanAnswer = z.input<typeof planSchema>;

export const plansSchema = z.object({ items: z.array(planSchema) });

const locationSchema = z
  .object({ code: z.string(), title: z.string(), timeZone: z.string() })
  .meta({ id: 'Location' }) satisfies z.ZodType<LocationSummary>;

export const locationsSchema = z.object({ items: z.array(locationSchema) });
