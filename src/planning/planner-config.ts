import type { ApproverRule } from './approver-rule';
import type { CalendarCache } from './business-calendar';
import type { PlanDefinition } from './dsl';
import type { Location } from './locations';
import type { ActivityDeclaration } from './planner';

export interface PlannerConfig {
  /** A request without a plan name gets the first plan whose `appliesTo` holds, else the last. */
  plans: readonly PlanDefinition[];
  activities: Readonly<Record<string, ActivityDeclaration>>;
  locations: Readonly<Record<string, Location>>;
  approvers: ApproverRule;
}

export type PlanningContext = PlannerConfig & { calendars: CalendarCache };
