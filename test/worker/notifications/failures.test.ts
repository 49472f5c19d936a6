import { encodeUuid } from '../../../src/lib/short-links';
import { changeSteps, foreign, input, renderTestEmail } from './support/test-emails';

test('a failed undo names the effect, the reason and both resolutions', async () => {
  const { text } = await renderTestEmail(
    { kind: 'needs-attention', step: 'claimUsername', reason: foreign('The directory is down.') },
    changeSteps({ accounts: { status: 'undo-failed' } }),
  );
  expect(text).toContain('Create accounts could not be undone.\n\nReason: The directory is down.');
  expect(text).toContain(
    'Retry once the cause is fixed, undo it by hand and mark it as done, or mark it as not recoverable.',
  );
  expect(text).toContain(`Decide what happens:\nhttps://firstday.example.com/t/${encodeUuid(input.id)}/claimUsername`);
});

test.each([
  [
    { decideBy: '2027-02-02T08:00:00Z' },
    'Please decide by Tuesday, 2 February 2027 at 09:00 (Europe/Berlin). Without a decision, it is escalated. Nothing is rolled back.',
  ],
  [{}, 'Nothing is rolled back until you decide.'],
])('a failure with %j names the reason and the resolutions', async (time, expected) => {
  const failed = { status: 'failed', essential: false, ...time };
  const { text } = await renderTestEmail(
    { kind: 'needs-attention', step: 'claimUsername', reason: foreign('No licence left.') },
    changeSteps({ accounts: failed }),
  );
  expect(text).toContain('Create accounts failed.\n\nReason: No licence left.');
  expect(text).toContain(expected);
  expect(text).toContain(
    'Retry the step once the cause is fixed, do it by hand and mark it as done, skip it, or roll back',
  );
  expect(text).toContain(`Decide what happens:\nhttps://firstday.example.com/t/${encodeUuid(input.id)}/claimUsername`);
});

test('an undecided failure of an essential step is announced as a rollback, and cannot be skipped', async () => {
  const failed = { status: 'failed', decideBy: '2027-02-03T08:00:00Z' };
  const { text } = await renderTestEmail(
    { kind: 'needs-attention', step: 'claimUsername', reason: foreign('No licence left.') },
    changeSteps({ accounts: failed }),
  );
  expect(text).toContain(
    'by Wednesday, 3 February 2027 at 09:00 (Europe/Berlin). Without a decision, the onboarding is rolled back.',
  );
  expect(text).not.toContain('skip');
});
