import { z } from 'zod';
import { email, instant, isoDate } from '../../../domain/text/schemas';

const whose = z.union([z.literal('me'), email()]).meta({
  description: 'Whose absence it is: an e-mail address, or `me`.',
  example: 'me',
});

export const absencesParams = z.object({ email: whose });
export const absenceParams = z.object({
  email: whose,
  id: z.uuid().meta({ example: '9c8d5f3e-0b5e-4d0f-8f43-1f5d0a7c2b11' }),
});

export const absenceBody = z
  .strictObject({
    from: isoDate().meta({ description: 'The first day, by the calendar of the place.' }),
    to: isoDate().meta({ description: 'The last day.' }),
    deputy: email().meta({ description: 'Who stands in; one of the company’s people.' }),
  })
  .refine(({ from, to }) => to >= from, { path: ['to'], message: 'must not be before the first day' })
  .meta({ id: 'NewAbsence', example: { from: '2027-07-05', to: '2027-07-16', deputy: 'carla@example.com' } });

const absenceSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    from: isoDate(),
    to: isoDate(),
    deputy: z.string(),
    setBy: z.string(),
    createdAt: instant(),
  })
  .meta({ id: 'Absence' });

export const absencesSchema = z.object({ items: z.array(absenceSchema) });

export const declaredSchema = absenceSchema
  .extend({
    waiting: z
      .array(
        z.object({
          onboardingId: z.uuid(),
          employeeName: z.string(),
          step: z.string(),
          kind: z.enum(['activity', 'approval', 'task']),
          title: z.string(),
          dueAt: instant().optional(),
        }),
      )
      .meta({ description: 'What waits for this person already and is not handed on by itself: delegate it.' }),
  })
  .meta({ id: 'DeclaredAbsence' });
