import fc from 'fast-check';
import { startTestTemporal, type TestTemporal } from '../../support/temporal';
import { Crew } from './crew';
import { Stages } from './outside';
import { play } from './play';
import { SIZES } from '../sizes';
import { scenario, type Scenario } from './scenario';

const { cases: CASES, seed: SEED, path: PATH } = SIZES;
/** Played side by side: each onboarding meets also the kills that the others are due. */
const LANES = PATH === undefined ? 5 : 1;
const CASES_PER_LANE = PATH === undefined ? Math.ceil(CASES / LANES) : 1;
/** So many are never played without a kill. */
const ENOUGH_FOR_A_KILL = 60;
/** Then nothing more is played, and the smallest failing case found so far is told. */
const LIMIT_MS = 600_000 + CASES * 3_000;

let temporal: TestTemporal;
let crew: Crew;
const stages = new Stages(() => crew.kill());

beforeAll(async () => {
  temporal = await startTestTemporal();
  crew = await Crew.start(temporal.address, stages);
});
afterAll(async () => {
  try {
    await crew.stop();
  } finally {
    await temporal.close();
  }
});

test(
  `${String(CASES)} random plans with random failures, answers, moves and kills keep the guarantees`,
  async () => {
    const timeIsUp = AbortSignal.timeout(LIMIT_MS);
    const ends: Record<string, number> = {};
    let failing: number | undefined;
    /** Once one lane has failed the others rest, so that its case is made smaller undisturbed. */
    const playIn = async (lane: number, one: Scenario): Promise<void> => {
      if (timeIsUp.aborted || (failing !== undefined && failing !== lane)) return;
      try {
        const end = await play(one, temporal.client, stages, timeIsUp);
        ends[end] = (ends[end] ?? 0) + 1;
      } catch (error) {
        if (timeIsUp.aborted) return;
        failing ??= lane;
        throw error;
      }
    };
    const lanes = Array.from({ length: LANES }, (_, lane) =>
      fc.check(
        fc.asyncProperty(scenario, (one) => playIn(lane, one)),
        { seed: SEED + lane, path: PATH, numRuns: CASES_PER_LANE },
      ),
    );
    // Every lane has ended before the servers are closed under it.
    const outcomes = await Promise.all(lanes);
    process.stdout.write(`random plans: seed ${String(SEED)}, kills ${String(crew.kills)}, ${JSON.stringify(ends)}\n`);
    if (failing !== undefined) tell(outcomes[failing]);
    const played = Object.values(ends).reduce((sum, count) => sum + count, 0);
    expect({ played }).toEqual({ played: LANES * CASES_PER_LANE });
    if (played >= ENOUGH_FOR_A_KILL) expect(crew.kills).toBeGreaterThan(0);
  },
  LIMIT_MS + 60_000,
);

/** @throws Error with the smallest case, and how to see it again */
function tell(outcome?: fc.RunDetails<[Scenario]>): void {
  if (!outcome?.failed) return;
  const again = `--seed ${String(outcome.seed)} --path ${String(outcome.counterexamplePath)}`;
  // First what happened, and how to see it again: a plan is long, and logs are cut.
  const message = `${String(outcome.errorInstance)}\nnpm run test:proofs -- random ${again}\n${String(fc.defaultReportMessage(outcome))}`;
  throw new Error(message, { cause: outcome.errorInstance });
}
