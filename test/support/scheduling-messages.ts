import ICAL from 'ical.js';
import type { ParsedMail } from 'mailparser';

/** Scheduling message as a calendar client reads it from a mail (RFC 6047). */
export interface SchedulingMessage {
  /** Method parameter of the MIME header; `method` is the one in the content. */
  announcedMethod: string;
  method: string;
  uid: string;
  sequence: number;
  status: string;
  title: string;
  startsAt: string;
  organizer: string;
  attendees: string[];
}

/** Keeps the order of the mails. Throws if a calendar attachment is not a valid iCalendar object. */
export const parseSchedulingMessages = (mails: readonly ParsedMail[]): SchedulingMessage[] =>
  mails.flatMap(({ attachments }) =>
    attachments
      .filter(({ contentType }) => contentType === 'text/calendar')
      .map(({ content, headers }) => {
        const { params } = headers.get('content-type') as unknown as { params: { method: string } };
        return parseSchedulingMessage(content.toString(), params.method);
      }),
  );

function parseSchedulingMessage(content: string, announced: string): SchedulingMessage {
  const calendar = new ICAL.Component(ICAL.parse(content) as never);
  const events = calendar.getAllSubcomponents('vevent');
  const [component] = events;
  if (component === undefined || events.length !== 1) throw new Error(`One event was expected, not ${events.length}.`);
  const event = new ICAL.Event(component);
  return {
    announcedMethod: announced,
    method: getPropertyText(calendar, 'method'),
    uid: event.uid,
    sequence: event.sequence,
    status: getPropertyText(component, 'status'),
    title: event.summary,
    startsAt: event.startDate.toJSDate().toISOString(),
    organizer: event.organizer.toLowerCase(),
    attendees: event.attendees.map((attendee) => String(attendee.getFirstValue()).toLowerCase()),
  };
}

const getPropertyText = (component: ICAL.Component, property: string): string =>
  String(component.getFirstPropertyValue(property));

/**
 * Returns title and start by UID of a calendar that received these messages. For each event the highest sequence wins
 * and older messages are ignored (RFC 5546, 2.1.5), so the order of arrival does not matter.
 */
export function buildCalendar(messages: readonly SchedulingMessage[]): Record<string, string> {
  const newest = new Map<string, SchedulingMessage>();
  for (const message of messages)
    if (message.sequence >= (newest.get(message.uid)?.sequence ?? 0)) newest.set(message.uid, message);
  const standing = [...newest.values()].filter(({ method }) => method === 'REQUEST');
  return Object.fromEntries(standing.map(({ uid, title, startsAt }) => [uid, `${title}: ${startsAt}`]));
}
