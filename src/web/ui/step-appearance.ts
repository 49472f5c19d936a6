import type { StepResponse } from '../../api/resources/onboardings/view-schema';
import type { StepStatus } from '../../domain/status';

/** Status of a step for people: a refusal or a failure stays visible after the step has ended otherwise. */
export type StepAppearance =
  StepStatus | 'declined' | 'expired' | 'failed-undone' | 'failed-replaced' | 'failed-skipped';

export function getStepAppearance({
  kind,
  status,
  decision,
  error,
  branchedTo,
}: Pick<StepResponse, 'kind' | 'status' | 'decision' | 'error' | 'branchedTo'>): StepAppearance {
  const outcome = decision?.outcome;
  if (kind === 'approval' && (outcome === 'declined' || outcome === 'expired')) return outcome;
  if (error === undefined) return status;
  if (status === 'undone') return 'failed-undone';
  if (status === 'skipped') return branchedTo === undefined ? 'failed-skipped' : 'failed-replaced';
  return status;
}
