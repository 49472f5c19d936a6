import { statSync } from 'node:fs';
import path from 'node:path';
import { type BenchPlatform, withPlatform } from '../support/bench-platform';
import type { Figure } from './figure';
import { measureApprovalLatency, PATIENT_ENV } from './measure-approval-latency';
import { measurePeaks } from './measure-peaks';
import type { Sizes } from './sizes';
import { submitOnboardings } from './submit-onboardings';

const KILOBYTE = 1_024;
const TARGET_P99_MS = 250;
const TARGET_WORKER_MB = 600;

/** Measures approvals among many onboardings of the standard plan that wait for theirs, and the cost of each. */
export const measureWaiting = (sizes: Sizes): Promise<Figure[]> =>
  withPlatform({ onboardings: sizes.waiting + 2 * sizes.approvals + 100, env: PATIENT_ENV }, (platform) =>
    measurePeaks(platform, () => measureAmongWaiting(platform, sizes), TARGET_WORKER_MB),
  );

async function measureAmongWaiting(platform: BenchPlatform, sizes: Sizes): Promise<Figure[]> {
  const before = await measureStores(platform);
  const startedAt = performance.now();
  await submitOnboardings(platform, sizes.waiting, 'waiting', 'standard');
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = await measureStores(platform);
  const getKilobytesEach = (store: keyof Stores) => (after[store] - before[store]) / sizes.waiting / KILOBYTE;
  return [
    ...(await measureApprovalLatency(platform, sizes, TARGET_P99_MS)),
    { name: 'PostgreSQL, per waiting onboarding', value: getKilobytesEach('postgres'), unit: 'kB' },
    { name: 'Temporal, per waiting onboarding', value: getKilobytesEach('temporal'), unit: 'kB' },
    { name: 'submitted and waiting, per second', value: sizes.waiting / seconds, unit: '/s' },
  ];
}

/** Sizes on disk, in bytes. */
interface Stores {
  postgres: number;
  temporal: number;
}

async function measureStores({ connections, servers }: BenchPlatform): Promise<Stores> {
  const query = 'select pg_database_size(current_database())::float8 as size';
  const { rows } = await connections.pool.query<{ size: number }>(query);
  const temporalFiles = ['temporal.db', 'temporal.db-wal'].map((name) => path.join(servers.dataDir, 'temporal', name));
  const temporal = temporalFiles.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
  return { postgres: rows[0]?.size ?? NaN, temporal };
}
