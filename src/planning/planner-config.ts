import type { CalendarCache } from './business-calendar';
import type { PlanDefinition } from './dsl';
import type { Location } from './locations';
import type { ActivityDeclaration } from './planner';

/** What a planner is made of. */
export interface PlannerConfig {
  /** The first whose `suits` holds is chosen where a request names none; the last serves when none does. */
  plans: readonly PlanDefinition[];
  activities: Readonly<Record<string, ActivityDeclaration>>;
  locations: Readonly<Record<string, Location>>;
}

/** A planner's parts, with the calendars it has read so far. */
export type PlanningContext = PlannerConfig & { calendars: CalendarCache };
