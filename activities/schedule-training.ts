import { z } from 'zod';
import { code, instant } from '../src/domain/text/schemas';
import { defineActivity } from './define';

const booking = z.object({
  course: z.string(),
  title: z.string(),
  sessionId: z.string(),
  startsAt: instant(),
  endsAt: instant(),
  timeZone: z.string(),
  place: z.string(),
});

const settings = z.strictObject({
  trainings: z.array(code()).default([]),
  /** Whether these are booked instead of what the request asks for, as where nothing else is left. */
  instead: z.boolean().default(false),
});

/** Books a seat in each training the request asks for, else in those of the plan, from the first day on. */
export const scheduleTraining = defineActivity({
  title: 'Schedule training',
  uses: ['training'],
  settings,
  result: z.object({ bookings: z.array(booking) }),
  permanent: ['NoSeat'],
  redo: 'undo-first',
  reads: ['trainings', 'job.location'],

  async run({ key, onboardingId, request, dayOne, settings, systems }) {
    const wished = settings.instead ? undefined : request.trainings;
    const courses = wished ?? settings.trainings;
    return { bookings: await systems.training.book({ key, onboardingId, courses, notBefore: dayOne.startsAt }) };
  },

  undo: ({ key, systems }) => systems.training.release(key),
});
