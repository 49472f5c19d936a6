import { SIZES } from '../sizes';
import { RECOVERY_LIMIT_MS } from './recovery';
import { runStorms } from './storm';

const KILLS_PER_STORM = 25;
const STORMS = Math.max(1, Math.round(SIZES.kills / KILLS_PER_STORM));
/** Keeps the kills so close together that several of them hit the same workflow task. */
const UP_LIMIT_MS = KILLS_PER_STORM * 5_000;
const STORM_TIMEOUT_MS = 1_200_000;

test(
  `killing every process ${String(STORMS)} × ${String(KILLS_PER_STORM)} times raises no incident, and all continue`,
  async () => {
    const { storms, onboardings, violations } = await runStorms(SIZES.seed, STORMS, KILLS_PER_STORM);
    const upMs = storms.map((storm) => storm.upMs);
    const startingMs = storms.map((storm) => storm.startingMs);
    const recoveryMs = storms.map((storm) => storm.recoveryMs);
    process.stdout.write(
      `storm: seed ${String(SIZES.seed)}, ${String(onboardings)} onboardings, up ${upMs.join()} ms, ` +
        `starting ${startingMs.join()} ms; moving after ${recoveryMs.join()} ms\n`,
    );
    expect(violations).toEqual([]);
    expect(onboardings).toBeGreaterThan(20);
    expect(Math.max(...upMs)).toBeLessThan(UP_LIMIT_MS);
    expect(Math.max(...recoveryMs)).toBeLessThan(RECOVERY_LIMIT_MS);
  },
  STORMS * STORM_TIMEOUT_MS,
);
