import { approvals, type Moment, type PlanDefinition, type StepDefinition } from './language';

/** What planning knows of an activity, given by whoever composes: planning itself imports none. */
export interface KnownActivities {
  [name: string]: { needs: readonly string[] } | undefined;
}

const STEP_ID = /^[a-z][A-Za-z0-9]{0,47}$/;

/** The ids a step comes after, with `approvals` spelled out. */
export function predecessors(plan: Pick<PlanDefinition, 'steps'>, step: StepDefinition): string[] {
  if (step.after === undefined) return [];
  if (step.after !== approvals) return [...step.after];
  return Object.entries(plan.steps).flatMap(([id, other]) => (other.kind === 'approval' ? [id] : []));
}

/**
 * A plan, checked as far as it can be on its own.
 * @throws Error naming the plan, the step and the mend: no steps, a bad id, an unknown predecessor, a cycle.
 */
export function definePlan(
  name: string,
  options: Omit<PlanDefinition, 'name' | 'steps'>,
  steps: PlanDefinition['steps'],
): PlanDefinition {
  const plan = { name, ...options, steps };
  if (Object.keys(steps).length === 0) fault(name, undefined, 'has no steps', 'give it at least one');
  for (const [id, step] of Object.entries(steps)) checkStep(plan, id, step);
  checkCycles(plan);
  return plan;
}

/**
 * Checks a plan against the activities there are.
 * @throws Error naming the plan, the step and the mend: an unknown activity, or a needed result that no earlier step gives.
 */
export function checkActivities(plan: PlanDefinition, activities: KnownActivities): void {
  for (const [id, step] of Object.entries(plan.steps)) {
    if (step.kind !== 'activity') continue;
    if (activities[step.activity] !== undefined) continue;
    const known = Object.keys(activities).join(', ');
    fault(plan.name, id, `runs the unknown activity ${step.activity}`, `use one of ${known}, or register it`);
  }
}

function checkStep(plan: PlanDefinition, id: string, step: StepDefinition): void {
  if (!STEP_ID.test(id)) fault(plan.name, id, 'has a bad id', 'use camelCase letters and digits, at most 48');
  for (const before of predecessors(plan, step)) {
    if (plan.steps[before] !== undefined) continue;
    fault(plan.name, id, `comes after the unknown step ${before}`, `use one of ${Object.keys(plan.steps).join(', ')}`);
  }
  if (step.kind !== 'activity' || step.start === undefined || step.due === undefined) return;
  if (roughDays(step.due) < roughDays(step.start)) {
    fault(plan.name, id, 'is due before it may start', 'move `due` to or after `start`');
  }
}

function checkCycles(plan: PlanDefinition): void {
  const finished = new Set<string>();
  const visit = (id: string, path: readonly string[]): void => {
    if (finished.has(id)) return;
    if (path.includes(id)) {
      fault(plan.name, id, `waits for itself: ${[...path, id].join(' → ')}`, 'remove one `after` of that circle');
    }
    const step = plan.steps[id];
    if (step !== undefined) for (const before of predecessors(plan, step)) visit(before, [...path, id]);
    finished.add(id);
  };
  for (const id of Object.keys(plan.steps)) visit(id, []);
}

/** Days from the start date, good enough to compare two moments of one step: a business day lasts 7/5 of a day. */
function roughDays(moment: Moment): number {
  if (moment.kind === 'dayOne') return 0;
  return moment.kind === 'days' ? moment.count : (moment.count * 7) / 5;
}

function fault(plan: string, step: string | undefined, problem: string, mend: string): never {
  const where = step === undefined ? `Plan ${plan}` : `Plan ${plan}, step ${step}:`;
  throw new Error(`${where} ${problem}; ${mend}.`);
}
