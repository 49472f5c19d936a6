import type { ApprovalStep, Assignees, ResolvedStep } from '../plan/resolved-plan';
import { type EngineInput, type EngineState, createHumanWait } from './state';

/** As the first engine had it: approvals named their `deciders`, and asked nobody when they are away. */
interface LegacyApprovalStep extends Omit<ApprovalStep, 'assignees' | 'timing'> {
  deciders?: Assignees;
}

/**
 * An input of any engine there was, as this one takes it. What is added here leads to no other command, so that a history
 * that an older engine began replays, and goes on.
 */
export function upgradeInput(input: EngineInput): EngineInput {
  if (input.engineVersion > 1) return input;
  const steps = input.plan.steps.map(upgradeStep);
  const carried = input.carried === undefined ? undefined : upgradeState(input.carried, steps);
  return { ...input, plan: { ...input.plan, steps }, carried };
}

/** Whether waits that open later are arranged by an activity, as they are since the second engine. */
export const schedulesWaitsByActivity = ({ engineVersion }: EngineInput): boolean => engineVersion > 1;

/**
 * Whether a notice's key counts the notices like it, as it does since the third engine. Before, it named the timeline's
 * latest entry, which is another one where a workflow task is done again after more was said: two mails for one reason.
 */
export const countsNotifications = ({ engineVersion }: EngineInput): boolean => engineVersion > 2;

/** Whether the last word is tried in a local activity first, as it is since the third engine. */
export const writesFinalSnapshotLocally = ({ engineVersion }: EngineInput): boolean => engineVersion > 2;

function upgradeStep(step: ResolvedStep): ResolvedStep {
  const timing = { leadDays: step.kind === 'approval' ? 1 : 0 };
  if (step.kind !== 'approval') return { ...step, timing };
  const { deciders, ...rest } = step as LegacyApprovalStep;
  const assignees = deciders ?? { label: '', people: [], roles: [] };
  return { ...rest, timing, assignees, arranged: { standIns: [] } };
}

function upgradeState(state: EngineState, steps: readonly ResolvedStep[]): EngineState {
  const upgradedSteps = Object.entries(state.steps).map(([id, step]) => {
    const planned = steps.find((candidate) => candidate.id === id);
    const armedFrom = step.armed ? step.generation : undefined;
    if (planned?.kind !== 'approval' || step.status !== 'waiting') return [id, { ...step, armedFrom }];
    const wait = { ...createHumanWait(planned.assignees.people), isCounted: true };
    return [id, { ...step, armedFrom, wait: step.wait ?? wait }];
  });
  return { ...state, steps: Object.fromEntries(upgradedSteps) as EngineState['steps'] };
}
