import { randomUUID } from 'node:crypto';
import { summarizeAccess } from '../../../domain/access-summary';
import type { Messages, Proof, SignalName } from '../../../domain/onboarding/messages';
import { listConflictsOfInterest } from '../../../domain/people';
import { recordAudit } from '../../../database/audit';
import type { OnboardingRow } from '../../../database/onboardings';
import { isPendingOnPeople } from '../../../domain/onboarding/pending-people';
import type { OnboardingView } from '../../../domain/onboarding/view';
import { createReason } from '../../../domain/reasons/reason';
import { FirstdayError } from '../../../lib/errors';
import { recoverOnboarding } from '../../../application/recover-onboarding';
import { buildAuditEntry } from '../../http/audit-entry';
import { buildProof } from '../../http/build-proof';
import { addMessages } from '../../http/add-messages';
import { createRejection } from '../../http/create-rejection';
import { requireFreshSignIn } from '../../http/step-up';
import type { ApiResponse, ApiCall } from '../../http/route';
import { createReasonReader } from '../../../i18n/render-reason';
import { signalAndWait } from './signal-and-wait';
import { signalWorkflow, ensureNotClosed } from './signal-workflow';
import { ensureAnswerable, getOutcomeOrThrow } from './decision-outcome';
import { loadVisibleOnboarding } from './handlers';

type OnboardingAction =
  | 'approve'
  | 'decline'
  | 'delegate'
  | 'remind'
  | 'complete'
  | 'retry'
  | 'done'
  | 'skip'
  | 'accept'
  | 'cancel'
  | 'rollback';

/** Fields of every message from the API. */
export interface Sender {
  by: string;
  proof: Proof;
}

/** Signal to a workflow. */
export interface OnboardingCommand<Name extends SignalName> {
  /** Verb of the API path and of the audit entry. */
  action: OnboardingAction;
  signal: Name;
  step?: string;
  /** @throws FirstdayError if the caller may not send this message, or its content is invalid */
  buildMessage: (sender: Sender, onboarding: OnboardingRow) => Messages[Name] | Promise<Messages[Name]>;
}

/**
 * Signals the workflow and returns the actual outcome: 200 with the step, or 202 without an answer in time.
 * @throws FirstdayError `not-found`, `closed`, `forbidden`, `step-up-required`, `already-decided`, `not-waiting`, or `unavailable`
 */
export async function sendDecision<Name extends SignalName>(
  call: ApiCall<{ id: string }>,
  command: OnboardingCommand<Name>,
): Promise<ApiResponse> {
  const { context, principal, params } = call;
  const onboarding = await loadVisibleOnboarding(context, principal, params.id);
  if (command.step !== undefined && !onboarding.view.steps.some(({ id }) => id === command.step))
    throw new FirstdayError('not-found', createReason('not-found.step', { step: command.step }));
  ensureNotClosed(onboarding);
  const [conflict] = isApprovalDecision(command) ? listConflictsOfInterest(onboarding.view, principal) : [];
  if (conflict !== undefined) throw createRejection(createReason(`not-entitled.own-${conflict}`, {}), onboarding.view);
  ensureAnswerable(onboarding.view, command, principal);
  if (isCostlyApproval(call, command, onboarding.view)) requireFreshSignIn(call);
  const decisionId = randomUUID();
  const proof = buildProof(principal, {
    decisionId,
    onboardingId: params.id,
    signal: command.signal,
    request: command.step === undefined ? undefined : getRequestCount(onboarding, command.step),
  });
  const message = await command.buildMessage({ by: principal.email, proof }, onboarding);

  await recordAudit(
    context.database,
    buildAuditEntry(call, {
      action: `onboarding.${command.action}`,
      onboardingId: params.id,
      decisionId,
      detail: describeCommand(command, onboarding.view),
    }),
  );
  const sendSignal = async () => {
    if (onboarding.orphaned_at) await terminateOrphaned(call, command, message, { decisionId, view: onboarding.view });
    else
      await signalWorkflow(context, principal, params.id, {
        name: command.signal,
        message,
        unreachableReason: 'unavailable.decision',
      });
  };

  const responseIds = { onboardingId: params.id, decisionId };
  const view = await signalAndWait(context, params.id, decisionId, sendSignal);
  if (!view) return { status: 202, body: { ...responseIds, confirmed: false } };
  const outcome = addMessages(getOutcomeOrThrow(view, decisionId, command.step), createReasonReader(view, call.locale));
  return { status: 200, body: { ...responseIds, confirmed: true, ...outcome } };
}

/** An approval names the access that the approver has seen. */
function describeCommand(
  { step, signal }: Pick<OnboardingCommand<SignalName>, 'step' | 'signal'>,
  { access, request }: OnboardingView,
): object | undefined {
  if (step === undefined) return undefined;
  return signal === 'approve' && access ? { step, access: summarizeAccess(access, request) } : { step };
}

/**
 * The decision counts for the request that the caller sees, and for no later one. Undefined if the recorded view shows no
 * open request: the workflow may have opened it meanwhile.
 */
function getRequestCount({ view }: OnboardingRow, id: string): number | undefined {
  const step = view.steps.find((candidate) => candidate.id === id);
  const isOpen = step !== undefined && isPendingOnPeople(step, view.termination !== undefined);
  return isOpen ? (step.requestCount ?? 0) : undefined;
}

const isApprovalDecision = ({ signal }: { signal: SignalName }) => signal === 'approve' || signal === 'decline';

const isCostlyApproval = (
  { context }: Pick<ApiCall, 'context'>,
  { signal }: { signal: SignalName },
  { cost }: OnboardingView,
): boolean =>
  signal === 'approve' && cost !== undefined && cost.amountCents > (context.config.stepUp?.costCents ?? Infinity);

/** An orphaned onboarding has no workflow: it can only be cancelled, by starting one that undoes its effects. */
async function terminateOrphaned(
  { context, principal, params }: ApiCall<{ id: string }>,
  { signal }: { signal: SignalName },
  message: Messages[SignalName],
  { decisionId, view }: { decisionId: string; view: OnboardingView },
): Promise<void> {
  if (signal !== 'cancel' || !('reason' in message)) throw createOrphanedError(view);
  await recoverOnboarding(context, params.id, { by: principal.email, comment: message.reason, decisionId });
}

export const createOrphanedError = (view: OnboardingView): FirstdayError =>
  createRejection(createReason('not-waiting.orphaned', {}), view);
