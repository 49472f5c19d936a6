import { formatSoak } from './soak/format-soak';
import { soakPlatform } from './soak/soak-platform';
import { describeRun, parseOptions, writeJson } from './support/options';
import { withPlatform } from './support/bench-platform';
import { runCommand } from './support/run-command';

const DEFAULTS = { minutes: 30, rate: 0, 'kill-every': 60, 'sample-every': 10, seed: 1 };
/** More than any platform completes on one machine. */
const ONBOARDINGS_PER_MINUTE = 3_000;

/** `npm run bench:soak`: half of the capacity for half an hour, with kills. Fails if anything is lost. */
async function runSoak(): Promise<boolean> {
  const { json, ...options } = parseOptions(DEFAULTS, ['json']);
  const onboardings = 1_000 + Math.ceil(options.minutes * ONBOARDINGS_PER_MINUTE);
  const result = await withPlatform({ onboardings }, (platform) => soakPlatform(platform, options));
  const run = describeRun();
  console.log(`${run.date}, commit ${run.commit}, ${run.cores} cores\n\n${formatSoak(result)}`);
  if (json) writeJson(json, { ...run, ...result });
  return result.losses.length === 0;
}

runCommand(runSoak);
