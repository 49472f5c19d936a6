import { scaleUtc } from 'd3-scale';
import { DateTime } from 'luxon';

const HOUR_MS = 3_600_000;
/** Room before the first instant and behind the last one. */
const MARGIN_RATIO = 0.03;
const TICK_COUNT = 7;

/** Where instants are drawn, and which days or hours are marked. */
export interface TimeAxis {
  toX: (instant: string) => number;
  ticks: { x: number; at: string }[];
}

/** A linear axis of absolute time from the first of these instants to the last; its marks are midnights or hours in the zone. */
export function createTimeAxis(
  instants: readonly string[],
  range: readonly [number, number],
  timeZone: string,
): TimeAxis {
  const times = instants.map((instant) => Date.parse(instant));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const margin = Math.max((last - first) * MARGIN_RATIO, HOUR_MS);
  const [from, to] = [first - margin, last + margin];
  const scale = scaleUtc([from, to], range);
  // Round moments of the wall clock there: found as if it were UTC's, then told as the instants that they are.
  const onWall = scaleUtc([toWallClock(from, timeZone), toWallClock(to, timeZone)], range);
  const ticks = onWall
    .ticks(TICK_COUNT)
    .map((wall) => fromWallClock(wall.getTime(), timeZone))
    .filter((instant) => instant >= from && instant <= to)
    .map((instant) => ({ x: scale(instant), at: new Date(instant).toISOString() }));
  return { toX: (instant) => scale(Date.parse(instant)), ticks };
}

const toWallClock = (instant: number, zone: string): number =>
  DateTime.fromMillis(instant, { zone }).setZone('utc', { keepLocalTime: true }).toMillis();

const fromWallClock = (wall: number, zone: string): number =>
  DateTime.fromMillis(wall, { zone: 'utc' }).setZone(zone, { keepLocalTime: true }).toMillis();
