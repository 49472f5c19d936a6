import { z } from 'zod';
import { reasonSchema } from '../../domain/reasons/reason-schema';

export const warningSchema = reasonSchema
  .extend({
    row: z.int().optional().meta({ description: 'In a file of many; missing if it concerns the whole file.' }),
    field: z.string().optional(),
    message: z.string().optional().meta({ description: 'Its words, in the language of the caller.' }),
  })
  .meta({ id: 'Warning', description: 'What is allowed, but will probably go wrong.' });

export const warningsSchema = z
  .array(warningSchema)
  .meta({ description: 'What will probably go wrong; nothing here prevents the submission or change.' });
