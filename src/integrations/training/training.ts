import type { Instant } from '../../domain/plan/resolved-plan';
import type { Attendee } from '../../domain/training/attendance';

export interface Booking {
  course: string;
  title: string;
  sessionId: string;
  startsAt: Instant;
  endsAt: Instant;
  timeZone: string;
  place: string;
}

export interface BookingRequest {
  key: string;
  onboardingId: string;
  courses: string[];
  attendee: Attendee;
  /** Keys of bookings that this one replaces: their seats are freed once the new ones are booked, and not before. */
  replaces?: readonly string[];
}

/** A session has a limited number of seats; each seat belongs to one onboarding. */
export interface Training {
  /**
   * Books a seat per course, all or none, in the first sessions that the attendee can attend beside each other and beside
   * the other seats of the onboarding. Idempotent: the same key returns the same bookings.
   * @throws SystemError `NoSeat` when no such session of a course has a seat left; the message names the course. What the
   *   booking would have replaced stays booked.
   */
  book(booking: BookingRequest): Promise<Booking[]>;
  /** Frees the seats booked with this key; a no-op if there are none. */
  release(key: string): Promise<void>;
}
