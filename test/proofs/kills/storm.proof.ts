import { SIZES } from '../sizes';
import { runStorm } from './storm';

const KILLS = Math.max(25, SIZES.kills);
/** Keeps the kills so close together that several of them hit the same workflow task. */
const STORM_LIMIT_MS = 480_000 * (KILLS / 25);
/** Within this time after the last start, every onboarding with pending work has progressed. */
const RECOVERY_LIMIT_MS = 15_000;

test(
  `killing every process ${String(KILLS)} times raises no incident, and all continue`,
  async () => {
    const { stormMs, recoveryMs, onboardings, violations } = await runStorm(SIZES.seed, KILLS);
    process.stdout.write(
      `storm: seed ${String(SIZES.seed)}, ${String(onboardings)} onboardings, ${String(stormMs)} ms; moving after ${String(recoveryMs)} ms\n`,
    );
    expect(violations).toEqual([]);
    expect(onboardings).toBeGreaterThan(20);
    expect(stormMs).toBeLessThan(STORM_LIMIT_MS);
    expect(recoveryMs).toBeLessThan(RECOVERY_LIMIT_MS);
  },
  2 * STORM_LIMIT_MS + 300_000,
);
