import { activities } from '../../activities';
import { buildCallOptions } from '../../activities/call-options';
import type { ActivityDefinition } from '../../activities/define-activity';
import { plans } from '../../plans';
import type { CorrectionMode } from '../domain/plan/resolved-plan';
import { ANY_APPROVER, type ApproverRule } from '../planning/approver-rule';
import { createPlanner } from '../planning/create-planner';
import type { PlanDefinition } from '../planning/dsl';
import type { ActivityDeclaration } from '../planning/activity-declaration';
import type { Planner } from '../planning/planner';

export const activityDefinitions: Record<string, ActivityDefinition> = activities;

/** Joins plans with the activity registry, which planning itself must not import. */
export function composePlanner(
  availablePlans: readonly PlanDefinition[] = plans,
  approvers: ApproverRule = ANY_APPROVER,
): Planner {
  const declarations = Object.entries(activityDefinitions).map(([name, definition]): [string, ActivityDeclaration] => {
    const { title, settings, pivot, redo, reads, needs = {} } = definition;
    const correctBy = chooseCorrectionMode(definition);
    const demand: ActivityDeclaration['demand'] = (request, of) => definition.demand?.(request, of) ?? {};
    return [
      name,
      {
        ...{ title, settings, pivot, redo, correctBy, reads, demand },
        needs: Object.keys(needs),
        needsAll: Object.entries(needs).flatMap(([need, definition]) => (Array.isArray(definition) ? [need] : [])),
        ...buildCallOptions(definition),
      },
    ];
  });
  return createPlanner({
    plans: availablePlans,
    activities: Object.fromEntries(declarations),
    approvers,
  });
}

function chooseCorrectionMode(definition: ActivityDefinition): CorrectionMode | undefined {
  if (definition.update !== undefined) return 'update';
  return definition.redo === 'undo-first' ? undefined : definition.redo;
}
