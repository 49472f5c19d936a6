import type { ApprovalStep } from '../../src/contract/plan';
import type { Cancellation, Decision, FailureResolution, Proof } from '../../src/contract/messages';
import type { Via } from '../../src/contract/view';
import type { Onboarding } from './onboarding';

export type SignalOf =
  | { name: 'approve' | 'decline'; message: Decision }
  | { name: 'resolveFailure'; message: FailureResolution }
  | { name: 'cancel'; message: Cancellation };

/** Where a message came from. Only what our API sealed for this very onboarding carries a proof that counts. */
interface Origin {
  via: Via;
  proof?: Proof;
}

/** Lets a well-formed signal take effect, or keeps it in the timeline with the reason why it did not. */
export function applySignal(onboarding: Onboarding, signal: SignalOf): void {
  const { message } = signal;
  const genuine = message.proof?.onboardingId === onboarding.input.id ? message.proof : undefined;
  const origin: Origin = genuine === undefined ? { via: 'temporal (unverified)' } : { via: 'api', proof: genuine };
  const step = 'step' in message ? message.step : undefined;
  if (genuine !== undefined && wasSeen(onboarding, genuine)) return;

  const refusal = refusalOf(onboarding, origin) ?? attempt(onboarding, signal, origin);
  if (refusal === undefined) return;
  onboarding.record({
    kind: 'ignored',
    step,
    by: message.by,
    via: origin.via,
    decisionId: genuine?.decisionId,
    note: refusal,
  });
}

/** Does what the signal asks; gives the reason where it does not. */
function attempt(onboarding: Onboarding, signal: SignalOf, origin: Origin): string | undefined {
  switch (signal.name) {
    case 'approve':
      return decide(onboarding, 'approved', signal.message, origin);
    case 'decline':
      return decide(onboarding, 'declined', signal.message, origin);
    case 'resolveFailure':
      return resolve(onboarding, signal.message, origin);
    case 'cancel':
      return cancel(onboarding, signal.message, origin);
  }
}

/** The same message delivered again (a client's retry) is no second decision. */
const wasSeen = (onboarding: Onboarding, proof: Proof): boolean =>
  onboarding.state.timeline.some((entry) => entry.decisionId === proof.decisionId);

function refusalOf(onboarding: Onboarding, { proof }: Origin): string | undefined {
  if (onboarding.state.closedAt !== undefined) return 'closed: this onboarding has ended';
  if (onboarding.input.options.apiOnly && proof === undefined) {
    return 'unverified: only decisions made through the API count here';
  }
  return undefined;
}

function decide(
  onboarding: Onboarding,
  outcome: 'approved' | 'declined',
  { step: id, by, comment }: Decision,
  { via, proof }: Origin,
): string | undefined {
  const approvals = onboarding.steps.filter((step) => step.kind === 'approval');
  const open = approvals.filter((step) => onboarding.step(step.id).status === 'waiting');
  const step = id === undefined && open.length === 1 ? open[0] : approvals.find((candidate) => candidate.id === id);
  if (step === undefined) return id === undefined ? whyNoneIsOpen(onboarding, open) : `not-waiting: no approval ${id}`;

  const { decision, status } = onboarding.step(step.id);
  if (decision !== undefined) return `already-decided: ${decision.outcome} by ${decision.by} at ${decision.at}`;
  if (status !== 'waiting' || onboarding.ending !== undefined) return `not-waiting: ${step.id} is ${status}`;
  const refusal = whyNotEntitled(onboarding, step, by, proof);
  if (refusal !== undefined) return refusal;
  const at = new Date().toISOString();
  onboarding.decided(step, { outcome, by, at, via, comment, decisionId: proof?.decisionId });
  return undefined;
}

function whyNoneIsOpen(onboarding: Onboarding, open: ApprovalStep[]): string {
  if (open.length > 1)
    return `not-waiting: several approvals are open: name one of ${open.map(({ id }) => id).join(', ')}`;
  const last = onboarding.steps
    .map((step) => onboarding.step(step.id).decision)
    .filter((decision) => decision !== undefined)
    .at(-1);
  return last === undefined
    ? 'not-waiting: no approval is open'
    : `already-decided: ${last.outcome} by ${last.by} at ${last.at}`;
}

function whyNotEntitled(onboarding: Onboarding, step: ApprovalStep, by: string, proof?: Proof): string | undefined {
  if (by === onboarding.input.submittedBy.email) return 'not-entitled: nobody decides on their own submission';
  const { people, roles, label } = step.deciders;
  if (people.some((person) => person.email === by)) return undefined;
  if (proof?.roles.some((role) => roles.includes(role))) return undefined;
  return `not-entitled: ${step.id} is for ${label}`;
}

function cancel(onboarding: Onboarding, { by, reason }: Cancellation, { via, proof }: Origin): string | undefined {
  if (onboarding.ending !== undefined) return 'not-waiting: it is already being ended';
  onboarding.record({ kind: 'cancel-requested', by, via, note: reason, decisionId: proof?.decisionId });
  onboarding.end({ outcome: 'cancelled', reason, by });
  return undefined;
}

/**
 * A failed step can be retried, or ends the onboarding with a rollback; a failed undo can be retried, or what it leaves
 * behind accepted.
 */
function resolve(
  onboarding: Onboarding,
  { step: id, action, by, note }: FailureResolution,
  { via, proof }: Origin,
): string | undefined {
  const step = onboarding.steps.find((candidate) => candidate.id === id);
  const failure = step === undefined ? undefined : failureOf(onboarding, step.id);
  if (step === undefined || failure === undefined) return `not-waiting: no failure of ${id} waits for anybody`;
  if (!CURES[failure].includes(action))
    return `not-waiting: here one can ${CURES[failure].join(' or ')}, not ${action}`;
  onboarding.record({
    kind: 'resolved',
    step: id,
    by,
    via,
    note: `${action}${note ? `: ${note}` : ''}`,
    decisionId: proof?.decisionId,
  });
  if (action === 'retry') onboarding.retry(step);
  else if (action === 'rollback')
    onboarding.end({ outcome: 'rolled-back', reason: note ?? `${step.title} failed`, by });
  else onboarding.accepted(step, `left behind, accepted by ${by}${note ? `: ${note}` : ''}`);
  return undefined;
}

const CURES: Record<'failed' | 'undo-failed', readonly FailureResolution['action'][]> = {
  failed: ['retry', 'rollback'],
  'undo-failed': ['retry', 'accept'],
};

/** How the step failed, where a person is waited for. */
function failureOf(onboarding: Onboarding, id: string): 'failed' | 'undo-failed' | undefined {
  const { status } = onboarding.step(id);
  if (status === 'undo-failed') return status;
  return status === 'failed' && onboarding.ending === undefined ? status : undefined;
}
