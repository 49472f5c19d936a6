import { sendSignal } from '../../src/temporal/send-signal';

const BY = 'hr@example.com';

test('a message must belong to its signal: any other does not compile', async () => {
  const sentMessages: unknown[] = [];
  const handle = { signal: async (...args: unknown[]) => void sentMessages.push(args) };
  await sendSignal(handle, 'cancel', { by: BY, reason: 'withdrawn' });
  // @ts-expect-error A message of another signal.
  await sendSignal(handle, 'cancel', { by: BY, step: 'a', action: 'retry' });
  // @ts-expect-error A misspelt field.
  await sendSignal(handle, 'delegate', { by: BY, step: 'a', too: { name: 'Mary', email: 'mary@example.com' } });
  // @ts-expect-error An unknown signal.
  await sendSignal(handle, 'aprove', { by: BY });
  expect(sentMessages[0]).toEqual(['cancel', { by: BY, reason: 'withdrawn' }]);
});
