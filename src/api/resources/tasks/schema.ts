import { z } from 'zod';
import { ONBOARDING_STATUSES } from '../../../domain/status';
import { instantSchema, isoDateSchema } from '../../../domain/text/schemas';
import { stepResponseSchema } from '../onboardings/view-schema';

export const tasksQuerySchema = z.strictObject({
  assignee: z.literal('me').default('me'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

const taskSchema = z
  .object({
    onboardingId: z.uuid(),
    employeeName: z.string(),
    startDate: isoDateSchema(),
    status: z.enum(ONBOARDING_STATUSES),
    kind: z.enum(['approval', 'task', 'undo-task', 'failure']).meta({
      description:
        'What to do: approve or decline; complete; complete the task that takes this one back; retry, do by hand, skip, roll back or accept.',
    }),
    dueAt: instantSchema().optional().meta({ description: 'When it ought to be answered, where the plan says so.' }),
    timeZone: z.string().meta({ description: 'Of the place where the new hire will work.' }),
    step: stepResponseSchema.meta({ description: 'With instructions and form, where it has them.' }),
    asOf: instantSchema(),
  })
  .meta({ id: 'Task' });

export const tasksSchema = z.object({ items: z.array(taskSchema) });
