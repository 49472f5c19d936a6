import { z } from 'zod';
import { code, instant, line } from '../../../domain/text/schemas';
import { pageOf, pageQuery } from '../../http/paging';

const MAX_CAPACITY = 10_000;

export const sessionsQuery = z.strictObject({
  course: code().optional(),
  from: instant().optional().meta({ description: 'Only sessions that start then or later.' }),
  ...pageQuery,
});

export const placeSchema = z.strictObject({ startsAt: instant(), id: z.string().min(1).max(64) });

const described = {
  course: code(),
  title: line(120),
  startsAt: instant(),
  endsAt: instant(),
  timeZone: line(60).refine(isTimeZone, 'must be a time zone, as Europe/Berlin'),
  place: line(200),
  capacity: z.number().int().min(1).max(MAX_CAPACITY),
};

export const newSession = z
  .strictObject(described)
  .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), {
    path: ['endsAt'],
    message: 'must be after startsAt',
  })
  .refine(({ startsAt }) => Date.parse(startsAt) > Date.now(), { path: ['startsAt'], message: 'must be in the future' })
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

export const sessionSchema = z
  .object({ id: z.string(), ...described, seatsFree: z.int(), sample: z.boolean() })
  .meta({ id: 'TrainingSession' });

export const sessionsSchema = pageOf(sessionSchema);

export const coursesQuery = z.strictObject({
  q: line(100).optional().meta({ description: 'Part of a course or its title.' }),
  limit: pageQuery.limit,
});

export const coursesSchema = z.object({
  items: z.array(z.object({ course: z.string(), title: z.string() }).meta({ id: 'Course' })),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
