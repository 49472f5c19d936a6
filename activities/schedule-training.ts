import { z } from 'zod';
import { codeSchema, instantSchema } from '../src/domain/text/schemas';
import { defineActivity } from './define-activity';

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

/** Books a seat in each training of the request, or else of the plan, in sessions from the first day on. */
export const scheduleTraining = defineActivity({
  title: { en: 'Schedule training', de: 'Schulungen buchen' },
  uses: ['training'],
  settings: settingsSchema,
  result: z.object({ bookings: z.array(bookingSchema) }),
  permanent: ['NoSeat'],
  redo: 'undo-first',
  reads: ['trainings', 'job.location'],

  async run({ key, onboardingId, request, dayOne, settings, systems }) {
    const requestedTrainings = settings.overridesRequest ? undefined : request.trainings;
    const courses = requestedTrainings ?? settings.trainings;
    return { bookings: await systems.training.book({ key, onboardingId, courses, notBefore: dayOne.startsAt }) };
  },

  undo: ({ key, systems }) => systems.training.release(key),
});
