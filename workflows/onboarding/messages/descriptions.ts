import type { SignalName } from '../../../src/domain/onboarding/messages';

/** Shown in Temporal's UI and CLI, for clients other than our API. `by` is the e-mail address of the sender. */
export const SIGNAL_DESCRIPTIONS: Readonly<Record<SignalName, string>> = {
  approve: 'Approves: { by, step?, comment? }. Leave out `step` while exactly one approval is open.',
  decline: 'Declines, which ends the onboarding: { by, step?, comment? }. Leave out `step` as for `approve`.',
  delegate: 'Gives an open request to another person: { by, step, to: { name, email } }.',
  remind: 'Reminds the people who have not answered a request, at most once an hour: { by, step }.',
  redoStep: 'Repeats a completed activity in place, and those that need its result: { by, step }.',
  replacePerson: 'Hands all work of a person over: { by, person: address, substitute: { name, email } }.',
  completeTask: 'Completes a task, with the answers to its form: { by, step, note?, answers? }.',
  resolveFailure: 'Decides about a failed step: { by, step, action: retry | skip | done | rollback | accept, note? }.',
  cancel: 'Cancels and takes everything back: { by, reason }.',
  reschedule: 'Moves the first day; the update of this name returns the result: { by, startDate: YYYY-MM-DD }.',
  amend: 'Changes the request; the update of this name returns the result: { by, changes: merge patch }.',
};

export const UPDATE_DESCRIPTIONS = {
  reschedule: 'Moves the first day and returns what became different: { by, startDate: YYYY-MM-DD }.',
  amend: 'Changes the request and returns what became different: { by, changes: merge patch (RFC 7396) }.',
} as const;
