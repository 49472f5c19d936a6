import { scaleUtc } from 'd3-scale';
import { DateTime } from 'luxon';

const HOUR_MS = 3_600_000;
/** Room before the first instant and behind the last one. */
const MARGIN = 0.03;
const TICKS = 7;

/** Where instants are drawn, and which days or hours are marked. */
export interface TimeAxis {
  x: (instant: string) => number;
  ticks: { x: number; at: string }[];
}

/** A linear axis of absolute time from the first of these instants to the last; its marks are midnights or hours in the zone. */
export function timeAxis(instants: readonly string[], range: readonly [number, number], timeZone: string): TimeAxis {
  const times = instants.map((instant) => Date.parse(instant));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const margin = Math.max((last - first) * MARGIN, HOUR_MS);
  const [from, to] = [first - margin, last + margin];
  const scale = scaleUtc([from, to], range);
  // Round moments of the wall clock there: found as if it were UTC's, then told as the instants that they are.
  const onWall = scaleUtc([wallOf(from, timeZone), wallOf(to, timeZone)], range);
  const ticks = onWall
    .ticks(TICKS)
    .map((wall) => instantOf(wall.getTime(), timeZone))
    .filter((instant) => instant >= from && instant <= to)
    .map((instant) => ({ x: scale(instant), at: new Date(instant).toISOString() }));
  return { x: (instant) => scale(Date.parse(instant)), ticks };
}

const wallOf = (instant: number, zone: string): number =>
  DateTime.fromMillis(instant, { zone }).setZone('utc', { keepLocalTime: true }).toMillis();

const instantOf = (wall: number, zone: string): number =>
  DateTime.fromMillis(wall, { zone: 'utc' }).setZone(zone, { keepLocalTime: true }).toMillis();
