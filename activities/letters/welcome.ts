import type { Message } from '../../src/systems/mail/mailer';
import type { Booking } from '../../src/systems/training/training';
import { type CalendarEvent, invite, uninvite } from './invitation';
import type { EffectContext } from '../define';
import { fullName, inWords } from './words';

type Letter = Pick<EffectContext<unknown, never>, 'key' | 'onboardingId' | 'generation' | 'request' | 'dayOne'>;

/** The welcome, with the invitation to the first day. */
export function welcome(letter: Letter, username?: string): Message {
  const { request, dayOne } = letter;
  const text = [
    `We look forward to your first day as ${request.job.title}: ${inWords(dayOne.startsAt, dayOne.timeZone)}, ${dayOne.location}.`,
    `Your manager is ${request.manager.name} (${request.manager.email}): write there if you have any question.`,
    username && `Your username will be ${username}. Your accounts become active that morning.`,
    'Please answer the invitation in this message, so that we know you are coming. Invitations to trainings, if any, follow.',
  ];
  const message = addressed(letter, 'welcome', 'Welcome: your first day', text);
  return { ...message, invitation: invite(firstDay(letter)) };
}

/** The invitation to one training. */
export function trainingInvitation(letter: Letter, seat: Booking): Message {
  const text = [
    `We have booked a seat for you in a training: ${seat.title}, ${inWords(seat.startsAt, seat.timeZone)}, ${seat.place}.`,
  ];
  const message = addressed(letter, `training/${seat.course}`, `Training: ${seat.title}`, text);
  return { ...message, invitation: invite({ ...training(letter, seat.course), ...seat }) };
}

/** Takes back the invitation to one training, or to the first day where none is named. */
export function correction(letter: Letter, course?: string): Message {
  const event = course === undefined ? firstDay(letter) : training(letter, course);
  const text = [
    `Our invitation "${event.title}" no longer holds, and this message takes it out of your calendar.`,
    `${letter.request.manager.name} (${letter.request.manager.email}) can tell you more.`,
  ];
  const message = addressed(letter, `undo/${event.uid}`, `No longer valid: ${event.title}`, text);
  return { ...message, invitation: uninvite({ ...event, sequence: event.sequence + 1 }) };
}

function addressed({ key, request }: Letter, part: string, subject: string, text: (string | undefined)[]): Message {
  const name = fullName(request);
  const paragraphs = [`Dear ${name},`, ...text.filter((line) => line !== undefined), 'Firstday'];
  const to = [{ name, email: request.employee.personalEmail }];
  return { key: `${key}/${part}`, to, subject, text: paragraphs.join('\n\n') };
}

const firstDay = (letter: Letter): CalendarEvent => event(letter, 'first-day', 'Your first day');

/** Its times are those of the first day where only the undo asks: a calendar finds the event by its UID. */
const training = (letter: Letter, course: string): CalendarEvent =>
  event(letter, `training-${course}`, `Training ${course}`);

const event = ({ onboardingId, generation, request, dayOne }: Letter, name: string, title: string): CalendarEvent => ({
  uid: `${onboardingId}-${name}@firstday`,
  // Even for an invitation, odd for the message that takes it back.
  sequence: 2 * (generation - 1),
  title,
  startsAt: dayOne.startsAt,
  endsAt: dayOne.endsAt,
  place: dayOne.location,
  organizer: request.manager,
  attendee: { name: fullName(request), email: request.employee.personalEmail },
});
