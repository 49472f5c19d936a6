import { findOwn } from '../../domain/find-own';
import { collectAncestors } from '../step-graph';
import type { PlanDefinition } from '../dsl';
import { buildGraph } from '../plan-graph';
import { findResultProvider } from '../result-providers';
import type { PlanIssue, KnownActivities } from './plan-issue';

/** Error type of an activity whose attempts all took too long, or failed until the time for them was over. */
const TIMEOUT = 'Timeout';

/**
 * Checks that the activity exists, can be redone as demanded and has the errors that the step branches on, that the results
 * it needs are available by then, and that each pivot is essential.
 */
export function checkActivity(plan: PlanDefinition, id: string, activities: KnownActivities): PlanIssue[] {
  const step = plan.steps[id];
  if (step?.kind !== 'activity') return [];
  const activity = findOwn(activities, step.activity);
  if (activity === undefined) {
    const hint = `use one of ${Object.keys(activities).join(', ')}, or register it`;
    return [{ step: id, problem: `runs the unknown activity ${step.activity}`, hint }];
  }
  const issues = [...checkNeeds(plan, id, activity.needs), ...checkErrors(id, step.onFailure, activity.run.permanent)];
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

/** An error that is retried ends as a timeout: no step can branch on it by its own name. */
function checkErrors(
  id: string,
  onFailure: Readonly<Record<string, string>> = {},
  permanent: readonly string[],
): PlanIssue[] {
  const knownErrors = [...permanent, TIMEOUT];
  return Object.keys(onFailure).flatMap((error) => {
    if (knownErrors.includes(error)) return [];
    const hint = `use one of ${knownErrors.join(', ')}, or list it in \`permanent\` of the activity`;
    return [{ step: id, problem: `branches on ${error}, an error that its activity does not have`, hint }];
  });
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
