import { computeMedian, computeQuantile } from '../support/statistics';

/** One measured value. */
export interface Figure {
  name: string;
  value: number;
  unit: 's' | 'ms' | 'MB' | 'kB' | '/s' | 'cores' | '';
  /** Target: the largest value that meets it. */
  limit?: number;
}

export const isWithinTarget = ({ value, limit }: Figure): boolean => limit === undefined || value <= limit;

/** @param limit of the p99 */
export const buildQuantileFigures = (name: string, valuesMs: readonly number[], limit?: number): Figure[] => [
  { name: `${name}, p50`, value: computeQuantile(valuesMs, 0.5), unit: 'ms' },
  { name: `${name}, p99`, value: computeQuantile(valuesMs, 0.99), unit: 'ms', limit },
];

/** @param limit of the slowest */
export const buildSlowestFigures = (name: string, seconds: readonly number[], limit: number): Figure[] => [
  { name: `${name}, median`, value: computeMedian(seconds), unit: 's' },
  { name: `${name}, slowest`, value: Math.max(...seconds), unit: 's', limit },
];
