import { isOverlapping, type Period, type SessionOffer } from './attendance';

/** Beyond it, the courses of one person conflict in more ways than anybody plans. */
const MAX_TRIES = 10_000;

export type SessionChoice<Session> = { chosen: Session[] } | { missingCourse: string };

/**
 * Chooses one session of each course, the earliest that fit beside each other: no two at the same time, and none while the
 * person is busy. A later session of one course gives way where another course has no other.
 */
export function chooseSessions<Session extends SessionOffer>(
  courses: readonly string[],
  sessions: readonly Session[],
  busy: readonly Period[],
): SessionChoice<Session> {
  const offersByCourse = [...new Set(courses)].map((course) => ({
    course,
    offers: listOffers(course, sessions, busy),
  }));
  // The course with the fewest sessions chooses first: the others have more to give way with.
  offersByCourse.sort((a, b) => a.offers.length - b.offers.length);
  let tries = 0;
  let furthest = 0;
  const choose = (index: number, chosen: readonly Session[]): Session[] | undefined => {
    furthest = Math.max(furthest, index);
    const next = offersByCourse[index];
    if (next === undefined) return [...chosen];
    for (const offer of next.offers) {
      if ((tries += 1) > MAX_TRIES) return undefined;
      if (chosen.some((other) => isOverlapping(other, offer))) continue;
      const complete = choose(index + 1, [...chosen, offer]);
      if (complete !== undefined) return complete;
    }
    return undefined;
  };
  const chosen = choose(0, []);
  return chosen === undefined ? { missingCourse: offersByCourse[furthest]?.course ?? '' } : { chosen };
}

const listOffers = <Session extends SessionOffer>(
  course: string,
  sessions: readonly Session[],
  busy: readonly Period[],
): Session[] =>
  sessions
    .filter((session) => session.course === course && !busy.some((period) => isOverlapping(period, session)))
    .sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || (a.id < b.id ? -1 : 1));
