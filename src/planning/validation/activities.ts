import { ancestorsOf } from '../graph';
import type { PlanDefinition } from '../dsl';
import { graphOf } from '../plan-graph';
import { providerOf } from '../result-providers';
import type { Fault, KnownActivities } from './plan-issue';

/** The activity exists, what it needs is there when it begins, and it may be left out where the plan says so. */
export function checkActivity(plan: PlanDefinition, id: string, activities: KnownActivities): Fault[] {
  const step = plan.steps[id];
  if (step?.kind !== 'activity') return [];
  const activity = activities[step.activity];
  if (activity === undefined) {
    const mend = `use one of ${Object.keys(activities).join(', ')}, or register it`;
    return [{ step: id, problem: `runs the unknown activity ${step.activity}`, mend }];
  }
  const faults = checkNeeds(plan, id, activity.needs);
  if (activity.pivot && step.skippable) {
    const problem = 'is skippable, but people work with what it gives them';
    faults.push({ step: id, problem, mend: 'leave `skippable` out' });
  }
  return faults;
}

function checkNeeds(plan: PlanDefinition, id: string, needs: readonly string[]): Fault[] {
  const earlier = ancestorsOf(graphOf(plan), id);
  return needs.flatMap((need) => {
    const provider = providerOf(plan, id, need);
    if (provider === undefined || earlier.has(provider)) return [];
    const problem = `reads the result of ${provider}, but does not come after it`;
    return [{ step: id, problem, mend: `add '${provider}' to its \`after\`` }];
  });
}
