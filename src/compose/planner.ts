import { activities } from '../../activities';
import { callOptions } from '../../activities/call-options';
import type { ActivityDefinition } from '../../activities/define';
import { plans } from '../../workflows/plans';
import { createPlanner } from '../planning/create-planner';
import { LOCATIONS } from '../planning/locations';
import type { ActivityDeclaration, Planner } from '../planning/planner';

/** Every activity there is, by name. */
export const definitions: Record<string, ActivityDefinition> = activities as unknown as Record<
  string,
  ActivityDefinition
>;

const declare = (definition: ActivityDefinition): ActivityDeclaration => ({
  title: definition.title,
  needs: Object.keys(definition.needs ?? {}),
  settings: definition.settings,
  ...callOptions(definition),
});

/** The planner over our own plans, activities and locations. @throws Error where a plan cannot work */
export const composePlanner = (): Planner =>
  createPlanner({
    plans,
    locations: LOCATIONS,
    activities: Object.fromEntries(
      Object.entries(definitions).map(([name, definition]) => [name, declare(definition)]),
    ),
  });
