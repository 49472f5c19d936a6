import { computeMedian, computeQuantile, computeSpread, fitTrend } from '../../bench/support/statistics';

test('the median of an even number of values is halfway between the middle two', () => {
  expect(computeMedian([9, 1, 5])).toBe(5);
  expect(computeMedian([4, 1, 2, 9])).toBe(3);
});

test('a spread is the median between the extremes', () => {
  expect(computeSpread([0.6, 0.5, 0.9])).toEqual({ median: 0.6, min: 0.5, max: 0.9 });
});

test('a quantile is a measured value, and 99 % of a few values is the largest', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(computeQuantile(values, 0.5)).toBe(100);
  expect(computeQuantile(values, 0.99)).toBe(198);
  expect(computeQuantile([3, 1, 2], 0.99)).toBe(3);
});

test('a trend is exact without noise, and its error grows with the noise', () => {
  const line = [0, 1, 2, 3].map((x) => ({ x, y: 100 + 7 * x }));
  expect(fitTrend(line)).toEqual({ slope: 7, standardError: 0 });

  // Textbook example: slope 0.6, residuals −0.4, 0.6, 0, −0.6, 0.4 … with 3 degrees of freedom.
  const { slope, standardError } = fitTrend([2, 4, 5, 4, 5].map((y, index) => ({ x: index + 1, y })));
  expect(slope).toBeCloseTo(0.6, 10);
  expect(standardError).toBeCloseTo(Math.sqrt(2.4 / 3 / 10), 10);
});
