import { scaleUtc } from 'd3-scale';
import { DateTime } from 'luxon';

const HOUR_MS = 3_600_000;
/** Margin before the first and after the last instant, as a share of the time between them. */
const MARGIN_RATIO = 0.03;
const TICK_COUNT = 7;

export interface TimeAxis {
  toX: (instant: string) => number;
  ticks: { x: number; at: string }[];
}

/** Creates a linear axis of absolute time over all instants, with ticks at midnights or hours in the time zone. */
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
  // Round local times: computed as if the wall clock were UTC, then converted back to instants.
  const wallClockScale = scaleUtc([toWallClock(from, timeZone), toWallClock(to, timeZone)], range);
  const ticks = wallClockScale
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
