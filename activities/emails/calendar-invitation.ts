import {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator';
import type { Instant } from '../../src/domain/plan/resolved-plan';
import type { Person } from '../../src/domain/request';
import type { EmailMessage } from '../../src/integrations/mail/mailer';

export interface CalendarEvent {
  /** Identifies the event in calendars: the same in every message about it. */
  uid: string;
  /** Increases with each message about the event: a calendar ignores a message older than its own copy. */
  sequence: number;
  title: string;
  startsAt: Instant;
  endsAt: Instant;
  place: string;
  organizer: Person;
  attendee: Person;
}

/** Builds a meeting request (RFC 5546). Instants are sent in UTC: each calendar shows its owner's local time. */
export const buildCalendarInvitation = (event: CalendarEvent): EmailMessage['invitation'] => ({
  method: 'REQUEST',
  content: renderCalendar(ICalCalendarMethod.REQUEST, ICalEventStatus.CONFIRMED, event),
});

/** Builds a cancellation. The calendar finds the event by its UID, so the times need not match. */
export const buildCalendarCancellation = (event: CalendarEvent): EmailMessage['invitation'] => ({
  method: 'CANCEL',
  content: renderCalendar(ICalCalendarMethod.CANCEL, ICalEventStatus.CANCELLED, event),
});

function renderCalendar(method: ICalCalendarMethod, status: ICalEventStatus, event: CalendarEvent): string {
  const { email } = event.attendee;
  const result = new ICalCalendar({ method, prodId: { company: 'Firstday', product: 'Firstday' } });
  result.createEvent({
    id: event.uid,
    sequence: event.sequence,
    status,
    start: new Date(event.startsAt),
    end: new Date(event.endsAt),
    summary: event.title,
    location: event.place,
    organizer: { ...event.organizer, name: encodeParameter(event.organizer.name) },
    attendees: [
      {
        name: encodeParameter(event.attendee.name),
        email,
        rsvp: true,
        role: ICalAttendeeRole.REQ,
        status: ICalAttendeeStatus.NEEDSACTION,
      },
    ],
  });
  return result.toString();
}

/** Encodes characters that a quoted parameter cannot hold: a double quote would end it (RFC 6868). */
const encodeParameter = (text: string): string =>
  text.replaceAll('^', '^^').replaceAll('"', "^'").replaceAll(/\r?\n/g, '^n');
