import { z } from 'zod';
import { failWith } from '../../../domain/field-errors/fail-with';
import { emailSchema, instantSchema, isoDateSchema } from '../../../domain/text/schemas';
import { pendingStepsSchema } from './pending-steps';

const absentPersonSchema = z.union([z.literal('me'), emailSchema()]).meta({
  description: 'Whose absence it is: an e-mail address, or `me`.',
  example: 'me',
});

export const absencesParamsSchema = z.object({ email: absentPersonSchema });
export const absenceParamsSchema = z.object({
  email: absentPersonSchema,
  id: z.uuid().meta({ example: '9c8d5f3e-0b5e-4d0f-8f43-1f5d0a7c2b11' }),
});

export const absenceBodySchema = z
  .strictObject({
    from: isoDateSchema().meta({ description: 'The first day, by the calendar of the place.' }),
    to: isoDateSchema().meta({ description: 'The last day.' }),
    deputy: emailSchema().meta({ description: 'Who stands in; one of the company’s people.' }),
  })
  .refine(({ from, to }) => to >= from, failWith('before-start', {}, 'to'))
  .meta({ id: 'NewAbsence', example: { from: '2027-07-05', to: '2027-07-16', deputy: 'carla@example.com' } });

const absenceSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    from: isoDateSchema(),
    to: isoDateSchema(),
    deputy: z.string(),
    createdBy: z.string(),
    createdAt: instantSchema(),
  })
  .meta({ id: 'Absence' });

export const absencesSchema = z.object({ items: z.array(absenceSchema) });

export const createdAbsenceSchema = absenceSchema
  .extend({
    pendingSteps: pendingStepsSchema.meta({
      description: 'What waits for this person already and is not handed on by itself: delegate it.',
    }),
  })
  .meta({ id: 'CreatedAbsence' });
