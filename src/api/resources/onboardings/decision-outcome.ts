import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { type ErrorCode, FirstdayError } from '../../../lib/errors';

/** Keyed by the reason code that starts the note of an ignored decision, before `: `. */
const ERROR_CODES_BY_REASON: Record<string, ErrorCode> = {
  'not-entitled': 'forbidden',
  'already-decided': 'already-decided',
  closed: 'closed',
  malformed: 'invalid-request',
  unverified: 'forbidden',
  'invalid-request': 'invalid-request',
  'not-possible': 'not-possible',
  'not-plannable': 'not-plannable',
  'already-open': 'already-open',
  unavailable: 'unavailable',
};

/**
 * Reads the outcome of a decision from the workflow's own view.
 * @throws FirstdayError with the reason if it had no effect; `already-decided` names the earlier decision
 */
export function getOutcomeOrThrow(view: OnboardingView, decisionId: string, stepId: string | undefined) {
  const step = view.steps.find(({ id }) => id === stepId);
  const entry = view.timeline.find((candidate) => candidate.decisionId === decisionId);
  if (entry?.kind === 'ignored') throw toRejectionError(entry.note ?? '', step);
  const outcome = entry?.kind ?? (step?.decision?.decisionId === decisionId ? step.decision.outcome : undefined);
  if (outcome !== undefined) return { outcome, status: view.status, step };
  throw toRejectionError(step?.decision ? 'already-decided' : 'not-waiting', step);
}

function toRejectionError(note: string, step: StepView | undefined): FirstdayError {
  const [reason = '', explanation] = note.split(/: (.*)/s);
  const code = ERROR_CODES_BY_REASON[reason] ?? 'not-waiting';
  const { by, at, outcome } = step?.decision ?? {};
  const priorDecision = code === 'already-decided' && by !== undefined ? { decidedBy: by, decidedAt: at, outcome } : {};
  return new FirstdayError(code, explanation || undefined, [], priorDecision);
}
