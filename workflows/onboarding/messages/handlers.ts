import {
  defineQuery,
  defineSignal,
  setDefaultQueryHandler,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import { createReason, type Reason } from '../../../src/domain/reasons/reason';
import {
  parseMessage,
  QUERIES,
  SIGNAL_NAMES,
  type SignalName,
  WAKE_SIGNAL,
} from '../../../src/domain/onboarding/messages';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';
import type { OnboardingView } from '../../../src/domain/onboarding/view';
import { registerUpdateHandlers } from './plan-changes';
import { SIGNAL_DESCRIPTIONS } from './descriptions';
import type { Onboarding } from '../onboarding';
import { dispatchSignal, type IncomingSignal } from './dispatch';

const MAX_QUOTE_LENGTH = 80;

/**
 * Signal handlers take `unknown`, are synchronous and never throw: an invalid message is recorded in the timeline with
 * the reason, and the onboarding continues. The default handler comes first: signals that wait for the first task of a
 * run are dispatched as their handlers are registered, and only the default handler receives all of them, in order.
 */
export function registerMessageHandlers(onboarding: Onboarding): void {
  setHandler(defineQuery<OnboardingView>(QUERIES.onboarding), () => onboarding.buildView(), {
    description: 'Returns the onboarding as GET /api/v1/onboardings/{id} does: status, steps, timeline.',
  });
  // Not a handler of its own: Temporal's UI and CLI would offer it to others.
  setDefaultQueryHandler((name) => buildInternalAnswer(onboarding, name));
  setDefaultSignalHandler((name, value) => {
    receiveSignal(onboarding, name, value);
  });
  registerUpdateHandlers(onboarding);
  for (const name of SIGNAL_NAMES) registerSignalHandler(onboarding, name);
}

function registerSignalHandler(onboarding: Onboarding, name: SignalName): void {
  const receive = (value: unknown): void => {
    receiveSignal(onboarding, name, value);
  };
  setHandler(defineSignal<[unknown]>(name), receive, { description: SIGNAL_DESCRIPTIONS[name] });
}

function buildInternalAnswer(onboarding: Onboarding, query: string): Snapshot {
  if (query === QUERIES.snapshot) return onboarding.buildSnapshot();
  throw new Error(`There is no query ${query.slice(0, MAX_QUOTE_LENGTH)}. Use ${QUERIES.onboarding}.`);
}

function receiveSignal(onboarding: Onboarding, signal: string, value: unknown): void {
  if (signal === WAKE_SIGNAL) return;
  const name = SIGNAL_NAMES.find((known) => known === signal);
  if (name === undefined) {
    recordIgnored(onboarding, createReason('unknown-signal', { signal: signal.slice(0, MAX_QUOTE_LENGTH) }));
    return;
  }
  const parsed = parseMessage(name, value);
  if ('problem' in parsed)
    recordIgnored(onboarding, createReason('malformed.signal', { signal: name, problem: parsed.problem }));
  else dispatchSignal(onboarding, { name, message: parsed.message } as IncomingSignal);
}

const recordIgnored = (onboarding: Onboarding, reason: Reason): void => {
  onboarding.appendTimelineEntry({ kind: 'ignored', via: 'temporal (unverified)', reason });
};
