import { listFailedAttempts } from '../../../database/failed-attempts';
import type { Database } from '../../../database/client';
import type { OnboardingView, StepView } from '../../../domain/onboarding/view';

/** Adds to each step in progress the attempts of its activity so far: its workflow knows only that it runs. */
export async function addFailedAttempts(database: Database, view: OnboardingView) {
  const isInProgress = view.steps.some(({ status }) => status === 'running' || status === 'undoing');
  const rows = isInProgress ? await listFailedAttempts(database, view.id) : [];
  const steps = view.steps.map((step) => {
    const row = rows.find((candidate) => candidate.step === step.id && isCurrent(candidate.is_undo, step));
    if (row === undefined) return step;
    const { attempt: count, first_failed_at: since, next_attempt_at: nextAt, reason } = row;
    return { ...step, failedAttempts: { count, since: since.toISOString(), nextAt: nextAt.toISOString(), reason } };
  });
  return { ...view, steps };
}

const isCurrent = (isUndo: boolean, { status }: StepView): boolean => status === (isUndo ? 'undoing' : 'running');
