import { z } from 'zod';
import { assignEquipment } from './assign-equipment';
import { createAccounts } from './create-accounts';
import { defineActivity } from './define-activity';
import { buildPreparationsRetraction, buildPreparationsEmail, listPreparationLines } from './emails/preparations';
import { scheduleTraining } from './schedule-training';

/**
 * Emails the preparations to the manager and, after a moved start date, the changes. A mail cannot be unsent, so the
 * undo sends a correction.
 */
export const notifyManager = defineActivity({
  title: { en: 'Notify manager', de: 'Führungskraft informieren' },
  uses: ['mail'],
  settings: z.strictObject({}),
  result: z.object({ messageId: z.string(), reportedLines: z.array(z.string()) }),
  needs: { createAccounts, assignEquipment, scheduleTraining },
  attemptMs: 10_000,
  permanent: ['MailRejected'],
  redo: 'again',
  reads: ['employee.givenName', 'employee.familyName', 'employee.preferredName', 'job', 'manager'],

  async run({ key, request, dayOne, results, previous, systems, signal }) {
    const { username, applications = [] } = results.createAccounts ?? {};
    const { items = [] } = results.assignEquipment ?? {};
    const { bookings = [] } = results.scheduleTraining ?? {};
    const preparations = {
      request,
      dayOne,
      username,
      applications,
      items,
      bookings,
      previousLines: previous?.reportedLines,
    };
    const { messageId } = await systems.mail.send(
      { key, to: [request.manager], ...buildPreparationsEmail(preparations) },
      signal,
    );
    return { messageId, reportedLines: listPreparationLines(preparations) };
  },

  async undo({ key, request, systems, signal }) {
    await systems.mail.send(
      { key: `${key}/undo`, to: [request.manager], ...buildPreparationsRetraction(request) },
      signal,
    );
  },
});
