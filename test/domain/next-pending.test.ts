import { findNextPending, calculateProgress, type StepSummary } from '../../src/domain/onboarding/next-pending';

const GRACE = { name: 'Grace Hopper', email: 'grace@example.com' };
const createStepSummary = (id: string, changes: Partial<StepSummary>): StepSummary => ({
  id,
  title: id,
  status: 'pending',
  ...changes,
});

const waiting = createStepSummary('approve', { status: 'waiting', people: [GRACE], startedAt: '2027-01-04T09:00:00Z' });
const failed = createStepSummary('accounts', { status: 'failed', roles: ['it'], endedAt: '2027-01-05T09:00:00Z' });
const dated = createStepSummary('laptop', {
  status: 'waiting',
  startedAt: '2027-01-04T09:00:00Z',
  startAt: '2027-02-01T08:00:00Z',
});
const sooner = createStepSummary('training', { startAt: '2027-01-20T08:00:00Z' });
const branch = createStepSummary('buy', { startAt: '2027-01-01T08:00:00Z', onlyAsBranch: true });

test('failures come before open requests, and those before start dates', () => {
  expect(findNextPending([dated, waiting, failed], false)).toMatchObject({ step: 'accounts', since: failed.endedAt });
  expect(findNextPending([dated, waiting], false)).toMatchObject({
    step: 'approve',
    people: [GRACE],
    since: waiting.startedAt,
  });
  expect(findNextPending([branch, dated, sooner], false)).toMatchObject({ step: 'training', from: sooner.startAt });
  expect(
    findNextPending([createStepSummary('running', { status: 'running', people: [GRACE] })], false),
  ).toBeUndefined();
});

test('during a termination, only undos are pending', () => {
  const undoFailed = createStepSummary('seat', {
    status: 'undo-failed',
    people: [GRACE],
    endedAt: '2027-01-06T09:00:00Z',
  });
  expect(findNextPending([failed, waiting, dated], true)).toBeUndefined();
  expect(findNextPending([failed, undoFailed], true)).toMatchObject({ step: 'seat' });
  const undoing = createStepSummary('ship', { status: 'undoing', undoTask: 'Collect it', people: [GRACE] });
  expect(findNextPending([undoing], true)).toMatchObject({ step: 'ship', title: 'Collect it' });
});

test('progress excludes skipped steps and untaken branches', () => {
  const steps = [
    createStepSummary('a', { status: 'done' }),
    createStepSummary('b', { status: 'skipped' }),
    branch,
    waiting,
  ];
  expect(calculateProgress(steps)).toEqual({ completed: 1, total: 2 });
  expect(calculateProgress([...steps, { ...branch, status: 'done' }])).toEqual({ completed: 2, total: 3 });
});
