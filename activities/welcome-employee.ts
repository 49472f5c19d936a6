import { z } from 'zod';
import type { Locale } from '../src/domain/locale';
import { codeSchema } from '../src/domain/text/schemas';
import type { EmailMessage, Mailer } from '../src/integrations/mail/mailer';
import { SystemError, UnknownOutcomeError } from '../src/integrations/system-error';
import { claimUsername } from './claim-username';
import { defineActivity, type EffectContext } from './define-activity';
import {
  buildTrainingCancellation,
  buildTrainingInvitation,
  buildUndoCancellation,
  buildWelcomeEmail,
} from './emails/welcome';
import { scheduleTraining } from './schedule-training';

/**
 * Sends the new hire one message per event, as calendars require: the first day, then each training. After a moved
 * start date, the same invitations go out with a higher sequence and move the events. The undo of an interrupted run
 * knows only request and settings, so `trainings` must list all trainings that the plan may book.
 */
export const welcomeEmployee = defineActivity({
  title: { en: 'Send welcome e-mail', de: 'Willkommens-E-Mail senden' },
  uses: ['mail'],
  settings: z.strictObject({ trainings: z.array(codeSchema()).default([]) }),
  result: z.object({ messageIds: z.array(z.string()), trainings: z.array(z.string()) }),
  needs: { claimUsername, scheduleTraining },
  attemptMs: 10_000,
  permanent: ['MailRejected'],
  redo: 'again',
  reads: [
    'employee.givenName',
    'employee.familyName',
    'employee.preferredName',
    'employee.personalEmail',
    'job.title',
    'job.location',
    'manager',
    'trainings',
  ],

  async run(run) {
    const context = await addReader(run);
    const { onboardingId, generation, results, previous, systems, signal } = context;
    const possibleTrainings = listPossibleTrainings(context);
    const seats = results.scheduleTraining?.bookings.filter(({ course }) => possibleTrainings.includes(course)) ?? [];
    const trainings = seats.map(({ course }) => course);
    // An interrupted earlier generation may have sent any of them.
    const previousTrainings = previous?.trainings ?? (generation === 1 ? [] : possibleTrainings);
    const droppedTrainings = previousTrainings.filter((course) => !trainings.includes(course));
    const messages = [
      buildWelcomeEmail(context, {
        pageUrl: await systems.mail.getNewHirePageUrl(onboardingId, context.request.employee.personalEmail),
        username: results.claimUsername?.username,
      }),
      ...seats.map((seat) => buildTrainingInvitation(context, seat)),
      ...droppedTrainings.map((course) => buildTrainingCancellation(context, course)),
    ];
    return { messageIds: await sendAll(systems.mail, messages, signal), trainings };
  },

  async undo(undo) {
    const context = await addReader(undo);
    const { runResult, systems, signal } = context;
    for (const course of runResult?.trainings ?? listPossibleTrainings(context))
      await systems.mail.send(buildUndoCancellation(context, course), signal);
    await systems.mail.send(buildUndoCancellation(context), signal);
  },
});

/** Adds the language of the new hire. */
const addReader = async <Context extends MailContext>(context: Context): Promise<Context & { locale: Locale }> => ({
  ...context,
  locale: await context.systems.mail.getLanguage(context.request.employee.personalEmail),
});

type MailContext = Pick<EffectContext<unknown, 'mail'>, 'request' | 'systems'>;

type TrainingSources = { request: { trainings?: string[] }; settings: { trainings: string[] } };

const listPossibleTrainings = ({ request, settings }: TrainingSources): string[] => [
  ...new Set([...(request.trainings ?? []), ...settings.trainings]),
];

/** Sends the messages in order and returns their Message-IDs. */
async function sendAll(mail: Mailer, messages: readonly EmailMessage[], signal: AbortSignal): Promise<string[]> {
  const messageIds: string[] = [];
  for (const message of messages) {
    const { messageId } = await mail.send(message, signal).catch((error: unknown) => {
      throw messageIds.length > 0 ? toPartialFailure(error) : error;
    });
    messageIds.push(messageId);
  }
  return messageIds;
}

/** A SystemError would claim that nothing was done, but some of the messages are already sent. */
const toPartialFailure = (error: unknown): unknown =>
  error instanceof SystemError
    ? new UnknownOutcomeError('MailUnconfirmed', { reply: String(error.params.reply ?? error.type) })
    : error;
