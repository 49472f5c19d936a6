import { createReason } from '../domain/reasons/reason';
import type { ElementList, GroupElement } from './conditions';
import { approvals, type OnboardingFacts, type PlanDefinition, type StepDefinition } from './dsl';
import { callPlanCode } from './plan-fault';

/** Between the id of a group, which never contains it, and the code of an element. */
const SEPARATOR = '-';
/** The API accepts no longer ones. */
const MAX_ID_LENGTH = 64;

const toElementId = (group: string, { code }: GroupElement): string => `${group}${SEPARATOR}${code}`;

/** Returns the id under which the plan defines the step. */
export const toDefinedId = (id: string): string => id.split(SEPARATOR, 1)[0] ?? id;

/**
 * Replaces each step with `forEach` by one step for each element. What comes after the group comes after all of them; a
 * branch of a group is a group with the same elements, and each element leads to its own. Without elements, the step is
 * skipped.
 * @throws FirstdayError `plan-fault` if the elements cannot be listed, or two have the same code
 */
export function expandGroups(plan: PlanDefinition, onboarding: OnboardingFacts): PlanDefinition {
  const groups = new Map<string, readonly GroupElement[]>();
  for (const [id, step] of Object.entries(plan.steps))
    if (step.kind !== 'approval' && step.forEach) groups.set(id, listElements(plan.name, id, step.forEach, onboarding));
  if (groups.size === 0) return plan;
  const steps = Object.entries(plan.steps).flatMap(([id, step]) => expandStep(id, step, groups));
  return { ...plan, steps: Object.fromEntries(steps) };
}

function listElements(
  plan: string,
  id: string,
  elementList: ElementList,
  onboarding: OnboardingFacts,
): readonly GroupElement[] {
  return callPlanCode(plan, id, () => {
    const elements = elementList.list(onboarding);
    const codes = elements.map(({ code }) => code);
    const repeated = codes.find((code, index) => codes.indexOf(code) !== index);
    if (repeated !== undefined) throw new Error(`Two elements have the code ${repeated}.`);
    const tooLong = elements.find((element) => toElementId(id, element).length > MAX_ID_LENGTH);
    if (tooLong !== undefined) throw new Error(`The code ${tooLong.code} is too long for an id of a step.`);
    return elements;
  });
}

type Groups = ReadonlyMap<string, readonly GroupElement[]>;

function expandStep(id: string, step: StepDefinition, groups: Groups): [string, StepDefinition][] {
  const elements = groups.get(id);
  const joined = joinGroups(step, groups);
  if (elements === undefined || joined.kind === 'approval') return [[id, joined]];
  if (elements.length === 0) return [[id, { ...joined, forEach: undefined, when: NEVER }]];
  return elements.map((element) => [toElementId(id, element), toElementStep(joined, element, groups)]);
}

const NEVER = { reason: createReason('condition.no-elements', {}), holds: () => false };

function toElementStep(
  step: Exclude<StepDefinition, { kind: 'approval' }>,
  element: GroupElement,
  groups: Groups,
): StepDefinition {
  const toOwn = (target: string): string => (groups.has(target) ? toElementId(target, element) : target);
  const own = { forEach: undefined, element };
  if (step.kind === 'task')
    return { ...step, ...own, followedBy: step.followedBy === undefined ? undefined : toOwn(step.followedBy) };
  const { onFailure } = step;
  return {
    ...step,
    ...own,
    onFailure:
      onFailure &&
      Object.fromEntries(Object.entries(onFailure).map(([error, target]) => [error, toOwn(target)] as const)),
  };
}

/** Replaces the groups that the step names by their elements. */
function joinGroups(step: StepDefinition, groups: Groups): StepDefinition {
  const joinIds = (ids: readonly string[]): string[] => ids.flatMap((id) => listIds(id, groups));
  const after = step.after === undefined || step.after === approvals ? step.after : joinIds(step.after);
  if (step.kind !== 'task' || step.undoTask?.returns === undefined) return { ...step, after };
  return { ...step, after, undoTask: { ...step.undoTask, returns: joinIds(step.undoTask.returns) } };
}

function listIds(id: string, groups: Groups): string[] {
  const elements = groups.get(id) ?? [];
  return elements.length === 0 ? [id] : elements.map((element) => toElementId(id, element));
}
