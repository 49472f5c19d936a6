import { Onboarding } from '../../workflows/onboarding/onboarding';
import { createEngineInput, createApprovalStep, HR } from './support';

const ignoredEntry = { kind: 'ignored', by: 'nobody@example.com' };
const notification = { key: 'ok/reminder', kind: 'reminder' as const, to: [{ name: 'Hanna', email: HR }] };

const listKeys = ({ inputForNextRun }: Onboarding): string[] | undefined =>
  inputForNextRun.carriedState?.notifications.map(({ key }) => key);

/** Keys of the same notification in two onboardings. The second has an additional, ignored timeline entry. */
function listNotificationKeys(): (string | undefined)[] {
  const input = createEngineInput([createApprovalStep('ok')]);
  const [quiet, disturbed] = [new Onboarding(input), new Onboarding(input)];
  disturbed.appendTimelineEntry(ignoredEntry);
  for (const onboarding of [quiet, disturbed]) onboarding.notify(notification);
  return [quiet, disturbed].flatMap(listKeys);
}

test('a repeated workflow task queues the same notifications', () => {
  expect(listNotificationKeys()).toEqual(['ok/reminder/1', 'ok/reminder/1']);
});

test('a second notification of a kind has another key, also in the next run', () => {
  const first = new Onboarding(createEngineInput([createApprovalStep('ok')]));
  first.notify(notification);
  const next = new Onboarding(first.inputForNextRun);
  next.notify(notification);
  expect(listKeys(next)).toEqual(['ok/reminder/1', 'ok/reminder/2']);
});
