import { z } from 'zod';
import { ONBOARDING_STATUSES } from '../../contract/status';
import { instant, isoDate } from '../../contract/text';
import { stepViewSchema } from '../../contract/view';

export const tasksQuery = z.strictObject({
  assignee: z.literal('me').default('me'),
  limit: z.coerce.number().int().min(1).max(200).default(100).meta({ description: 'Counts onboardings.' }),
});

const taskSchema = z
  .object({
    onboardingId: z.uuid(),
    employeeName: z.string(),
    startDate: isoDate(),
    status: z.enum(ONBOARDING_STATUSES),
    step: stepViewSchema,
    asOf: instant(),
  })
  .meta({ id: 'Task' });

export const tasksSchema = z.object({ items: z.array(taskSchema) });
