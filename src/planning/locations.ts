import type { LocalizedText } from '../domain/text/localized-text';

/** A place of work with its holidays, working days and time zone. */
export interface Location {
  title: LocalizedText;
  /** IANA time zone. */
  timeZone: string;
  /** ISO 3166 codes as expected by `date-holidays`. */
  country: string;
  state?: string;
  /** ISO weekdays, Monday is 1. */
  workingDays: readonly number[];
}

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5] as const;
const SUNDAY_TO_THURSDAY = [7, 1, 2, 3, 4] as const;

const createLocation = (title: LocalizedText, timeZone: string, country: string, state?: string): Location => ({
  title,
  timeZone,
  country,
  state,
  workingDays: MONDAY_TO_FRIDAY,
});

/** The company's locations, by their code in requests. */
export const LOCATIONS: Readonly<Record<string, Location>> = {
  berlin: createLocation('Berlin', 'Europe/Berlin', 'DE', 'BE'),
  munich: createLocation({ en: 'Munich', de: 'München' }, 'Europe/Berlin', 'DE', 'BY'),
  vienna: createLocation({ en: 'Vienna', de: 'Wien' }, 'Europe/Vienna', 'AT', '9'),
  zurich: createLocation({ en: 'Zurich', de: 'Zürich' }, 'Europe/Zurich', 'CH', 'ZH'),
  paris: createLocation('Paris', 'Europe/Paris', 'FR'),
  london: createLocation('London', 'Europe/London', 'GB', 'ENG'),
  'new-york': createLocation('New York', 'America/New_York', 'US', 'NY'),
  'san-francisco': createLocation('San Francisco', 'America/Los_Angeles', 'US', 'CA'),
  'tel-aviv': { ...createLocation('Tel Aviv', 'Asia/Jerusalem', 'IL'), workingDays: SUNDAY_TO_THURSDAY },
  singapore: createLocation({ en: 'Singapore', de: 'Singapur' }, 'Asia/Singapore', 'SG'),
};
