import { findNextPending, calculateProgress, type StepSummary } from '../../src/domain/onboarding/next-pending';

const GRACE = { name: 'Grace Hopper', email: 'grace@example.com' };
const step = (id: string, changes: Partial<StepSummary>): StepSummary => ({
  id,
  title: id,
  status: 'pending',
  ...changes,
});

const waiting = step('approve', { status: 'waiting', people: [GRACE], startedAt: '2027-01-04T09:00:00Z' });
const failed = step('accounts', { status: 'failed', roles: ['it'], endedAt: '2027-01-05T09:00:00Z' });
const dated = step('laptop', { status: 'waiting', startedAt: '2027-01-04T09:00:00Z', startAt: '2027-02-01T08:00:00Z' });
const sooner = step('training', { startAt: '2027-01-20T08:00:00Z' });
const branch = step('buy', { startAt: '2027-01-01T08:00:00Z', onlyAsBranch: true });

test('what failed is awaited before what waits for people, and that before what waits for its day', () => {
  expect(findNextPending([dated, waiting, failed], false)).toMatchObject({ step: 'accounts', since: failed.endedAt });
  expect(findNextPending([dated, waiting], false)).toMatchObject({
    step: 'approve',
    people: [GRACE],
    since: waiting.startedAt,
  });
  expect(findNextPending([branch, dated, sooner], false)).toMatchObject({ step: 'training', from: sooner.startAt });
  expect(findNextPending([step('running', { status: 'running', people: [GRACE] })], false)).toBeUndefined();
});

test('once it is ending, only what is to be taken back asks', () => {
  const left = step('seat', { status: 'undo-failed', people: [GRACE], endedAt: '2027-01-06T09:00:00Z' });
  expect(findNextPending([failed, waiting, dated], true)).toBeUndefined();
  expect(findNextPending([failed, left], true)).toMatchObject({ step: 'seat' });
  const undoing = step('ship', { status: 'undoing', counterTask: 'Collect it', people: [GRACE] });
  expect(findNextPending([undoing], true)).toMatchObject({ step: 'ship', title: 'Collect it' });
});

test('progress counts what is done of what is to run: neither skipped steps nor branches that nobody needed', () => {
  const steps = [step('a', { status: 'done' }), step('b', { status: 'skipped' }), branch, waiting];
  expect(calculateProgress(steps)).toEqual({ settled: 1, of: 2 });
  expect(calculateProgress([...steps, { ...branch, status: 'done' }])).toEqual({ settled: 2, of: 3 });
});
