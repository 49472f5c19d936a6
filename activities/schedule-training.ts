import { z } from 'zod';
import { codeSchema, instantSchema } from '../src/domain/text/schemas';
import { defineActivity } from './define-activity';
import { listOlderKeys } from './older-keys';

export const bookingSchema = z.object({
  course: z.string(),
  title: z.string(),
  sessionId: z.string(),
  startsAt: instantSchema(),
  endsAt: instantSchema(),
  timeZone: z.string(),
  place: z.string(),
});

const settingsSchema = z.strictObject({
  trainings: z.array(codeSchema()).default([]),
  /** True to book these instead of the trainings of the request, for example in a fallback branch. */
  overridesRequest: z.boolean().default(false),
});

/**
 * Books a seat in each training of the request, or else of the plan, in sessions that the new hire can attend. After a moved
 * start date, the seats of earlier generations are released only once the new ones are booked.
 */
export const scheduleTraining = defineActivity({
  title: { en: 'Schedule training', de: 'Schulungen buchen' },
  uses: ['training'],
  settings: settingsSchema,
  result: z.object({ bookings: z.array(bookingSchema) }),
  permanent: ['NoSeat'],
  redo: 'swap',
  reads: ['trainings', 'job.location', 'job.endDate'],

  demand: (request, settings) => ({ courses: listCourses(request, settings) }),

  async run(context) {
    const { key, onboardingId, request, dayOne, settings, systems } = context;
    const { location, endDate: lastDay } = request.job;
    const courses = listCourses(request, settings);
    const attendee = { location, timeZone: dayOne.timeZone, notBefore: dayOne.startsAt, lastDay };
    const replaces = listOlderKeys(context);
    return { bookings: await systems.training.book({ key, onboardingId, courses, attendee, replaces }) };
  },

  undo: ({ key, systems }) => systems.training.release(key),
});

const listCourses = ({ trainings }: { trainings?: string[] }, settings: z.infer<typeof settingsSchema>): string[] =>
  (settings.overridesRequest ? undefined : trainings) ?? settings.trainings;
