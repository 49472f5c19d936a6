import { DateTime } from 'luxon';
import type { Instant } from '../../src/contract/plan';
import type { OnboardingRequest } from '../../src/contract/request';

/** The name a new hire goes by. */
export const fullName = ({ employee }: OnboardingRequest): string =>
  `${employee.preferredName ?? employee.givenName} ${employee.familyName}`;

/** `Monday, 1 December 2025 at 09:00 (Europe/Berlin)`: an instant as people there read it. */
export const inWords = (instant: Instant, timeZone: string): string =>
  DateTime.fromISO(instant, { zone: timeZone, locale: 'en' }).toFormat(`cccc, d LLLL yyyy 'at' HH:mm '(${timeZone})'`);
