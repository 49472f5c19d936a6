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
  /** The same for every message about this event: what calendars know it by. */
  uid: string;
  /** Higher for each later message about it: a calendar ignores what is older than it knows. */
  sequence: number;
  title: string;
  startsAt: Instant;
  endsAt: Instant;
  place: string;
  organizer: Person;
  attendee: Person;
}

/** Asks the attendee to come (RFC 5546). Instants go out in UTC: every calendar shows them where its owner is. */
export const buildCalendarInvitation = (event: CalendarEvent): EmailMessage['invitation'] => ({
  method: 'REQUEST',
  content: renderCalendar(ICalCalendarMethod.REQUEST, ICalEventStatus.CONFIRMED, event),
});

/** Takes the event out of the attendee's calendar again; found by its UID, whatever its times were. */
export const buildCalendarCancellation = (event: CalendarEvent): EmailMessage['invitation'] => ({
  method: 'CANCEL',
  content: renderCalendar(ICalCalendarMethod.CANCEL, ICalEventStatus.CANCELLED, event),
});

function renderCalendar(method: ICalCalendarMethod, status: ICalEventStatus, event: CalendarEvent): string {
  const { name, email } = event.attendee;
  const result = new ICalCalendar({ method, prodId: { company: 'Firstday', product: 'Firstday' } });
  result.createEvent({
    id: event.uid,
    sequence: event.sequence,
    status,
    start: new Date(event.startsAt),
    end: new Date(event.endsAt),
    summary: event.title,
    location: event.place,
    organizer: event.organizer,
    attendees: [{ name, email, rsvp: true, role: ICalAttendeeRole.REQ, status: ICalAttendeeStatus.NEEDSACTION }],
  });
  return result.toString();
}
