import { ActivityFailure, ApplicationFailure, condition, defineUpdate, setHandler } from '@temporalio/workflow';
import { type Messages, readMessage, type UpdateName } from '../../src/contract/messages';
import type { PlanChange } from '../../src/contract/outcome';
import type { ReplanCall } from '../../src/contract/outside';
import type { Onboarding } from './onboarding';
import { originOf, whyRefused } from './origin';
import { planAnew } from './outside';
import { replan } from './replan';

/** What changes the plan of a running onboarding, one after the other. */
export function receiveUpdates(onboarding: Onboarding): void {
  const inTurn = oneAtATime();
  receive(onboarding, 'reschedule', (message) =>
    inTurn(() => change(onboarding, 'reschedule', message, { startDate: message.startDate })),
  );
  receive(onboarding, 'amend', (message) =>
    inTurn(() => change(onboarding, 'amend', message, { changes: message.changes })),
  );
}

/** Refused before it is written to the history: what cannot be read, and what cannot count any more. */
function receive<Name extends UpdateName>(
  onboarding: Onboarding,
  name: Name,
  handle: (message: Messages[Name]) => Promise<PlanChange>,
): void {
  const accept = (value: unknown): Messages[Name] => {
    const read = readMessage(name, value);
    if ('fault' in read) throw ApplicationFailure.nonRetryable(`${name}: ${read.fault}`, 'malformed');
    refuseLate(onboarding, read.message);
    return read.message;
  };
  setHandler(defineUpdate<PlanChange, [unknown]>(name), (value) => handle(accept(value)), {
    validator: (value) => {
      accept(value);
    },
  });
}

function refuseLate(onboarding: Onboarding, { proof }: Messages[UpdateName]): void {
  const reason = whyRefused(onboarding, originOf(onboarding, proof));
  const [type = 'closed', message = ''] = reason?.split(': ') ?? [];
  if (reason !== undefined) throw ApplicationFailure.nonRetryable(message, type);
  if (onboarding.ending !== undefined) throw ApplicationFailure.nonRetryable('it is being ended', 'closed');
}

async function change(
  onboarding: Onboarding,
  name: UpdateName,
  message: Messages[UpdateName],
  wanted: ReplanCall['change'],
): Promise<PlanChange> {
  const { request, plan, submittedBy } = onboarding.input;
  const approved = onboarding.steps.every(({ id, kind }) => kind !== 'approval' || onboarding.isSettled(id));
  const begun = onboarding.steps.filter(({ id }) => hasEffect(onboarding, id)).map(({ id }) => id);
  const replanned = await planAnew(onboarding, { request, plan, submittedBy, change: wanted, approved, begun }).catch(
    (error: unknown) => {
      throw reasonOf(error);
    },
  );
  refuseLate(onboarding, message);
  return replan(onboarding, name, replanned, message);
}

/** A step that failed can be amended: what it may have left is taken back before it runs again. */
function hasEffect(onboarding: Onboarding, id: string): boolean {
  const { armed, status } = onboarding.step(id);
  return (armed && status !== 'failed') || status === 'running' || (status === 'done' && isWork(onboarding, id));
}

const isWork = (onboarding: Onboarding, id: string): boolean => onboarding.planned(id)?.kind !== 'approval';

/** The caller is told what the planning said, and not how it was asked. */
const reasonOf = (error: unknown): unknown =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure
    ? ApplicationFailure.nonRetryable(error.cause.message, error.cause.type, ...(error.cause.details ?? []))
    : ApplicationFailure.nonRetryable('planning is not reachable: try again', 'unavailable');

function oneAtATime(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let isTaken = false;
  return async (work) => {
    await condition(() => !isTaken);
    isTaken = true;
    try {
      return await work();
    } finally {
      isTaken = false;
    }
  };
}
