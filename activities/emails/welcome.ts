import type { EmailMessage } from '../../src/integrations/mail/mailer';
import type { Booking } from '../../src/integrations/training/training';
import { type CalendarEvent, buildCalendarInvitation, buildCalendarCancellation } from './calendar-invitation';
import type { EffectContext } from '../define-activity';
import { formatEmployeeName } from '../../src/domain/employee-name';
import { getEnglishText } from '../../src/domain/text/localized-text';
import { formatInstant } from '../../src/lib/format-instant';

type WelcomeContext = Pick<
  EffectContext<unknown, never>,
  'key' | 'onboardingId' | 'step' | 'generation' | 'request' | 'dayOne'
> & {
  /** Result of the earlier welcome that this one replaces. */
  previous?: { trainings: string[] };
};

/** Builds the welcome with the invitation to the first day, or the update after the day has moved. */
export function buildWelcomeEmail(context: WelcomeContext, username?: string): EmailMessage {
  const { request, dayOne, previous } = context;
  const when = `${formatInstant(dayOne.startsAt, dayOne.timeZone)}, ${getEnglishText(dayOne.location)}`;
  const text = [
    previous === undefined
      ? `We look forward to your first day as ${request.job.title}: ${when}.`
      : `Your first day as ${request.job.title} is now: ${when}. This message replaces our earlier welcome and moves the day in your calendar.`,
    `Your manager is ${request.manager.name} (${request.manager.email}): write there if you have any question.`,
    username && `Your username will be ${username}. Your accounts become active that morning.`,
    'Please answer the invitation in this message, so that we know you are coming. Invitations to trainings, if any, follow.',
  ];
  const subject = previous === undefined ? 'Welcome: your first day' : 'Update: your first day';
  const message = buildEmail(context, 'welcome', subject, text);
  return {
    ...message,
    newHireOnboardingId: context.onboardingId,
    invitation: buildCalendarInvitation(buildFirstDayEvent(context)),
  };
}

/** Builds the invitation to one training. A calendar that already has the event moves it. */
export function buildTrainingInvitation(context: WelcomeContext, seat: Booking): EmailMessage {
  const isUpdate = context.previous?.trainings.includes(seat.course) ?? false;
  const when = `${seat.title}, ${formatInstant(seat.startsAt, seat.timeZone)}, ${seat.place}`;
  const text = [
    isUpdate
      ? `Your seat in a training is now: ${when}. This message replaces our earlier invitation to it.`
      : `We have booked a seat for you in a training: ${when}.`,
  ];
  const subject = `${isUpdate ? 'Update: training' : 'Training:'} ${seat.title}`;
  const message = buildEmail(context, `training/${seat.course}`, subject, text);
  return { ...message, invitation: buildCalendarInvitation({ ...buildTrainingEvent(context, seat.course), ...seat }) };
}

/** Cancels an earlier generation's invitation to a training in which this generation has no seat. */
export const buildTrainingCancellation = (context: WelcomeContext, course: string): EmailMessage =>
  buildCancellationEmail(context, `dropped/${course}`, buildTrainingEvent(context, course));

/** Builds a cancellation for an undo: of one training, or of the first day if `course` is omitted. */
export function buildUndoCancellation(context: WelcomeContext, course?: string): EmailMessage {
  const event = course === undefined ? buildFirstDayEvent(context) : buildTrainingEvent(context, course);
  return buildCancellationEmail(context, `undo/${course ?? ''}`, { ...event, sequence: event.sequence + 1 });
}

function buildCancellationEmail(context: WelcomeContext, keySuffix: string, event: CalendarEvent): EmailMessage {
  const text = [
    `Our invitation "${event.title}" no longer holds, and this message takes it out of your calendar.`,
    `${context.request.manager.name} (${context.request.manager.email}) can tell you more.`,
  ];
  return {
    ...buildEmail(context, keySuffix, `No longer valid: ${event.title}`, text),
    invitation: buildCalendarCancellation(event),
  };
}

function buildEmail(
  { key, request }: WelcomeContext,
  keySuffix: string,
  subject: string,
  text: (string | undefined)[],
): EmailMessage {
  const name = formatEmployeeName(request);
  const paragraphs = [`Dear ${name},`, ...text.filter((line) => line !== undefined), 'Firstday'];
  const to = [{ name, email: request.employee.personalEmail }];
  return { key: `${key}/${keySuffix}`, to, subject, text: paragraphs.join('\n\n') };
}

const buildFirstDayEvent = (context: WelcomeContext): CalendarEvent =>
  buildCalendarEvent(context, 'first-day', 'Your first day');

/** The times are placeholders until a booking overrides them. A cancellation finds the event by its UID. */
const buildTrainingEvent = (context: WelcomeContext, course: string): CalendarEvent =>
  buildCalendarEvent(context, `training-${course}`, `Training ${course}`);

/** Keeps the UID across generations: newer messages move the event. The sequence is even in a run, odd in an undo. */
const buildCalendarEvent = (
  { onboardingId, step, generation, request, dayOne }: WelcomeContext,
  name: string,
  title: string,
): CalendarEvent => ({
  uid: `${onboardingId}-${step}-${name}@firstday`,
  sequence: 2 * (generation - 1),
  title,
  startsAt: dayOne.startsAt,
  endsAt: dayOne.endsAt,
  place: getEnglishText(dayOne.location),
  organizer: request.manager,
  attendee: { name: formatEmployeeName(request), email: request.employee.personalEmail },
});
