import { randomUUID } from 'node:crypto';
import type { Messages, SignalName } from '../../../domain/onboarding/messages';
import { describeError } from '../../../lib/background-loop';
import { FirstdayError } from '../../../lib/errors';
import { buildProof } from '../../http/build-proof';
import type { ApiCall } from '../../http/route';
import { signalWorkflow } from './signal-workflow';

const CONCURRENT_SIGNALS = 16;

/** Signal to one onboarding, without its sender. */
export interface Target<Name extends SignalName> {
  onboardingId: string;
  message: Omit<Messages[Name], 'by' | 'proof'>;
}

/** Sends a signal to many onboardings on behalf of the caller, and lists those that it reached and did not reach. */
export async function signalEach<Name extends SignalName>(
  call: Pick<ApiCall, 'context' | 'principal'>,
  name: Name,
  targets: readonly Target<Name>[],
): Promise<{ onboardings: string[]; unreachable: string[] }> {
  const unreachable: string[] = [];
  for (let index = 0; index < targets.length; index += CONCURRENT_SIGNALS) {
    const batch = targets.slice(index, index + CONCURRENT_SIGNALS);
    const results = await Promise.all(batch.map((target) => signalOne(call, name, target)));
    unreachable.push(...batch.map(({ onboardingId }) => onboardingId).filter((_id, position) => !results[position]));
  }
  const onboardings = targets.map(({ onboardingId }) => onboardingId).filter((id) => !unreachable.includes(id));
  return { onboardings, unreachable };
}

/** Resolves to false if the workflow could not be reached. One that has closed meanwhile needs no signal. */
async function signalOne<Name extends SignalName>(
  { context, principal }: Pick<ApiCall, 'context' | 'principal'>,
  name: Name,
  { onboardingId, message }: Target<Name>,
): Promise<boolean> {
  const proof = buildProof(principal, { decisionId: randomUUID(), onboardingId, signal: name });
  const signed = { ...message, by: principal.email, proof } as Messages[Name];
  try {
    await signalWorkflow(context, principal, onboardingId, {
      name,
      message: signed,
      unreachableReason: 'unavailable.change',
    });
    return true;
  } catch (error) {
    if (error instanceof FirstdayError && error.code === 'closed') return true;
    context.logger.warn({ onboardingId, signal: name, error: describeError(error) }, 'A signal was not delivered');
    return false;
  }
}
