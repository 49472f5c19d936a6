import fc from 'fast-check';
import { startTestTemporal, type TestTemporal } from '../../support/test-temporal';
import { WorkerPool } from './worker-pool';
import { OnboardingWorlds } from './onboarding-worlds';
import { runRandomOnboarding } from './run-random-onboarding';
import { SIZES } from '../sizes';
import { randomScenario, type RandomScenario } from './random-scenario';

const { cases: CASES, seed: SEED, path: PATH } = SIZES;
/** Lanes run concurrently: each onboarding is also hit by the kills that the others schedule. */
const LANES = PATH === undefined ? 5 : 1;
const CASES_PER_LANE = PATH === undefined ? Math.ceil(CASES / LANES) : 1;
/** A run of this many cases always includes a kill. */
const MIN_CASES_FOR_A_KILL = 60;
/** After this, no further case is run, and the smallest failing case found so far is reported. */
const TIMEOUT_MS = 600_000 + CASES * 3_000;

let temporal: TestTemporal;
let workers: WorkerPool;
const worlds = new OnboardingWorlds(() => workers.kill());

beforeAll(async () => {
  temporal = await startTestTemporal();
  workers = await WorkerPool.start(temporal.address, worlds);
});
afterAll(async () => {
  try {
    await workers.stop();
  } finally {
    await temporal.close();
  }
});

test(
  `${String(CASES)} random plans with failures, answers, moves and kills keep the guarantees`,
  async () => {
    const timeoutSignal = AbortSignal.timeout(TIMEOUT_MS);
    const countByStatus: Record<string, number> = {};
    let failingLane: number | undefined;
    /** After a lane has failed, the others rest, so that fast-check shrinks its case undisturbed. */
    const runInLane = async (lane: number, scenario: RandomScenario): Promise<void> => {
      if (timeoutSignal.aborted || (failingLane !== undefined && failingLane !== lane)) return;
      try {
        const status = await runRandomOnboarding(scenario, temporal.client, worlds, timeoutSignal);
        countByStatus[status] = (countByStatus[status] ?? 0) + 1;
      } catch (error) {
        if (timeoutSignal.aborted) return;
        failingLane ??= lane;
        throw error;
      }
    };
    const lanes = Array.from({ length: LANES }, (_, lane) =>
      fc.check(
        fc.asyncProperty(randomScenario, (scenario) => runInLane(lane, scenario)),
        { seed: SEED + lane, path: PATH, numRuns: CASES_PER_LANE },
      ),
    );
    // Waits for all lanes before the servers are closed.
    const outcomes = await Promise.all(lanes);
    process.stdout.write(
      `random plans: seed ${String(SEED)}, kills ${String(workers.killCount)}, ${JSON.stringify(countByStatus)}\n`,
    );
    if (failingLane !== undefined) throwSmallestFailure(outcomes[failingLane]);
    const runCount = Object.values(countByStatus).reduce((sum, count) => sum + count, 0);
    expect({ runCount }).toEqual({ runCount: LANES * CASES_PER_LANE });
    if (runCount >= MIN_CASES_FOR_A_KILL) expect(workers.killCount).toBeGreaterThan(0);
  },
  TIMEOUT_MS + 60_000,
);

/** @throws Error with the smallest case and the command that repeats it */
function throwSmallestFailure(outcome?: fc.RunDetails<[RandomScenario]>): void {
  if (!outcome?.failed) return;
  const repeatOptions = `--seed ${String(outcome.seed)} --path ${String(outcome.counterexamplePath)}`;
  // Error and command come first: a plan is long, and logs are truncated.
  const message = `${String(outcome.errorInstance)}\nnpm run test:proofs -- random ${repeatOptions}\n${String(fc.defaultReportMessage(outcome))}`;
  throw new Error(message, { cause: outcome.errorInstance });
}
