/** One measured value. */
export interface Figure {
  name: string;
  value: number;
  unit: 's' | 'ms' | 'MB' | 'kB' | '/s' | 'cores' | '';
  /** Target: the largest value that meets it. */
  limit?: number;
}

export const isWithinTarget = ({ value, limit }: Figure): boolean => limit === undefined || value <= limit;

export const MEGABYTE = 1_048_576;
export const KILOBYTE = 1_024;
