import type { Instant } from '../plan/resolved-plan';

/** Sessions start and end within these local hours, wherever the attendee works. */
const EARLIEST_TIME = '07:00';
const LATEST_TIME = '20:00';
/** Swedish dates and times are those of ISO 8601. */
const ISO_LOCALE = 'sv-SE';

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

/** Place and time at which a new hire can attend trainings. */
export interface Attendee {
  location: string;
  /** IANA time zone of that location. */
  timeZone: string;
  notBefore: Instant;
  /** Last day of the contract, `YYYY-MM-DD`. */
  lastDay?: string;
}

/**
 * Creates the check of sessions: at the attendee's place, at working hours there, from the first to the last day of work.
 */
export function createAttendanceCheck(attendee: Attendee): (session: SessionOffer) => boolean {
  const { location, timeZone, notBefore, lastDay } = attendee;
  const format = new Intl.DateTimeFormat(ISO_LOCALE, { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (session) => {
    if (session.location !== undefined && session.location !== location) return false;
    if (Date.parse(session.startsAt) < Date.parse(notBefore)) return false;
    const [startDate = '', startTime = ''] = format.format(Date.parse(session.startsAt)).split(' ');
    const [endDate = '', endTime = ''] = format.format(Date.parse(session.endsAt)).split(' ');
    const isInWorkingHours = startDate === endDate && startTime >= EARLIEST_TIME && endTime <= LATEST_TIME;
    return isInWorkingHours && (lastDay === undefined || endDate <= lastDay);
  };
}

export const isOverlapping = (a: Period, b: Period): boolean =>
  Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt);
