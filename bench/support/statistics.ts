/** Median and extremes of a repeated measurement. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

export const computeSpread = (values: readonly number[]): Spread => ({
  median: computeMedian(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

export function computeMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}

/** Nearest rank: the smallest value that `share` of the values do not exceed. */
export function computeQuantile(values: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(share * values.length));
  return values.toSorted((a, b) => a - b)[rank - 1] ?? NaN;
}

export interface Trend {
  /** Change of y per unit of x. */
  slope: number;
  standardError: number;
}

/** Fits a line by least squares. */
export function fitTrend(points: readonly { x: number; y: number }[]): Trend {
  const meanX = computeMean(points.map(({ x }) => x));
  const meanY = computeMean(points.map(({ y }) => y));
  const sumOfSquares = sum(points.map(({ x }) => (x - meanX) ** 2));
  const slope = sum(points.map(({ x, y }) => (x - meanX) * (y - meanY))) / sumOfSquares;
  const residuals = points.map(({ x, y }) => y - meanY - slope * (x - meanX));
  const variance = sum(residuals.map((residual) => residual ** 2)) / (points.length - 2);
  return { slope, standardError: Math.sqrt(variance / sumOfSquares) };
}

export const computeMean = (values: readonly number[]): number => sum(values) / values.length;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
