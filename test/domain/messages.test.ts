import fc from 'fast-check';
import { parseMessage, type SignalName } from '../../src/domain/onboarding/messages';

const ID = '5b6f8d2e-5a57-4f0c-9a37-0d7a4a7c2f11';
const by = 'grace@example.com';
const proof = { decisionId: ID, onboardingId: ID, signal: 'approve', request: 1, roles: ['hr'] };

test('a valid message is parsed, trimmed, with a lower-case address', () => {
  expect(parseMessage('approve', { by: ' Grace@Example.COM ', comment: ' go ', extra: 1 })).toEqual({
    message: { by, comment: 'go' },
  });
  const resolution = { step: 'a', action: 'retry', by, note: 'line\nline', proof };
  expect(parseMessage('resolveFailure', resolution)).toEqual({ message: resolution });
  expect(parseMessage('cancel', { by, reason: 'withdrawn' })).toEqual({ message: { by, reason: 'withdrawn' } });
});

const describeProblem = (problem: string, field: string, params: object = {}) => ({
  code: `message.${problem}`,
  params: { field, ...params },
});

test.each<[string, SignalName, unknown, object]>([
  ['nothing', 'approve', undefined, describeProblem('no-object', '(message)')],
  ['a list', 'approve', [], describeProblem('no-object', '(message)')],
  ['no sender', 'approve', {}, describeProblem('no-text', 'by')],
  ['no address', 'approve', { by: 'grace' }, describeProblem('format', 'by')],
  ['an inherited property', 'approve', Object.create({ by }), describeProblem('no-text', 'by')],
  ['a number for a step', 'approve', { by, step: 7 }, describeProblem('no-text', 'step')],
  ['a step that is no code', 'approve', { by, step: '../a' }, describeProblem('format', 'step')],
  ['no reason', 'cancel', { by }, describeProblem('no-text', 'reason')],
  ['an empty reason', 'cancel', { by, reason: ' ' }, describeProblem('no-text', 'reason')],
  [
    'an endless reason',
    'cancel',
    { by, reason: 'x'.repeat(2001) },
    describeProblem('too-long', 'reason', { maximum: 2000 }),
  ],
  ['a control character', 'cancel', { by, reason: 'a\u0000b' }, describeProblem('control-characters', 'reason')],
  ['half a character', 'cancel', { by, reason: 'a\ud800b' }, describeProblem('control-characters', 'reason')],
  [
    'a person without an address',
    'delegate',
    { by, step: 'a', to: { name: 'Ivan' } },
    describeProblem('no-text', 'to.email'),
  ],
  [
    'an unknown action',
    'resolveFailure',
    { by, step: 'a', action: 'shrug' },
    describeProblem('choice', 'action', { allowed: ['retry', 'done', 'skip', 'rollback', 'accept'] }),
  ],
  [
    'a forged role',
    'approve',
    { by, proof: { ...proof, roles: ['god'] } },
    describeProblem('choice', 'proof.roles', { allowed: ['hr', 'manager', 'it', 'finance', 'admin'] }),
  ],
  [
    'a decision without an id',
    'approve',
    { by, proof: { ...proof, decisionId: 'x' } },
    describeProblem('format', 'proof.decisionId'),
  ],
])('%s is rejected by name', (_what, name, value, problem) => {
  expect(parseMessage(name, value)).toEqual({ problem });
});

test('the cancellation of a whole cohort needs no reason', () => {
  expect(parseMessage('cancel', { by, cohort: ID })).toEqual({ message: { by, cohort: ID } });
});

test('any input is parsed or rejected, and never throws', () => {
  const names = fc.constantFrom<SignalName>('approve', 'decline', 'resolveFailure', 'cancel');
  const fields = fc.dictionary(
    fc.constantFrom('by', 'step', 'comment', 'proof', 'reason', 'action', '__proto__'),
    fc.anything(),
  );
  fc.assert(
    fc.property(names, fc.oneof(fc.anything(), fields), (name, value) => {
      const read = parseMessage(name, value);
      return 'message' in read || read.problem.code.startsWith('message.');
    }),
  );
});
