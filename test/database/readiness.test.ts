import { listOnboardings } from '../../src/database/onboarding-list';
import { findOnboarding } from '../../src/database/onboardings';
import type { Readiness } from '../../src/domain/status';
import type { OnboardingView } from '../../src/domain/onboarding/view';
import { findViewByDecision } from '../../src/database/timeline';
import { writeSnapshot } from '../../src/worker/projection/write-snapshot';
import { createSnapshot, insertSubmittedOnboarding } from '../support/onboardings';
import { type TestDatabase, createTestDatabase } from '../support/test-database';
import { createEngineInput, createApprovalStep } from '../workflows/support';

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
