import { DateTime } from 'luxon';
import { LOCATIONS } from '../../src/planning/locations';

const EARLIEST_HOUR = 7;
/** From then on the date may be another one before the test is over. */
const LATEST_HOUR = 23;

/** A location where it is past seven in the morning and not yet night, and its date: with that first day every step is due now. */
export function findDaytimeLocation(): { location: string; startDate: string } {
  for (const [location, { timeZone }] of Object.entries(LOCATIONS)) {
    const local = DateTime.now().setZone(timeZone);
    if (local.hour >= EARLIEST_HOUR && local.hour < LATEST_HOUR)
      return { location, startDate: local.toFormat('yyyy-MM-dd') };
  }
  throw new Error('It is early everywhere.');
}
