import type { ApproverRule } from './approver-rule';
import type { CalendarCache } from './business-calendar';
import type { PlanDefinition } from './dsl';
import type { ActivityDeclaration } from './activity-declaration';

export interface PlannerConfig {
  /** A request without a plan name gets the first plan whose `appliesTo` holds, else the last. */
  plans: readonly PlanDefinition[];
  activities: Readonly<Record<string, ActivityDeclaration>>;
  approvers: ApproverRule;
}

export type PlanningContext = PlannerConfig & { calendars: CalendarCache };
