import { z } from 'zod';
import { code, instant } from '../src/contract/text';
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

/** Books a seat in each training the request asks for, else in those of the plan, from the first day on. */
export const scheduleTraining = defineActivity({
  title: 'Schedule training',
  uses: ['training'],
  settings: z.strictObject({ trainings: z.array(code()).default([]) }),
  result: z.object({ bookings: z.array(booking) }),
  permanent: ['NoSeat'],

  async run({ key, onboardingId, request, dayOne, settings, systems }) {
    const courses = request.trainings ?? settings.trainings;
    return { bookings: await systems.training.book({ key, onboardingId, courses, notBefore: dayOne.startsAt }) };
  },

  undo: ({ key, systems }) => systems.training.release(key),
});
