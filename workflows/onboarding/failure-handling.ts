import { condition } from '@temporalio/workflow';
import type { ActivityStep } from '../../src/domain/plan/types';
import { branched, branchFor, undecided } from './transitions/activity-step';
import type { Onboarding } from './onboarding';
import { arrange } from './planning-calls';
import { takeBack } from './compensation';
import { happensBefore } from './wait-until';

/** Follows the branch that the plan names for the failure; else waits until a person has decided, or had time to. */
export async function settleFailure(onboarding: Onboarding, step: ActivityStep): Promise<void> {
  const branch = branchFor(step, onboarding.step(step.id).error);
  if (branch !== undefined) return takeBranch(onboarding, step, branch);

  const state = onboarding.step(step.id);
  const isDecided = (): boolean => state.status !== 'failed' || state.skip === true;
  if (step.decideWithin !== undefined && state.decideBy === undefined && state.isOverdue !== true)
    await setDeadline(onboarding, step, step.decideWithin);
  if (state.decideBy !== undefined) {
    await happensBefore(isDecided, state.decideBy, `${step.title}: time to decide`);
    if (!isDecided()) undecided(onboarding, step);
  }
  await condition(isDecided);
}

async function takeBranch(onboarding: Onboarding, step: ActivityStep, branch: string): Promise<void> {
  await takeBack(onboarding, step);
  if (onboarding.ending === undefined) branched(onboarding, step, branch);
}

async function setDeadline(onboarding: Onboarding, step: ActivityStep, expireAfter: number): Promise<void> {
  const { expireAt } = await arrange(onboarding, step, { people: [], expireAfter });
  if (onboarding.step(step.id).status === 'failed') onboarding.change(step, { decideBy: expireAt });
}
