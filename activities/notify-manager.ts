import { z } from 'zod';
import { localizedTextSchema } from '../src/domain/text/localized-text-schema';
import { assignEquipment } from './assign-equipment';
import { claimUsername } from './claim-username';
import { createAccount } from './create-account';
import { defineActivity } from './define-activity';
import { buildPreparationsRetraction, buildPreparationsEmail } from './emails/preparations';
import { bookingSchema, scheduleTraining } from './schedule-training';

const preparationsSchema = z.object({
  /** Address of the manager: to another one, the next mail reports no changes, but everything. */
  recipient: z.string().optional(),
  firstDay: z.object({ startsAt: z.string(), timeZone: z.string(), location: localizedTextSchema }),
  username: z.string().optional(),
  accounts: z.array(createAccount.result.pick({ title: true, groups: true })),
  items: assignEquipment.result.shape.items,
  bookings: z.array(bookingSchema),
});

/**
 * Emails the preparations to the manager and, after a moved start date, the changes. A mail cannot be unsent, so the
 * undo sends a correction.
 */
export const notifyManager = defineActivity({
  title: { en: 'Notify manager', de: 'Führungskraft informieren' },
  uses: ['mail'],
  settings: z.strictObject({}),
  result: z.object({ messageId: z.string(), reported: preparationsSchema }),
  needs: { claimUsername, createAccount: [createAccount], assignEquipment, scheduleTraining },
  attemptMs: 10_000,
  permanent: ['MailRejected'],
  redo: 'again',
  reads: ['employee.givenName', 'employee.familyName', 'employee.preferredName', 'job', 'manager'],

  async run({ key, onboardingId, request, dayOne, results, previous, systems, signal }) {
    const { username } = results.claimUsername ?? {};
    const accounts = results.createAccount.map(({ title, groups }) => ({ title, groups }));
    const { items = [] } = results.assignEquipment ?? {};
    const { bookings = [] } = results.scheduleTraining ?? {};
    const { startsAt, timeZone, location } = dayOne;
    const recipient = request.manager.email;
    const reported = { recipient, firstDay: { startsAt, timeZone, location }, username, accounts, items, bookings };
    const locale = await systems.mail.getLanguage(recipient);
    const lastReported = previous?.reported.recipient === recipient ? previous.reported : undefined;
    const email = buildPreparationsEmail({
      ...{ request, locale, current: reported, previous: lastReported },
      pageUrl: systems.mail.getOnboardingUrl(onboardingId),
    });
    const { messageId } = await systems.mail.send({ key, ...email }, signal);
    return { messageId, reported };
  },

  async undo({ key, request, systems, signal }) {
    const locale = await systems.mail.getLanguage(request.manager.email);
    await systems.mail.send({ key: `${key}/undo`, ...buildPreparationsRetraction(request, locale) }, signal);
  },
});
