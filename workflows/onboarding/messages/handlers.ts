import { defineQuery, defineSignal, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import { QUERIES, parseMessage, type SignalName, WAKE_SIGNAL } from '../../../src/domain/onboarding/messages';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';
import type { OnboardingView } from '../../../src/domain/onboarding/view';
import { registerUpdateHandlers } from './plan-changes';
import type { Onboarding } from '../onboarding';
import { dispatchSignal, type IncomingSignal } from './dispatch';

const MAX_QUOTE_LENGTH = 80;

/**
 * Signal handlers take `unknown`, are synchronous and never throw: an invalid message is recorded in the timeline with
 * the reason, and the onboarding continues.
 */
export function registerMessageHandlers(onboarding: Onboarding): void {
  setHandler(defineQuery<OnboardingView>(QUERIES.onboarding), () => onboarding.buildView());
  setHandler(defineQuery<Snapshot>(QUERIES.snapshot), () => onboarding.buildSnapshot());
  registerUpdateHandlers(onboarding);
  registerSignalHandler(onboarding, 'approve');
  registerSignalHandler(onboarding, 'decline');
  registerSignalHandler(onboarding, 'delegate');
  registerSignalHandler(onboarding, 'completeTask');
  registerSignalHandler(onboarding, 'resolveFailure');
  registerSignalHandler(onboarding, 'cancel');
  registerSignalHandler(onboarding, 'reschedule');
  registerSignalHandler(onboarding, 'amend');
  setHandler(defineSignal(WAKE_SIGNAL), () => undefined);
  setDefaultSignalHandler((name) => {
    recordIgnored(onboarding, `unknown: there is no signal ${name.slice(0, MAX_QUOTE_LENGTH)}`);
  });
}

function registerSignalHandler<Name extends SignalName>(onboarding: Onboarding, name: Name): void {
  setHandler(defineSignal<[unknown]>(name), (value: unknown) => {
    const parsed = parseMessage(name, value);
    if ('error' in parsed) recordIgnored(onboarding, `malformed: ${name}: ${parsed.error}`);
    else dispatchSignal(onboarding, { name, message: parsed.message } as IncomingSignal);
  });
}

const recordIgnored = (onboarding: Onboarding, note: string): void => {
  onboarding.appendTimelineEntry({
    kind: 'ignored',
    via: 'temporal (unverified)',
    note: note.slice(0, 4 * MAX_QUOTE_LENGTH),
  });
};
