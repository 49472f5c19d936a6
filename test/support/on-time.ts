import type { Instant } from '../../src/domain/plan/resolved-plan';
import { BusinessCalendar } from '../../src/planning/business-calendar';
import { LOCATIONS } from './sample-company';

/** Activities and workflow tasks take real time, during which the clock of the time-skipping server advances, too. */
const TOLERANCE_MS = 60_000;

export function createLocationCalendar(code: string): BusinessCalendar {
  const location = LOCATIONS[code];
  if (location === undefined) throw new Error(`no location ${code}`);
  return new BusinessCalendar(location);
}

/** Expects an instant at or after the expected one, within the tolerance. */
export function expectOnTime(actual: Instant | undefined, expected: Instant | undefined): void {
  const delayMs = Date.parse(actual ?? '') - Date.parse(expected ?? '');
  expect({ actual, expected, isOnTime: delayMs >= 0 && delayMs < TOLERANCE_MS }).toMatchObject({ isOnTime: true });
}
