import type { Instant } from '../../src/domain/plan/resolved-plan';
import { BusinessCalendar } from '../../src/planning/business-calendar';
import { LOCATIONS } from '../../src/planning/locations';

/** Activities and workflow tasks take moments of our own time, in which the clock of the time-skipping server goes on. */
const TOLERANCE_MS = 60_000;

/** The calendar of one of the company's locations. */
export function createLocationCalendar(code: string): BusinessCalendar {
  const location = LOCATIONS[code];
  if (location === undefined) throw new Error(`no location ${code}`);
  return new BusinessCalendar(location);
}

/** It happened when it should have, not before and hardly after. */
export function expectOnTime(happened: Instant | undefined, expected: Instant | undefined): void {
  const delayMs = Date.parse(happened ?? '') - Date.parse(expected ?? '');
  expect({ happened, expected, isOnTime: delayMs >= 0 && delayMs < TOLERANCE_MS }).toMatchObject({ isOnTime: true });
}
