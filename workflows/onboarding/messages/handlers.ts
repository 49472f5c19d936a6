import { defineQuery, defineSignal, setDefaultSignalHandler, setHandler } from '@temporalio/workflow';
import { QUERIES, readMessage, type SignalName, WAKE_SIGNAL } from '../../../src/domain/onboarding/messages';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';
import type { OnboardingView } from '../../../src/domain/onboarding/view';
import { receiveUpdates } from './plan-changes';
import type { Onboarding } from '../onboarding';
import { applySignal, type SignalOf } from './dispatch';

const SHOWN = 80;

/**
 * Everything that can be said to a running onboarding. Signal handlers take `unknown`, are synchronous and never throw:
 * what cannot be understood is kept in the timeline with the reason, and the onboarding lives on.
 */
export function receiveMessages(onboarding: Onboarding): void {
  setHandler(defineQuery<OnboardingView>(QUERIES.onboarding), () => onboarding.view());
  setHandler(defineQuery<Snapshot>(QUERIES.snapshot), () => onboarding.snapshot());
  receiveUpdates(onboarding);
  receive(onboarding, 'approve');
  receive(onboarding, 'decline');
  receive(onboarding, 'delegate');
  receive(onboarding, 'completeTask');
  receive(onboarding, 'resolveFailure');
  receive(onboarding, 'cancel');
  receive(onboarding, 'reschedule');
  receive(onboarding, 'amend');
  setHandler(defineSignal(WAKE_SIGNAL), () => undefined);
  setDefaultSignalHandler((name) => {
    ignore(onboarding, `unknown: there is no signal ${name.slice(0, SHOWN)}`);
  });
}

function receive<Name extends SignalName>(onboarding: Onboarding, name: Name): void {
  setHandler(defineSignal<[unknown]>(name), (value: unknown) => {
    const read = readMessage(name, value);
    if ('fault' in read) ignore(onboarding, `malformed: ${name}: ${read.fault}`);
    else applySignal(onboarding, { name, message: read.message } as SignalOf);
  });
}

const ignore = (onboarding: Onboarding, note: string): void => {
  onboarding.record({ kind: 'ignored', via: 'temporal (unverified)', note: note.slice(0, 4 * SHOWN) });
};
