import { z } from 'zod';
import { isTimeZone } from '../../../company/regions';
import { failWith } from '../../../domain/field-errors/fail-with';
import { codeSchema, instantSchema, singleLineTextSchema } from '../../../domain/text/schemas';
import { createPageSchema, pageQueryFields } from '../../http/paging';

const MAX_CAPACITY = 10_000;

export const trainingSessionsQuerySchema = z.strictObject({
  course: codeSchema().optional(),
  from: instantSchema().optional().meta({ description: 'Only sessions that start then or later.' }),
  ...pageQueryFields,
});

export const trainingSessionCursorSchema = z.strictObject({ startsAt: instantSchema(), id: z.string().min(1).max(64) });

const trainingSessionFields = {
  course: codeSchema(),
  title: singleLineTextSchema(120),
  startsAt: instantSchema(),
  endsAt: instantSchema(),
  timeZone: singleLineTextSchema(60).refine(isTimeZone, failWith('format.time-zone', {})),
  place: singleLineTextSchema(200),
  location: codeSchema().optional().meta({
    description: 'Location whose people attend it. Left out: open to everyone, as online.',
    example: 'berlin',
  }),
  capacity: z.number().int().min(0).max(MAX_CAPACITY).meta({ description: '0: closed for booking.' }),
};

export const newTrainingSessionSchema = z
  .strictObject(trainingSessionFields)
  .refine(
    ({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt),
    failWith('not-after-start', {}, 'endsAt'),
  )
  .refine(({ startsAt }) => Date.parse(startsAt) > Date.now(), failWith('not-in-future', {}, 'startsAt'))
  .meta({
    id: 'NewTrainingSession',
    example: {
      course: 'security-basics',
      title: 'Security basics',
      startsAt: '2027-03-02T09:00:00Z',
      endsAt: '2027-03-02T11:00:00Z',
      timeZone: 'Europe/Berlin',
      place: 'Room 4',
      capacity: 12,
    },
  });

const { startsAt, endsAt, timeZone, place, capacity } = trainingSessionFields;

export const trainingSessionChangeSchema = z
  .strictObject({ startsAt, endsAt, timeZone, place, capacity })
  .partial()
  .refine((change) => Object.keys(change).length > 0, failWith('nothing-to-change', {}))
  .meta({ id: 'TrainingSessionChange', example: { place: 'Room 5' } });

export const sessionParamsSchema = z.object({ id: z.string().min(1).max(64) });

export const trainingSessionSchema = z
  .object({
    id: z.string(),
    ...trainingSessionFields,
    seatsFree: z.int(),
    cancelled: z.boolean().meta({ description: 'true: nobody can book it any more.' }),
    sample: z.boolean(),
  })
  .meta({ id: 'TrainingSession' });

export const sessionChangeResultSchema = z
  .object({
    session: trainingSessionSchema,
    onboardings: z
      .array(z.uuid())
      .meta({ description: 'Open onboardings that book anew and correct their invitations.' }),
    unreachable: z.array(z.uuid()).meta({ description: 'Those that could not be reached: repeat the call.' }),
  })
  .meta({ id: 'SessionChangeResult' });

export const trainingSessionsSchema = createPageSchema(trainingSessionSchema);

export const coursesQuerySchema = z.strictObject({
  q: singleLineTextSchema(100).optional().meta({ description: 'Part of a course or its title.' }),
  limit: pageQueryFields.limit,
});

export const coursesSchema = z.object({
  items: z.array(z.object({ course: z.string(), title: z.string() }).meta({ id: 'Course' })),
});
