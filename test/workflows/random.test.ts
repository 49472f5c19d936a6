import fc from 'fast-check';
import { startTestTemporal, type TestTemporal } from '../support/temporal';
import { Crew } from './random/crew';
import { Stages } from './random/outside';
import { play } from './random/play';
import { scenario, type Scenario } from './random/scenario';

/** RANDOM_CASES=1000 for a long look; RANDOM_SEED to see a failing run again, and with RANDOM_PATH its smallest case alone. */
const CASES = Number(process.env.RANDOM_CASES ?? 300);
const SEED = Number(process.env.RANDOM_SEED ?? Date.now() % 2 ** 31);
const PATH = process.env.RANDOM_PATH;
/** Played side by side: each onboarding meets also the kills that the others are due. */
const LANES = PATH === undefined ? 5 : 1;
/** The smallest case found so far is told when this is over. */
const LIMIT_MS = 540_000;

let temporal: TestTemporal;
let crew: Crew;
const stages = new Stages(() => crew.kill());

beforeAll(async () => {
  temporal = await startTestTemporal();
  crew = await Crew.start(temporal.address, stages);
});
afterAll(async () => {
  await crew.stop();
  await temporal.close();
});

test(
  `${String(CASES)} random plans with random failures, answers, moves and kills keep the guarantees`,
  async () => {
    process.stdout.write(`RANDOM_SEED=${String(SEED)}\n`);
    const ends: Record<string, number> = {};
    let failing: number | undefined;
    /** Once one lane has failed the others rest, so that its case is made smaller undisturbed. */
    const playIn = async (lane: number, one: Scenario): Promise<void> => {
      if (failing !== undefined && failing !== lane) return;
      try {
        const end = await play(one, temporal.client, stages);
        ends[end] = (ends[end] ?? 0) + 1;
      } catch (error) {
        failing ??= lane;
        throw error;
      }
    };
    const lanes = Array.from({ length: LANES }, (_, lane) =>
      fc.check(
        fc.asyncProperty(scenario, (one) => playIn(lane, one)),
        {
          seed: SEED + lane,
          path: PATH,
          numRuns: PATH === undefined ? Math.ceil(CASES / LANES) : 1,
          plugins: [fc.interruptAfterTimeLimit(LIMIT_MS, { failOnInterrupt: true })],
        },
      ),
    );
    const outcomes = await Promise.all(lanes);
    process.stdout.write(`RANDOM_SEED=${String(SEED)} kills=${String(crew.kills)} ${JSON.stringify(ends)}\n`);
    const worst = outcomes[failing ?? outcomes.findIndex(({ failed }) => failed)];
    if (worst?.failed) throw new Error(fc.defaultReportMessage(worst), { cause: worst.errorInstance });
  },
  LIMIT_MS + 60_000,
);
