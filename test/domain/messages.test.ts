import fc from 'fast-check';
import { parseMessage, type SignalName } from '../../src/domain/onboarding/messages';

const ID = '5b6f8d2e-5a57-4f0c-9a37-0d7a4a7c2f11';
const by = 'grace@example.com';
const proof = { decisionId: ID, onboardingId: ID, roles: ['hr'] };

test('a valid message is parsed, trimmed, with a lower-case address', () => {
  expect(parseMessage('approve', { by: ' Grace@Example.COM ', comment: ' go ', extra: 1 })).toEqual({
    message: { by, comment: 'go' },
  });
  const resolution = { step: 'a', action: 'retry', by, note: 'line\nline', proof };
  expect(parseMessage('resolveFailure', resolution)).toEqual({ message: resolution });
  expect(parseMessage('cancel', { by, reason: 'withdrawn' })).toEqual({ message: { by, reason: 'withdrawn' } });
});

test.each<[string, SignalName, unknown, string]>([
  ['nothing', 'approve', undefined, 'is no object'],
  ['a list', 'approve', [], 'is no object'],
  ['no sender', 'approve', {}, 'by must be text'],
  ['no address', 'approve', { by: 'grace' }, 'by is not valid'],
  ['an inherited property', 'approve', Object.create({ by }), 'by must be text'],
  ['a number for a step', 'approve', { by, step: 7 }, 'step must be text'],
  ['a step that is no code', 'approve', { by, step: '../a' }, 'step is not valid'],
  ['an empty reason', 'cancel', { by, reason: ' ' }, 'reason must be text'],
  ['an endless reason', 'cancel', { by, reason: 'x'.repeat(2001) }, 'reason must not be longer than 2000 characters'],
  ['a control character', 'cancel', { by, reason: 'a\u0000b' }, 'reason must not contain control characters'],
  ['half a character', 'cancel', { by, reason: 'a\ud800b' }, 'reason must not contain control characters'],
  [
    'an unknown action',
    'resolveFailure',
    { by, step: 'a', action: 'shrug' },
    'action must be one of retry, skip, rollback, accept',
  ],
  [
    'a forged role',
    'approve',
    { by, proof: { ...proof, roles: ['god'] } },
    'proof roles must be one of hr, manager, it, finance, admin',
  ],
  [
    'a decision without an id',
    'approve',
    { by, proof: { ...proof, decisionId: 'x' } },
    'proof decisionId is not valid',
  ],
])('%s is rejected by name', (_what, name, value, error) => {
  expect(parseMessage(name, value)).toEqual({ error });
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
      return 'message' in read || read.error.length > 0;
    }),
  );
});
