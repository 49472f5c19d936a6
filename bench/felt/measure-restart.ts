import { setTimeout as sleep } from 'node:timers/promises';
import { SeededRandom } from '../../test/proofs/kills/seeded-random';
import { type BenchPlatform, withPlatform } from '../support/bench-platform';
import { buildSlowestFigures, type Figure } from './figure';
import { PATIENT_ENV } from './measure-approval-latency';
import type { Sizes } from './sizes';
import { submitOnboardings } from './submit-onboardings';

const TARGET_S = 12;
/** In flight at each kill: some wait for a step, some are in the middle of one. */
const IN_FLIGHT = 10;
const LATEST_KILL_MS = 800;

/** Kills the only worker soon after approvals, starts it again at once, and measures until each next step is done. */
export const measureRestart = ({ restarts, seed }: Sizes): Promise<Figure[]> =>
  withPlatform({ onboardings: 2 * IN_FLIGHT * restarts, env: PATIENT_ENV }, async (platform) => {
    const random = new SeededRandom(seed);
    const seconds: number[] = [];
    let worker = platform.worker;
    for (let restart = 1; restart <= restarts; restart += 1) {
      const ids = await submitOnboardings(platform, IN_FLIGHT, `restart-${restart}`);
      const approving = Promise.all(ids.map((id) => platform.approve(id)));
      await sleep(random.between(0, LATEST_KILL_MS));
      const killedAt = new Date();
      await worker.kill();
      worker = await platform.addWorker();
      await approving;
      seconds.push(...(await loadSecondsUntilNextStep(platform, ids, killedAt)));
    }
    return buildSlowestFigures('next step done', seconds, TARGET_S);
  });

/** Skips onboardings whose last step was done before the kill. */
async function loadSecondsUntilNextStep(platform: BenchPlatform, ids: string[], killedAt: Date): Promise<number[]> {
  await platform.waitUntil(`(select bool_and(status = 'completed') from onboardings where id = any($1))`, [ids]);
  const { rows } = await platform.connections.pool.query<{ at: Date }>(
    `select min(updated_at) as at from effects where onboarding_id = any($1) and updated_at > $2 group by onboarding_id`,
    [ids, killedAt],
  );
  return rows.map(({ at }) => (at.getTime() - killedAt.getTime()) / 1_000);
}
