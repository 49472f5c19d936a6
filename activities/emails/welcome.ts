import type { EmailKind } from '../../src/domain/email-kinds';
import type { Locale } from '../../src/domain/locale';
import { formatEmployeeName } from '../../src/domain/employee-name';
import { getFormatters } from '../../src/i18n/formatters';
import { pickText } from '../../src/i18n/pick-text';
import { translate } from '../../src/i18n/translate';
import type { EmailLink, EmailMessage } from '../../src/integrations/mail/mailer';
import type { Booking } from '../../src/integrations/training/training';
import { type CalendarEvent, buildCalendarInvitation, buildCalendarCancellation } from './calendar-invitation';
import type { EffectContext } from '../define-activity';

export type WelcomeContext = Pick<
  EffectContext<unknown, never>,
  'key' | 'onboardingId' | 'step' | 'generation' | 'request' | 'dayOne'
> & {
  locale: Locale;
  /** Result of the earlier welcome that this one replaces. */
  previous?: { trainings: string[] };
};

/**
 * Builds the welcome with the invitation to the first day, or the update after the day has moved.
 * @param pageUrl URL of the new hire's own page
 */
export function buildWelcomeEmail(
  context: WelcomeContext,
  { pageUrl, username }: { pageUrl: string; username?: string },
): EmailMessage {
  const { request, dayOne, previous, locale } = context;
  const when = getFormatters(locale).formatLongInstant(dayOne.startsAt, dayOne.timeZone);
  const day = { title: request.job.title, when, location: pickText(dayOne.location, locale) };
  const { name, email } = request.manager;
  const blocks = [
    previous ? translate(locale, 'mails.welcome.update', day) : translate(locale, 'mails.welcome.intro', day),
    translate(locale, 'mails.welcome.manager', { name, email }),
    username && translate(locale, 'mails.welcome.username', { username }),
    translate(locale, 'mails.welcome.answer'),
    translate(locale, 'mails.newHire.intro'),
  ];
  const action = { label: translate(locale, 'mails.newHire.page'), url: pageUrl };
  const subject = translate(locale, previous ? 'mails.welcome.updateSubject' : 'mails.welcome.subject');
  return {
    ...buildEmail(context, { kind: 'welcome', keySuffix: 'welcome', subject, blocks, action }),
    invitation: buildCalendarInvitation(buildFirstDayEvent(context)),
  };
}

/** Builds the invitation to one training. A calendar that already has the event moves it. */
export function buildTrainingInvitation(context: WelcomeContext, seat: Booking): EmailMessage {
  const { locale, previous } = context;
  const { title, place, course } = seat;
  const isUpdate = previous?.trainings.includes(course) ?? false;
  const values = { title, when: getFormatters(locale).formatLongInstant(seat.startsAt, seat.timeZone), place };
  const text = isUpdate
    ? translate(locale, 'mails.training.update', values)
    : translate(locale, 'mails.training.intro', values);
  const subject = isUpdate
    ? translate(locale, 'mails.training.updateSubject', { title })
    : translate(locale, 'mails.training.subject', { title });
  const content = {
    kind: 'training-invitation',
    keySuffix: `training/${course}`,
    subject,
    blocks: [text],
  } as const;
  return {
    ...buildEmail(context, content),
    invitation: buildCalendarInvitation({ ...buildTrainingEvent(context, course), ...seat }),
  };
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
  const { locale, request } = context;
  const { title } = event;
  const { name, email } = request.manager;
  const blocks = [
    translate(locale, 'mails.cancellation.intro', { title }),
    translate(locale, 'mails.cancellation.contact', { name, email }),
  ];
  const subject = translate(locale, 'mails.cancellation.subject', { title });
  return {
    ...buildEmail(context, { kind: 'invitation-cancellation', keySuffix, subject, blocks }),
    invitation: buildCalendarCancellation(event),
  };
}

interface EmailContent {
  kind: EmailKind;
  keySuffix: string;
  subject: string;
  blocks: EmailMessage['blocks'];
  action?: EmailLink;
}

function buildEmail({ key, request, locale }: WelcomeContext, { keySuffix, ...content }: EmailContent): EmailMessage {
  const to = [{ name: formatEmployeeName(request), email: request.employee.personalEmail }];
  return { key: `${key}/${keySuffix}`, locale, to, ...content };
}

const buildFirstDayEvent = (context: WelcomeContext): CalendarEvent =>
  buildCalendarEvent(context, 'first-day', translate(context.locale, 'mails.calendar.firstDay'));

/** The times are placeholders until a booking overrides them. A cancellation finds the event by its UID. */
const buildTrainingEvent = (context: WelcomeContext, course: string): CalendarEvent =>
  buildCalendarEvent(context, `training-${course}`, translate(context.locale, 'mails.calendar.training', { course }));

/** Keeps the UID across generations: newer messages move the event. The sequence is even in a run, odd in an undo. */
const buildCalendarEvent = (
  { onboardingId, step, generation, request, dayOne, locale }: WelcomeContext,
  name: string,
  title: string,
): CalendarEvent => ({
  uid: `${onboardingId}-${step}-${name}@firstday`,
  sequence: 2 * (generation - 1),
  title,
  startsAt: dayOne.startsAt,
  endsAt: dayOne.endsAt,
  place: pickText(dayOne.location, locale),
  organizer: request.manager,
  attendee: { name: formatEmployeeName(request), email: request.employee.personalEmail },
});
