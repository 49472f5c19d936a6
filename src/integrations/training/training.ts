import type { Instant } from '../../domain/plan/resolved-plan';

export interface Booking {
  course: string;
  title: string;
  sessionId: string;
  startsAt: Instant;
  endsAt: Instant;
  timeZone: string;
  place: string;
}

/** A session has a limited number of seats; each seat belongs to one onboarding. */
export interface Training {
  /**
   * Books a seat per course in the first session that starts at or after `notBefore` and has a seat left, all or none.
   * Idempotent: the same key returns the same bookings.
   * @throws SystemError `NoSeat` when no session of a course has a seat left; the message names the course.
   */
  book(booking: { key: string; onboardingId: string; courses: string[]; notBefore: Instant }): Promise<Booking[]>;
  /** Frees the seats booked with this key; a no-op if there are none. */
  release(key: string): Promise<void>;
}
