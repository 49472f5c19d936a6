import type { ApproverRule } from './approver-rule';
import type { CalendarCache } from './business-calendar';
import type { PlanDefinition } from './dsl';
import type { Location } from './locations';
import type { ActivityDeclaration } from './activity-declaration';

export interface PlannerConfig {
  /** A request without a plan name gets the first plan whose `appliesTo` holds, else the last. */
  plans: readonly PlanDefinition[];
  activities: Readonly<Record<string, ActivityDeclaration>>;
  locations: Readonly<Record<string, Location>>;
  approvers: ApproverRule;
  /** Known departments; a request may name others. */
  departments: readonly string[];
}

export type PlanningContext = PlannerConfig & { calendars: CalendarCache };
