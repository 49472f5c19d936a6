import { patched, sleep } from '@temporalio/workflow';
import { onboardEmployee as onboard } from '../../../workflows';
import type { EngineInput } from '../../../src/domain/onboarding/state';

export { onboardCohort } from '../../../workflows';
export const PATCH = '2027-02-rest-at-the-end';

/** A permitted change of the workflow: a timer more, which only onboardings get that reach it for the first time. */
export async function onboardEmployee(input: EngineInput): ReturnType<typeof onboard> {
  const result = await onboard(input);
  if (patched(PATCH)) await sleep(1);
  return result;
}
