import { formatTable } from '../support/format-table';
import type { MemoryTrend } from './memory-trend';

export interface SoakResult {
  minutes: number;
  /** Onboardings per second, and the measured capacity unless the rate was chosen. */
  rate: number;
  capacity?: number;
  seed: number;
  accepted: number;
  /** By process. */
  kills: Record<string, number>;
  losses: string[];
  /** By process. */
  memory: Record<string, MemoryTrend>;
}

export function formatSoak({ minutes, rate, capacity, seed, accepted, kills, losses, memory }: SoakResult): string {
  const capacityNote = capacity === undefined ? '' : `, half of ${capacity.toFixed(1)}`;
  const killList = Object.entries(kills).map(([name, count]) => `${name} ${count} times`);
  const rows = Object.entries(memory).map(([name, { first, last, slope, standardError }]) => [
    name,
    first.toFixed(0),
    last.toFixed(0),
    `${slope.toFixed(1)} ± ${standardError.toFixed(1)}`,
  ]);
  return [
    `${minutes} minutes, ${rate.toFixed(1)} onboardings per second${capacityNote}, seed ${seed}`,
    `${accepted} onboardings; killed: ${killList.join(', ') || 'none'}`,
    losses.length === 0 ? 'Nothing lost: each is completed, with each effect once.' : losses.join('\n'),
    formatTable(['memory, without the first fifth', 'first, MB', 'last, MB', 'MB per hour'], rows),
  ].join('\n\n');
}
