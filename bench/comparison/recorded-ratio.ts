import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { writeJson } from '../support/options';

const FILE = path.join(__dirname, '../recorded.json');
/** Share of the recorded ratio that may be lost: twice the noise between two runs on a busy machine. */
const PERMITTED_LOSS = 0.15;

const recordedRatioSchema = z.object({
  cpuRatio: z.number(),
  throughputRatio: z.number(),
  date: z.string(),
  commit: z.string(),
  cores: z.int(),
});
export type RecordedRatio = z.infer<typeof recordedRatioSchema>;

export const readRecordedRatio = (): RecordedRatio => recordedRatioSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));

export const writeRecordedRatio = (recorded: RecordedRatio): void => writeJson(FILE, recorded);

/**
 * Compares ratios alone: the saga ran beside Firstday on the same machine, so they do not depend on it.
 * @returns the lowest permitted ratio if it is not reached
 */
export function findRegression(recorded: Pick<RecordedRatio, 'cpuRatio'>, cpuRatio: number): number | undefined {
  const lowest = recorded.cpuRatio * (1 - PERMITTED_LOSS);
  return cpuRatio >= lowest ? undefined : lowest;
}
