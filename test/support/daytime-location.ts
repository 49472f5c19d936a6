import { DateTime } from 'luxon';
import { LOCATIONS } from './sample-company';

const EARLIEST_HOUR = 7;
/** From this hour on, the date might change before the test ends. */
const LATEST_HOUR = 23;

/** Finds a location where it is daytime, and its local date: with that start date every step is due now. */
export function findDaytimeLocation(): { location: string; startDate: string } {
  for (const [location, { timeZone }] of Object.entries(LOCATIONS)) {
    const local = DateTime.now().setZone(timeZone);
    if (local.hour >= EARLIEST_HOUR && local.hour < LATEST_HOUR)
      return { location, startDate: local.toFormat('yyyy-MM-dd') };
  }
  throw new Error('It is early everywhere.');
}
