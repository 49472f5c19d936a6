import { findOwn } from '../../domain/find-own';
import { collectAncestors } from '../step-graph';
import type { PlanDefinition } from '../dsl';
import { buildGraph } from '../plan-graph';
import { findResultProvider } from '../result-providers';
import type { PlanIssue, KnownActivities } from './plan-issue';

/** Checks that the activity exists and can be redone as demanded, that its needs are met, and that each pivot is essential. */
export function checkActivity(plan: PlanDefinition, id: string, activities: KnownActivities): PlanIssue[] {
  const step = plan.steps[id];
  if (step?.kind !== 'activity') return [];
  const activity = findOwn(activities, step.activity);
  if (activity === undefined) {
    const hint = `use one of ${Object.keys(activities).join(', ')}, or register it`;
    return [{ step: id, problem: `runs the unknown activity ${step.activity}`, hint }];
  }
  const issues = checkNeeds(plan, id, activity.needs);
  if (activity.pivot && step.essential === false) {
    const problem = 'is not essential, but people work with what it gives them';
    issues.push({ step: id, problem, hint: 'leave `essential` out' });
  }
  if (step.redoWhenRescheduled === 'swap' && activity.redo !== 'swap') {
    const problem = `has \`redoWhenRescheduled: 'swap'\`, which ${step.activity} cannot do`;
    issues.push({ step: id, problem, hint: 'use `true`, which redoes it in its own way' });
  }
  return issues;
}

function checkNeeds(plan: PlanDefinition, id: string, needs: readonly string[]): PlanIssue[] {
  const ancestors = collectAncestors(buildGraph(plan), id);
  return needs.flatMap((need) => {
    const provider = findResultProvider(plan, id, need);
    if (provider === undefined || ancestors.has(provider)) return [];
    const problem = `reads the result of ${provider}, but does not come after it`;
    return [{ step: id, problem, hint: `add '${provider}' to its \`after\`` }];
  });
}
