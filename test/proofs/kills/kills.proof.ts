import { SIZES } from '../sizes';
import { runKillTest } from './kill-test';

const { seed, kills } = SIZES;
const TIMEOUT_MS = 900_000 + kills * 30_000;

describe.each(['together', 'apart'] as const)('processes %s', (mode) => {
  test(
    `after ${String(kills)} kills nothing acknowledged is lost, duplicated or left behind`,
    async () => {
      const { onboardings, statuses, violations } = await runKillTest(mode, seed, kills);
      process.stdout.write(`${mode}: seed ${String(seed)}, ${JSON.stringify({ onboardings, ...statuses })}\n`);
      expect(violations).toEqual([]);
      expect(onboardings).toBeGreaterThanOrEqual(kills);
      expect(statuses.completed).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );
});
