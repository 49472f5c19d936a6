import type { Instant } from '../plan/resolved-plan';

/** Sessions start and end within these local hours, wherever the attendee works. */
const EARLIEST_TIME = '07:00';
const LATEST_TIME = '20:00';

export interface Period {
  startsAt: Instant;
  endsAt: Instant;
}

/** A session as far as the choice of one depends on it. */
export interface SessionOffer extends Period {
  id: string;
  course: string;
  /** Code of the location whose people attend it; undefined: anyone can, as online. */
  location?: string;
}

/** Where and when a new hire can attend a training. */
export interface Attendee {
  location: string;
  /** IANA time zone of that location. */
  timeZone: string;
  notBefore: Instant;
  /** Last day of the contract, `YYYY-MM-DD`. */
  lastDay?: string;
}

/** True for a session at the attendee's place, at working hours there, from the first to the last day of work. */
export function canAttend(session: SessionOffer, { location, timeZone, notBefore, lastDay }: Attendee): boolean {
  if (session.location !== undefined && session.location !== location) return false;
  if (Date.parse(session.startsAt) < Date.parse(notBefore)) return false;
  const [start, end] = [toLocalTime(session.startsAt, timeZone), toLocalTime(session.endsAt, timeZone)];
  const isInWorkingHours = start.date === end.date && start.time >= EARLIEST_TIME && end.time <= LATEST_TIME;
  return isInWorkingHours && (lastDay === undefined || end.date <= lastDay);
}

export const isOverlapping = (a: Period, b: Period): boolean =>
  Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt);

const formatsByTimeZone = new Map<string, Intl.DateTimeFormat>();

/** Swedish dates are ISO dates. */
function toLocalTime(instant: Instant, timeZone: string): { date: string; time: string } {
  const format =
    formatsByTimeZone.get(timeZone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  formatsByTimeZone.set(timeZone, format);
  const [date = '', time = ''] = format.format(Date.parse(instant)).split(' ');
  return { date, time };
}
