import { createAttendanceCheck } from '../../domain/training/attendance';
import { chooseSessions } from '../../domain/training/choose-sessions';
import { createWarning, type Warning } from '../../domain/warnings/warning';
import { countValues } from '../../domain/count-values';
import { formatLicence } from '../../domain/demand';
import type { Demand } from './demand';
import type { SessionSeats, WarningFacts } from './warning-facts';

type SupplyFacts = Pick<WarningFacts, 'stock' | 'sessions' | 'licences'>;

/**
 * Compares the demand of the hires with the supply left by earlier submissions. A file of forty hires for eight
 * laptops yields one warning, not thirty-two.
 */
export function listSupplyWarnings(
  hires: readonly Demand[],
  earlier: readonly Demand[],
  { stock, sessions, licences }: SupplyFacts,
): Warning[] {
  return [
    ...listStockWarnings(hires, earlier, stock),
    ...listSeatWarnings(hires, earlier, sessions),
    ...listLicenceWarnings(hires, earlier, licences),
  ];
}

function listLicenceWarnings(
  hires: readonly Demand[],
  earlier: readonly Demand[],
  licences: SupplyFacts['licences'],
): Warning[] {
  const reserved = countValues(earlier.flatMap((demand) => demand.licences.map(formatLicence)));
  const wanted = hires.flatMap((demand) => demand.licences);
  const kinds = new Map(wanted.map((ref) => [formatLicence(ref), ref]));
  const counts = countValues(wanted.map(formatLicence));
  return [...kinds].flatMap(([key, ref]) => {
    const needed = counts.get(key) ?? 0;
    const available = Math.max(0, (licences.get(key) ?? 0) - (reserved.get(key) ?? 0));
    return needed > available ? [createWarning('licence.short', { ...ref, needed, available })] : [];
  });
}

function listStockWarnings(
  hires: readonly Demand[],
  earlier: readonly Demand[],
  stock: SupplyFacts['stock'],
): Warning[] {
  const reserved = countValues(earlier.flatMap(({ models }) => models));
  const wanted = countValues(hires.flatMap(({ models }) => models));
  return [...wanted].flatMap(([model, needed]) => {
    const available = Math.max(0, (stock.get(model) ?? 0) - (reserved.get(model) ?? 0));
    return needed > available ? [createWarning('stock.short', { model, needed, available })] : [];
  });
}

/** Books all in order, as the activities will, on a copy of the seats. */
function listSeatWarnings(
  hires: readonly Demand[],
  earlier: readonly Demand[],
  sessions: readonly SessionSeats[],
): Warning[] {
  const courses = new Set(hires.flatMap((hire) => hire.courses));
  const seats = new Map(sessions.map(({ id, free }) => [id, free]));
  const bookAll = (demands: readonly Demand[]) =>
    demands.flatMap((demand) =>
      bookSeats(
        demand,
        demand.courses.filter((course) => courses.has(course)),
        sessions,
        seats,
      ),
    );
  bookAll(earlier);
  const missed = bookAll(hires);
  const withoutSession = missed.filter(({ course, demand }) => !hasAnySession(course, demand, sessions));
  const withoutSeat = countValues(missed.filter((one) => !withoutSession.includes(one)).map(({ course }) => course));
  const wanted = countValues(hires.flatMap((hire) => hire.courses));
  return [
    ...withoutSession.map(({ course, demand: { attendee } }) =>
      createWarning('session.none', { course, from: attendee.notBefore.slice(0, 10) }),
    ),
    ...[...withoutSeat].map(([course, missing]) => {
      const needed = wanted.get(course) ?? missing;
      return createWarning('seats.short', { course, needed, available: needed - missing });
    }),
  ];
}

interface MissedCourse {
  course: string;
  demand: Demand;
}

/** Takes a seat in each course that has one, and returns the others. */
function bookSeats(
  demand: Demand,
  courses: readonly string[],
  sessions: readonly SessionSeats[],
  seats: Map<string, number>,
): MissedCourse[] {
  if (courses.length === 0) return [];
  const canAttend = createAttendanceCheck(demand.attendee);
  const left = sessions.filter((session) => (seats.get(session.id) ?? 0) > 0 && canAttend(session));
  const choice = chooseSessions(courses, left, []);
  if ('missingCourse' in choice) {
    const { missingCourse } = choice;
    const others = courses.filter((course) => course !== missingCourse);
    return [{ course: missingCourse, demand }, ...bookSeats(demand, others, sessions, seats)];
  }
  for (const { id } of choice.chosen) seats.set(id, (seats.get(id) ?? 0) - 1);
  return [];
}

const hasAnySession = (course: string, { attendee }: Demand, sessions: readonly SessionSeats[]): boolean =>
  sessions.filter(({ course: offered }) => offered === course).some(createAttendanceCheck(attendee));
