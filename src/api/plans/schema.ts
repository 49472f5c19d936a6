import { z } from 'zod';
import { code } from '../../contract/text';

export const planParams = z.object({ name: code().meta({ example: 'standard' }) });

export const planSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    steps: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['activity', 'approval', 'task']),
        title: z.string(),
        after: z.array(z.string()),
        start: z.string().optional(),
        when: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'Plan' });

export const plansSchema = z.object({ items: z.array(planSchema) });
