import type { Message } from '../../src/integrations/mail/mailer';
import type { Booking } from '../../src/integrations/training/training';
import { type CalendarEvent, invite, uninvite } from './invitation';
import type { EffectContext } from '../define';
import { employeeNameOf } from '../../src/domain/employee';
import { inWords } from '../../src/lib/format-instant';

type Letter = Pick<
  EffectContext<unknown, never>,
  'key' | 'onboardingId' | 'step' | 'generation' | 'request' | 'dayOne'
> & {
  /** What an earlier welcome invited to, where this one replaces it. */
  previous?: { trainings: string[] };
};

/** The welcome with the invitation to the first day, or the news that the day has moved. */
export function welcome(letter: Letter, username?: string): Message {
  const { request, dayOne, previous } = letter;
  const when = `${inWords(dayOne.startsAt, dayOne.timeZone)}, ${dayOne.location}`;
  const text = [
    previous === undefined
      ? `We look forward to your first day as ${request.job.title}: ${when}.`
      : `Your first day as ${request.job.title} is now: ${when}. This message replaces our earlier welcome and moves the day in your calendar.`,
    `Your manager is ${request.manager.name} (${request.manager.email}): write there if you have any question.`,
    username && `Your username will be ${username}. Your accounts become active that morning.`,
    'Please answer the invitation in this message, so that we know you are coming. Invitations to trainings, if any, follow.',
  ];
  const subject = previous === undefined ? 'Welcome: your first day' : 'Update: your first day';
  const message = addressed(letter, 'welcome', subject, text);
  return { ...message, ownPageOf: letter.onboardingId, invitation: invite(firstDay(letter)) };
}

/** The invitation to one training; in a calendar that has it already, it moves. */
export function trainingInvitation(letter: Letter, seat: Booking): Message {
  const again = letter.previous?.trainings.includes(seat.course) ?? false;
  const when = `${seat.title}, ${inWords(seat.startsAt, seat.timeZone)}, ${seat.place}`;
  const text = [
    again
      ? `Your seat in a training is now: ${when}. This message replaces our earlier invitation to it.`
      : `We have booked a seat for you in a training: ${when}.`,
  ];
  const subject = `${again ? 'Update: training' : 'Training:'} ${seat.title}`;
  const message = addressed(letter, `training/${seat.course}`, subject, text);
  return { ...message, invitation: invite({ ...training(letter, seat.course), ...seat }) };
}

/** Takes back an earlier generation's invitation to a training, for which this one has no seat. */
export const dropped = (letter: Letter, course: string): Message =>
  takenBack(letter, `dropped/${course}`, training(letter, course));

/** In an undo: takes back the invitation to one training, or to the first day where none is named. */
export function withdrawn(letter: Letter, course?: string): Message {
  const event = course === undefined ? firstDay(letter) : training(letter, course);
  return takenBack(letter, `undo/${course ?? ''}`, { ...event, sequence: event.sequence + 1 });
}

function takenBack(letter: Letter, part: string, event: CalendarEvent): Message {
  const text = [
    `Our invitation "${event.title}" no longer holds, and this message takes it out of your calendar.`,
    `${letter.request.manager.name} (${letter.request.manager.email}) can tell you more.`,
  ];
  return { ...addressed(letter, part, `No longer valid: ${event.title}`, text), invitation: uninvite(event) };
}

function addressed({ key, request }: Letter, part: string, subject: string, text: (string | undefined)[]): Message {
  const name = employeeNameOf(request);
  const paragraphs = [`Dear ${name},`, ...text.filter((line) => line !== undefined), 'Firstday'];
  const to = [{ name, email: request.employee.personalEmail }];
  return { key: `${key}/${part}`, to, subject, text: paragraphs.join('\n\n') };
}

const firstDay = (letter: Letter): CalendarEvent => event(letter, 'first-day', 'Your first day');

/** Its times are those of the first day where only the undo asks: a calendar finds the event by its UID. */
const training = (letter: Letter, course: string): CalendarEvent =>
  event(letter, `training-${course}`, `Training ${course}`);

/** The same UID in every generation, so that a newer message moves the event; even in a run, odd in its undo. */
const event = (
  { onboardingId, step, generation, request, dayOne }: Letter,
  name: string,
  title: string,
): CalendarEvent => ({
  uid: `${onboardingId}-${step}-${name}@firstday`,
  sequence: 2 * (generation - 1),
  title,
  startsAt: dayOne.startsAt,
  endsAt: dayOne.endsAt,
  place: dayOne.location,
  organizer: request.manager,
  attendee: { name: employeeNameOf(request), email: request.employee.personalEmail },
});
