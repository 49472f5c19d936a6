import { listFailedAttempts, saveFailedAttempt } from '../../src/database/failed-attempts';
import { countOnboardings, listOnboardings } from '../../src/database/onboarding-list';
import { findOnboarding } from '../../src/database/onboardings';
import type { Readiness, StepStatus } from '../../src/domain/status';
import type { OnboardingView } from '../../src/domain/onboarding/view';
import { findViewByDecision } from '../../src/database/timeline';
import { writeSnapshot } from '../../src/worker/projection/write-snapshot';
import { createSnapshot, insertSubmittedOnboarding } from '../support/onboardings';
import { type TestDatabase, createTestDatabase } from '../support/test-database';
import { createActivityStep, createApprovalStep, createEngineInput } from '../workflows/support';

let postgres: TestDatabase;
beforeAll(async () => void (postgres = await createTestDatabase()));
afterAll(() => postgres.close());

const PAST = new Date(Date.now() - 60_000).toISOString();
const LONG_PAST = new Date(Date.now() - 120_000).toISOString();
const FUTURE = new Date(Date.now() + 3_600_000).toISOString();

/** Inserts an onboarding with these changes in its projected view. */
async function insertProjectedOnboarding(changes: Partial<OnboardingView>, decisionId?: string): Promise<string> {
  const { database } = postgres;
  const input = createEngineInput([createApprovalStep('managerApproval')]);
  await insertSubmittedOnboarding(database, input);
  const timeline = [{ seq: 1, at: PAST, kind: 'approved', decisionId }];
  const snapshot = createSnapshot(input, [0, 8, 2], 'in-progress', timeline);
  const view = { ...snapshot.view, atRiskCause: 'risky', lateCause: 'tardy', ...changes };
  await writeSnapshot(database, { ...snapshot, view }, 'run');
  return input.id;
}

const findListedReadiness = async (id: string, readiness: Readiness) =>
  (await listOnboardings(postgres.database, undefined, { readiness: [readiness] }, { limit: 100 })).find(
    (row) => row.id === id,
  )?.readiness;

const cases: [said: string, changes: Partial<OnboardingView>, now: Readiness, cause: string | undefined][] = [
  ['on track', { readiness: 'on-track', atRiskAt: FUTURE, lateAt: FUTURE }, 'on-track', undefined],
  ['on track, and never otherwise', { readiness: 'on-track' }, 'on-track', undefined],
  ['on track, at risk by now', { readiness: 'on-track', atRiskAt: PAST, lateAt: FUTURE }, 'at-risk', 'risky'],
  ['on track, late by now', { readiness: 'on-track', atRiskAt: LONG_PAST, lateAt: PAST }, 'late', 'tardy'],
  ['at risk', { readiness: 'at-risk', readinessCause: 'said', lateAt: FUTURE }, 'at-risk', 'said'],
  ['at risk, late by now', { readiness: 'at-risk', readinessCause: 'said', lateAt: PAST }, 'late', 'tardy'],
  ['late', { readiness: 'late', readinessCause: 'said' }, 'late', 'said'],
  [
    'closed on track',
    { readiness: 'on-track', atRiskAt: PAST, lateAt: PAST, status: 'completed' },
    'on-track',
    undefined,
  ],
];

test.each(cases)('an onboarding that was %s: %j is %s now, in every query', async (_projected, changes, now, cause) => {
  const { database } = postgres;
  const decisionId = crypto.randomUUID();
  const id = await insertProjectedOnboarding(changes, decisionId);
  const row = await findOnboarding(database, id, undefined);
  expect([row?.readiness, row?.view.readiness, row?.view.readinessCause]).toEqual([now, now, cause]);
  const decidedView = await findViewByDecision(database, id, decisionId);
  expect([decidedView?.readiness, decidedView?.readinessCause]).toEqual([now, cause]);
  for (const readiness of ['on-track', 'at-risk', 'late'] as const)
    expect(await findListedReadiness(id, readiness)).toBe(readiness === now ? now : undefined);
});

