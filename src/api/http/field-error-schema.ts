import { z } from 'zod';
import { reasonSchema } from '../../domain/reasons/reason-schema';

/** Field error as stored; the API adds the words of the caller. */
export const storedFieldErrorSchema = reasonSchema.extend({ row: z.int().optional(), field: z.string() });

export const fieldErrorSchema = storedFieldErrorSchema
  .extend({ message: z.string().meta({ description: 'Its words, in the language of the caller.' }) })
  .meta({ id: 'FieldError', description: 'What is not valid, as a reason at a field. `row`: in a file of many.' });
