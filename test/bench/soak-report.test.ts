import { formatSoak } from '../../bench/soak/format-soak';
import { computeMemoryTrend } from '../../bench/soak/memory-trend';

/** Grows fast for two samples, then by 12 MB per hour. */
const SAMPLES = [100, 300, 400, 401, 402, 403, 404, 405, 406, 407].map((megabytes, index) => ({
  hours: index / 12,
  megabytes,
}));

test('the trend of memory leaves the warm-up out', () => {
  const { first, last, slope, standardError } = computeMemoryTrend(SAMPLES);
  expect({ first, last }).toEqual({ first: 400, last: 407 });
  expect(slope).toBeCloseTo(12, 6);
  expect(standardError).toBeCloseTo(0, 6);
});

const RESULT = {
  minutes: 30,
  rate: 4,
  capacity: 8,
  seed: 1,
  accepted: 7_200,
  kills: { worker: 12, API: 9 },
  losses: [] as string[],
  memory: { worker: { first: 400, last: 410, slope: 1.25, standardError: 2.5 } },
};

test('the report names kills, losses and the slope with its error', () => {
  const report = formatSoak(RESULT);
  expect(report).toContain('4.0 onboardings per second, half of 8.0');
  expect(report).toContain('worker 12 times, API 9 times');
  expect(report).toContain('Nothing lost');
  expect(report).toMatch(/worker +\| +400 \| +410 \| +1\.3 ± 2\.5 \|/);
  expect(formatSoak({ ...RESULT, losses: ['x was accepted and is not in the database'] })).toContain('x was accepted');
});
