import { Onboarding } from '../../workflows/onboarding/onboarding';
import { createEngineInput, createApprovalStep, HR } from './support';

const noise = { kind: 'ignored', by: 'nobody@example.com' };
const notice = { key: 'ok/reminder', kind: 'reminder' as const, to: [{ name: 'Hanna', email: HR }] };

/** Keys of the same notification in two onboardings. The second has an additional, ignored timeline entry. */
function keysOf(engineVersion: number): string[] {
  const input = createEngineInput([createApprovalStep('ok')], { engineVersion });
  const [quiet, disturbed] = [new Onboarding(input), new Onboarding(input)];
  disturbed.appendTimelineEntry(noise);
  for (const onboarding of [quiet, disturbed]) onboarding.notify(notice);
  return [quiet, disturbed].flatMap(({ state }) => state.notices.map(({ key }) => key));
}

test('a workflow task that is done again, after more was said, owes the same notices: nobody is told twice', () => {
  expect(keysOf(3)).toEqual(['ok/reminder/1', 'ok/reminder/1']);
});

test('a second notice of the same kind is another one, also in the next run', () => {
  const first = new Onboarding(createEngineInput([createApprovalStep('ok')]));
  first.notify(notice);
  const next = new Onboarding(first.inputForNextRun);
  next.notify(notice);
  expect(next.state.notices.map(({ key }) => key)).toEqual(['ok/reminder/1', 'ok/reminder/2']);
});

test('what an older engine began keeps its keys, so that a new worker sends nothing again', () => {
  expect(keysOf(2)).toEqual(['ok/reminder/1', 'ok/reminder/2']);
});
