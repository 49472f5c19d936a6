import { z } from 'zod';
import { instantSchema } from '../../../domain/text/schemas';

export const historySchema = z
  .object({
    items: z.array(
      z.object({
        id: z.int(),
        at: instantSchema(),
        type: z.string().meta({ example: 'ActivityTaskScheduled' }),
        name: z.string().optional().meta({ description: 'Name of the activity, signal or update.' }),
        step: z.string().optional(),
        values: z.array(z.unknown()).meta({ description: 'Decoded input, result or message.' }),
        failure: z.object({ type: z.string().optional(), message: z.string() }).optional(),
      }),
    ),
  })
  .meta({ id: 'History' });
