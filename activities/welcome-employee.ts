import { z } from 'zod';
import { code } from '../src/contract/text';
import { SystemError } from '../src/systems/error';
import { createAccounts } from './create-accounts';
import { defineActivity } from './define';
import { scheduleTraining } from './schedule-training';
import { correction, trainingInvitation, welcome } from './letters/welcome';

/**
 * Welcomes the new hire and invites to the first day and to each training, one message per event, as calendars want it.
 * The undo, which sees no result, takes back the invitations to all trainings that the request or the settings name: so
 * `trainings` here are those of the plan's scheduleTraining.
 */
export const welcomeEmployee = defineActivity({
  title: 'Welcome the employee',
  uses: ['mail'],
  settings: z.strictObject({ trainings: z.array(code()).default([]) }),
  result: z.object({ messageIds: z.array(z.string()) }),
  needs: { createAccounts, scheduleTraining },
  attemptMs: 10_000,
  permanent: ['MailRejected'],

  async run(context) {
    const { request, settings, results, systems, signal } = context;
    const courses = request.trainings ?? settings.trainings;
    const seats = results.scheduleTraining?.bookings.filter(({ course }) => courses.includes(course)) ?? [];
    const invitations = seats.map((seat) => trainingInvitation(context, seat));
    const messageIds: string[] = [];
    for (const message of [welcome(context, results.createAccounts?.username), ...invitations]) {
      const { messageId } = await systems.mail.send(message, signal).catch((error: unknown) => {
        throw messageIds.length > 0 ? halfDone(error) : error;
      });
      messageIds.push(messageId);
    }
    return { messageIds };
  },

  async undo(context) {
    const { request, settings, systems, signal } = context;
    for (const course of request.trainings ?? settings.trainings)
      await systems.mail.send(correction(context, course), signal);
    await systems.mail.send(correction(context), signal);
  },
});

/** A SystemError would say that nothing was done, but some of the messages are out. */
const halfDone = (error: unknown): unknown => (error instanceof SystemError ? new Error(error.message) : error);
