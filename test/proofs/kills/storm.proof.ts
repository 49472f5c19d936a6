import { SIZES } from '../sizes';
import { runStorm } from './storm';

const KILLS = Math.max(25, SIZES.kills);
/** 25 kills take no longer, so that the same workflow tasks meet several of them. */
const STORM_LIMIT_MS = 480_000 * (KILLS / 25);
/** Within so long after the last start all that has something to do has done some of it. */
const RECOVERY_LIMIT_MS = 15_000;

test(
  `every process is killed ${String(KILLS)} times: no incident is raised, nobody is mailed, and everything moves on`,
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
