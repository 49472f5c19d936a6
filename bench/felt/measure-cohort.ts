import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../support/api-client';
import { withPlatform } from '../support/bench-platform';
import { createBenchRequest } from '../support/request';
import type { Figure } from './figure';
import { measurePeaks } from './measure-peaks';
import type { Sizes } from './sizes';

const POLL_MS = 250;

interface CohortProgress {
  rows: { waiting?: number; failed?: number };
  open: number;
  onboardings: { status: Record<string, number> };
}

/** Submits a cohort, waits until every row has started and waits for its approval, and cancels it. */
export const measureCohort = ({ rows }: Sizes): Promise<Figure[]> =>
  withPlatform({ onboardings: rows }, (platform) =>
    measurePeaks(platform, () => runCohort(platform.createClient('hr'), rows)),
  );

async function runCohort(client: ApiClient, rows: number): Promise<Figure[]> {
  const requests = Array.from({ length: rows }, (_, index) => createBenchRequest(`cohort-${index}`, 'standard'));
  const getSeconds = startStopwatch();
  const { id } = await client.call<{ id: string }>('POST', '/cohorts', { rows: requests });
  const answeredAt = getSeconds();
  const { rows: states } = await waitForCohort(client, id, (cohort) => !cohort.rows.waiting);
  const startedAt = getSeconds();
  if (states.failed) throw new Error(`${states.failed} rows of the cohort failed.`);
  await waitForCohort(client, id, ({ onboardings }) => onboardings.status['awaiting-approval'] === rows);
  const waitingAt = getSeconds();
  await client.call('POST', `/cohorts/${id}/cancel`, { reason: 'The measurement is over' });
  await waitForCohort(client, id, ({ open }) => open === 0);
  return [
    { name: 'validated and answered', value: answeredAt, unit: 's' },
    { name: 'all started', value: startedAt, unit: 's' },
    { name: 'all waiting for their approval, by the database', value: waitingAt, unit: 's' },
    { name: 'cancel → all ended', value: getSeconds() - waitingAt, unit: 's' },
  ];
}

async function waitForCohort(
  client: ApiClient,
  id: string,
  matches: (cohort: CohortProgress) => boolean,
): Promise<CohortProgress> {
  for (;;) {
    const cohort = await client.call<CohortProgress>('GET', `/cohorts/${id}?limit=1`);
    if (matches(cohort)) return cohort;
    await sleep(POLL_MS);
  }
}

function startStopwatch(): () => number {
  const startedAt = performance.now();
  return () => (performance.now() - startedAt) / 1_000;
}
