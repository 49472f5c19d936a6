import { z } from 'zod';
import { assignEquipment } from './assign-equipment';
import { createAccounts } from './create-accounts';
import { defineActivity } from './define';
import { scheduleTraining } from './schedule-training';
import { fullName, inWords } from './letters/words';

/** Tells the manager what was prepared; a mail cannot be taken back, so its undo is a correction. */
export const notifyManager = defineActivity({
  title: 'Notify the manager',
  uses: ['mail'],
  settings: z.strictObject({}),
  result: z.object({ messageId: z.string() }),
  needs: { createAccounts, assignEquipment, scheduleTraining },
  attemptMs: 10_000,
  permanent: ['MailRejected'],

  run({ key, request, dayOne, results, systems, signal }) {
    const { username, applications } = results.createAccounts ?? {};
    const items = results.assignEquipment?.items ?? [];
    const bookings = results.scheduleTraining?.bookings ?? [];
    const name = fullName(request);
    const text = [
      `Hello ${request.manager.name},`,
      `${name} joins ${request.job.department} as ${request.job.title} and starts on ${inWords(dayOne.startsAt, dayOne.timeZone)}, ${dayOne.location}. This is prepared:`,
      username && `Accounts for the username ${username}:\n${list(applications ?? [])}`,
      items.length > 0 && `Equipment:\n${list(items.map(({ model, tag }) => `${model} (tag ${tag})`))}`,
      bookings.length > 0 &&
        `Trainings:\n${list(bookings.map((seat) => `${seat.title}: ${inWords(seat.startsAt, seat.timeZone)}, ${seat.place}`))}`,
      'Firstday',
    ].filter(Boolean);
    const subject = `Prepared for the first day of ${name}`;
    return systems.mail.send({ key, to: [request.manager], subject, text: text.join('\n\n') }, signal);
  },

  async undo({ key, request, systems, signal }) {
    const name = fullName(request);
    const text = [
      `Hello ${request.manager.name},`,
      `An earlier message told you what was prepared for the first day of ${name}. It no longer holds: the onboarding was stopped, and the preparations are being taken back.`,
      'Firstday',
    ].join('\n\n');
    const subject = `No longer valid: the preparations for ${name}`;
    await systems.mail.send({ key: `${key}/undo`, to: [request.manager], subject, text }, signal);
  },
});

const list = (lines: string[]): string => lines.map((line) => `- ${line}`).join('\n');
