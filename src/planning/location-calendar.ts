import { createReason } from '../domain/reasons/reason';
import { FirstdayError } from '../lib/errors';
import type { BusinessCalendar } from './business-calendar';
import { findLocation } from './check-request';
import type { PlanningContext } from './planner-config';
import type { PlanningFacts } from './planning-facts';

/** @throws FirstdayError `not-possible` if the location was removed while it had open onboardings */
export function getLocationCalendar(
  location: string,
  { company }: Pick<PlanningFacts, 'company'>,
  { calendars }: PlanningContext,
): BusinessCalendar {
  const knownLocation = findLocation({ location }, company);
  if (knownLocation !== undefined) return calendars.get(knownLocation);
  throw new FirstdayError('not-possible', createReason('not-possible.location', { location }));
}
