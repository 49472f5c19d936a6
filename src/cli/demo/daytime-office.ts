import { DateTime } from 'luxon';

/** Accounts become active at seven in the morning of day one, where the new hire works. */
const EARLIEST_HOUR = 7;
/** From then on day one might be over before the demo is. */
const LATEST_HOUR = 23;

/** Offices around the world: whenever it is, it is day in one of them. */
const OFFICES = [
  { location: 'berlin', timeZone: 'Europe/Berlin' },
  { location: 'singapore', timeZone: 'Asia/Singapore' },
  { location: 'san-francisco', timeZone: 'America/Los_Angeles' },
] as const;

export interface DaytimeOffice {
  location: string;
  /** Everything of an onboarding that starts today is due by now. */
  today: string;
  /** Accounts are to be there already, but not to be active yet. */
  tomorrow: string;
}

/** An office in which day one has begun, so that the demo need not wait for it. */
export function findDaytimeOffice(now: Date): DaytimeOffice {
  for (const { location, timeZone } of OFFICES) {
    const local = DateTime.fromJSDate(now, { zone: timeZone });
    if (local.hour < EARLIEST_HOUR || local.hour >= LATEST_HOUR) continue;
    const date = (time: DateTime) => time.toFormat('yyyy-MM-dd');
    return { location, today: date(local), tomorrow: date(local.plus({ days: 1 })) };
  }
  throw new Error(`It is not day in any office at ${now.toISOString()}.`);
}