async function failStep(onboardingId: string, minutesAgo: number, step = 'bookSeat', isUndo = false): Promise<void> {
  const { database } = postgres;
  const failed = { onboardingId, step, isUndo, attempt: 7, reason: { code: 'MailUnavailable', params: {} } };
  await saveFailedAttempt(database, { ...failed, nextAttemptAt: new Date() });
  await database
    .updateTable('failed_attempts')
    .set({ first_failed_at: new Date(Date.now() - minutesAgo * 60_000) })
    .where('onboarding_id', '=', onboardingId)
    .where('step', '=', step)
    .execute();
}

const failing: [
  said: string,
  minutes: number,
  changes: Partial<OnboardingView>,
  now: Readiness,
  cause: string | undefined,
][] = [
  ['on track, for eleven minutes', 11, { atRiskAt: FUTURE }, 'at-risk', 'bookSeat'],
  ['on track, for a day, whose undo fails', 1440, {}, 'at-risk', 'bookSeat'],
  ['on track, for two minutes', 2, { atRiskAt: FUTURE }, 'on-track', undefined],
  ['late by now, for eleven minutes', 11, { atRiskAt: LONG_PAST, lateAt: PAST }, 'late', 'tardy'],
  ['late, for eleven minutes', 11, { readiness: 'late', readinessCause: 'said' }, 'late', 'said'],
  ['rolling back, for eleven minutes', 11, { status: 'rolling-back' }, 'on-track', undefined],
  ['closed on track, for eleven minutes', 11, { status: 'completed' }, 'on-track', undefined],
];

test.each(failing)(
  'an onboarding %s with a failing step, is so in every query',
  async (_s, minutes, changes, now, cause) => {
    const { database } = postgres;
    const decisionId = crypto.randomUUID();
    const isOpen = changes.status !== 'completed';
    const before = await countOnboardings(database, undefined);
    const id = await insertProjectedOnboarding({ readiness: 'on-track', ...changes }, decisionId);
    await failStep(id, minutes, 'bookSeat', minutes > 1000);
    await failStep(id, 1, 'sendMail');
    const row = await findOnboarding(database, id, undefined);
    expect([row?.readiness, row?.view.readiness, row?.view.readinessCause]).toEqual([now, now, cause]);
    expect((await findViewByDecision(database, id, decisionId))?.readinessCause).toBe(cause);
    for (const readiness of ['on-track', 'at-risk', 'late'] as const) {
      expect(await findListedReadiness(id, readiness)).toBe(readiness === now ? now : undefined);
      const { byReadiness } = await countOnboardings(database, undefined);
      const added = isOpen && readiness === now ? 1 : 0;
      expect(byReadiness[readiness] ?? 0).toBe((before.byReadiness[readiness] ?? 0) + added);
    }
  },
);

test('a step that is no longer in progress leaves no failing attempts, whatever ended it', async () => {
  const { database } = postgres;
  const input = createEngineInput([createActivityStep('bookSeat'), createActivityStep('sendMail')]);
  await insertSubmittedOnboarding(database, input);
  for (const step of ['bookSeat', 'sendMail']) await failStep(input.id, 11, step);
  const write = async (change: number, statuses: [StepStatus, StepStatus]) => {
    const snapshot = createSnapshot(input, [0, 8, change], 'in-progress');
    const steps = snapshot.view.steps.map((step, index) => ({ ...step, status: statuses[index] ?? step.status }));
    await writeSnapshot(database, { ...snapshot, view: { ...snapshot.view, steps } }, 'run');
    return (await listFailedAttempts(database, input.id)).map(({ step }) => step).sort();
  };
  expect(await write(2, ['running', 'running'])).toEqual(['bookSeat', 'sendMail']);
  expect(await write(1, ['pending', 'pending'])).toEqual(['bookSeat', 'sendMail']);
  expect(await write(3, ['failed', 'running'])).toEqual(['sendMail']);
  expect(await write(4, ['failed', 'undoing'])).toEqual([]);
  expect((await findOnboarding(database, input.id, undefined))?.readiness).toBe('on-track');
});
