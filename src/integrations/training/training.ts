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

/** Where trainings live. A session has a capacity; a seat is held by one onboarding. */
export interface Training {
  /**
   * Books a seat in the first session of each course that starts at or after `notBefore` and has one free, all or none;
   * the same key gives the same bookings.
   * @throws SystemError `NoSeat`, naming the course, where no session has a seat left.
   */
  book(booking: { key: string; onboardingId: string; courses: string[]; notBefore: Instant }): Promise<Booking[]>;
  /** Frees the seats that `book` with this key took; nothing where nothing was taken. */
  release(key: string): Promise<void>;
}
