import { DateTime } from 'luxon';

/** Accounts are activated at 07:00 of day one, local time. */
const EARLIEST_HOUR = 7;
/** From this hour on, day one might end before the demo does. */
const LATEST_HOUR = 23;

/** At any instant it is daytime in at least one of these offices. */
const OFFICES = [
  { location: 'berlin', timeZone: 'Europe/Berlin' },
  { location: 'singapore', timeZone: 'Asia/Singapore' },
  { location: 'san-francisco', timeZone: 'America/Los_Angeles' },
] as const;

export interface DaytimeOffice {
  location: string;
  /** Local ISO date. With this start date, every step up to day one is already due. */
  today: string;
  /** Local ISO date. With this start date, accounts are created at once, but not yet activated. */
  tomorrow: string;
}

/** Finds an office where day one has begun, so that the demo does not wait for it. */
export function findDaytimeOffice(now: Date): DaytimeOffice {
  for (const { location, timeZone } of OFFICES) {
    const local = DateTime.fromJSDate(now, { zone: timeZone });
    if (local.hour < EARLIEST_HOUR || local.hour >= LATEST_HOUR) continue;
    const toIsoDate = (time: DateTime) => time.toFormat('yyyy-MM-dd');
    return { location, today: toIsoDate(local), tomorrow: toIsoDate(local.plus({ days: 1 })) };
  }
  throw new Error(`It is not day in any office at ${now.toISOString()}.`);
}
