import type { ApprovalStep, Assignees, ResolvedStep } from '../plan/resolved-plan';
import { type EngineInput, type EngineState, createHumanWait } from './state';

/** Approval step of engine version 1: has `deciders` instead of assignees, and no substitutes. */
interface LegacyApprovalStep extends Omit<ApprovalStep, 'assignees' | 'timing'> {
  deciders?: Assignees;
}

/**
 * Converts an input of any earlier engine version. The conversion must not lead to other commands, so that histories of
 * older engines still replay and continue.
 */
export function upgradeInput(input: EngineInput): EngineInput {
  if (input.engineVersion > 1) return input;
  const steps = input.plan.steps.map(upgradeStep);
  const carried = input.carried === undefined ? undefined : upgradeState(input.carried, steps);
  return { ...input, plan: { ...input.plan, steps }, carried };
}

/** True if waits that open after the submission are scheduled by an activity (since version 2). */
export const schedulesWaitsByActivity = ({ engineVersion }: EngineInput): boolean => engineVersion > 1;

/**
 * True if notification keys end in a count per key (since version 3). Before, they ended in the latest timeline
 * sequence number, which differs when a workflow task is repeated after further messages: two mails for one reason.
 */
export const countsNotifications = ({ engineVersion }: EngineInput): boolean => engineVersion > 2;

/** True if a local activity tries to write the final snapshot first (since version 3). */
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
    const plannedStep = steps.find((candidate) => candidate.id === id);
    const armedFrom = step.armed ? step.generation : undefined;
    if (plannedStep?.kind !== 'approval' || step.status !== 'waiting') return [id, { ...step, armedFrom }];
    const wait = { ...createHumanWait(plannedStep.assignees.people), isCounted: true };
    return [id, { ...step, armedFrom, wait: step.wait ?? wait }];
  });
  return { ...state, steps: Object.fromEntries(upgradedSteps) as EngineState['steps'] };
}
