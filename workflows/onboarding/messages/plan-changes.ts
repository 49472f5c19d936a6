import { ActivityFailure, ApplicationFailure, condition, defineUpdate, setHandler } from '@temporalio/workflow';
import { begunIn, isApproved } from '../../../src/domain/onboarding/started-steps';
import { type Messages, readMessage, type UpdateName } from '../../../src/domain/onboarding/messages';
import type { PlanChange } from '../../../src/domain/plan/plan-change';
import type { Onboarding } from '../onboarding';
import { type Origin, originOf, whyRefused } from '../message-source';
import { planAnew } from '../planning-calls';
import { replan } from '../apply-replan';

type Change = { [Name in UpdateName]: { name: Name; message: Messages[Name] } }[UpdateName];

/** What changes the plan, as an update: for whoever speaks to Temporal and wants the answer. */
export function receiveUpdates(onboarding: Onboarding): void {
  receive(onboarding, 'reschedule');
  receive(onboarding, 'amend');
}

/** Refused before it is written to the history: what cannot be read, and what cannot count any more. */
function receive(onboarding: Onboarding, name: UpdateName): void {
  const accept = (value: unknown): Change => {
    const read = readMessage(name, value);
    if ('fault' in read) throw ApplicationFailure.nonRetryable(`${name}: ${read.fault}`, 'malformed');
    refuseLate(onboarding, read.message);
    return { name, message: read.message } as Change;
  };
  setHandler(defineUpdate<PlanChange, [unknown]>(name), (value) => change(onboarding, accept(value)), {
    validator: (value) => {
      accept(value);
    },
  });
}

/** The same by signal: what comes of it is in the timeline, as with every signal. Never throws. */
export async function changeBySignal(onboarding: Onboarding, wanted: Change, { via, proof }: Origin): Promise<void> {
  try {
    refuseLate(onboarding, wanted.message);
    await change(onboarding, wanted);
  } catch (error) {
    const { type, message } =
      error instanceof ApplicationFailure ? error : { type: 'unavailable', message: String(error) };
    const note = `${type ?? 'unavailable'}: ${message}`;
    onboarding.record({ kind: 'ignored', by: wanted.message.by, via, decisionId: proof?.decisionId, note });
  }
}

function refuseLate(onboarding: Onboarding, { proof }: Messages[UpdateName]): void {
  const reason = whyRefused(onboarding, originOf(onboarding, proof));
  const [type = 'closed', message = ''] = reason?.split(': ') ?? [];
  if (reason !== undefined) throw ApplicationFailure.nonRetryable(message, type);
  if (onboarding.ending !== undefined) throw ApplicationFailure.nonRetryable('it is being ended', 'closed');
}

/** One change after the other; while one is under way, the onboarding is not at rest. */
async function change(onboarding: Onboarding, wanted: Change): Promise<PlanChange> {
  onboarding.inFlight += 1;
  await condition(() => !onboarding.isChanging);
  onboarding.isChanging = true;
  try {
    return await changeNow(onboarding, wanted);
  } finally {
    onboarding.isChanging = false;
    onboarding.inFlight -= 1;
  }
}

async function changeNow(onboarding: Onboarding, { name, message }: Change): Promise<PlanChange> {
  const { request, plan, submittedBy } = onboarding.input;
  const steps = onboarding.steps.map(({ id, kind }) => ({ ...onboarding.step(id), id, kind }));
  const replanned = await planAnew(onboarding, {
    request,
    plan,
    submittedBy,
    change: name === 'reschedule' ? { startDate: message.startDate } : { changes: message.changes },
    approved: isApproved(steps),
    begun: begunIn(steps),
  }).catch((error: unknown) => {
    throw reasonOf(error);
  });
  refuseLate(onboarding, message);
  return replan(onboarding, name, replanned, message);
}

/** The caller is told what the planning said, and not how it was asked, nor what kept it from answering. */
const reasonOf = (error: unknown): unknown =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.nonRetryable
    ? ApplicationFailure.nonRetryable(error.cause.message, error.cause.type, ...(error.cause.details ?? []))
    : ApplicationFailure.nonRetryable('planning is not reachable: try again', 'unavailable');
