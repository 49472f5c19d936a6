import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { openDatabase } from '../src/database/client';
import { toCohortWorkflowId } from '../src/domain/ids';
import { MemorySampler } from './memory-sampler';
import type { Process } from './processes';
import { createBenchRequest } from './request';

const POLL_MS = 250;

interface CohortResponse {
  rows: { waiting: number; started: number; failed: number };
  open: number;
  onboardings: { status: Record<string, number> };
}

export interface CohortBenchmarkInput {
  rows: number;
  env: Record<string, string>;
  api: Process;
  worker: Process;
  restartWorker: () => Promise<Process>;
}

/** Seconds since the submission, unless the name says otherwise. */
export interface CohortMeasurement extends StartMeasurement {
  checkedAt: number;
  onboardingCount: number;
  eventCount: number;
  cancelDuration: number;
  /** In bytes. */
  peaks: { api: number; worker: number };
}

interface StartMeasurement {
  killedAt: number;
  startedWhenKilled: number;
  restartedAt: number;
  startedAt: number;
  projectedAt: number;
  failedRows: number;
}

type Stopwatch = () => number;

/** Submits a cohort, kills and restarts the worker halfway, and cancels the cohort once every row has started. */
export async function measureCohort(input: CohortBenchmarkInput): Promise<CohortMeasurement> {
  const { rows, env, api, worker } = input;
  const memory = new MemorySampler(api, worker);
  const getElapsedSeconds = startStopwatch();
  const cohort = await SubmittedCohort.submit(env, rows);
  const checkedAt = getElapsedSeconds();
  const start = await measureStart(cohort, input, memory, getElapsedSeconds);
  const onboardingCount = await countOnboardingRows(env);
  const eventCount = await getHistoryLength(env, cohort.id);
  const cancelDuration = await measureCancellation(cohort, getElapsedSeconds);
  memory.stop();
  return { ...start, checkedAt, onboardingCount, eventCount, cancelDuration, peaks: memory.peaks };
}

async function measureStart(
  cohort: SubmittedCohort,
  { rows, worker, restartWorker }: CohortBenchmarkInput,
  memory: MemorySampler,
  getElapsedSeconds: Stopwatch,
): Promise<StartMeasurement> {
  const half = await cohort.waitUntil(({ rows: { started } }) => started >= rows / 2);
  process.kill(worker.pid, 'SIGKILL');
  const killedAt = getElapsedSeconds();
  memory.replaceWorker(await restartWorker());
  const restartedAt = getElapsedSeconds();
  await cohort.waitUntil(({ rows: { waiting } }) => waiting === 0);
  const startedAt = getElapsedSeconds();
  const all = await cohort.waitUntil(({ onboardings }) => onboardings.status['awaiting-approval'] === rows);
  const projectedAt = getElapsedSeconds();
  const counts = { startedWhenKilled: half.rows.started, failedRows: all.rows.failed };
  return { killedAt, restartedAt, startedAt, projectedAt, ...counts };
}

async function measureCancellation(cohort: SubmittedCohort, getElapsedSeconds: Stopwatch): Promise<number> {
  await cohort.cancel();
  const requestedAt = getElapsedSeconds();
  await cohort.waitUntil(({ open }) => open === 0);
  return getElapsedSeconds() - requestedAt;
}

function startStopwatch(): Stopwatch {
  const startedAt = performance.now();
  return () => (performance.now() - startedAt) / 1_000;
}

class SubmittedCohort {
  private constructor(
    private readonly env: Record<string, string>,
    readonly id: string,
  ) {}

  static async submit(env: Record<string, string>, rows: number): Promise<SubmittedCohort> {
    const requests = Array.from({ length: rows }, (_, index) => createBenchRequest(`cohort-${String(index)}`));
    const { id } = await callApi<{ id: string }>(env, 'POST', '/cohorts', { rows: requests });
    return new SubmittedCohort(env, id);
  }

  async waitUntil(matches: (cohort: CohortResponse) => boolean): Promise<CohortResponse> {
    for (;;) {
      const cohort = await callApi<CohortResponse>(this.env, 'GET', `/cohorts/${this.id}?limit=1`);
      if (matches(cohort)) return cohort;
      await sleep(POLL_MS);
    }
  }

  async cancel(): Promise<void> {
    await callApi(this.env, 'POST', `/cohorts/${this.id}/cancel`, { reason: 'The bench is over' });
  }
}

async function callApi<Body>(env: Record<string, string>, method: string, path: string, body?: object): Promise<Body> {
  const headers = { Authorization: `Bearer ${env.ADMIN_TOKEN ?? ''}`, 'Content-Type': 'application/json' };
  const url = `http://127.0.0.1:${env.PORT ?? ''}/api/v1${path}`;
  const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as Body;
}

async function countOnboardingRows(env: Record<string, string>): Promise<number> {
  const { database, pool } = openDatabase(env.DATABASE_URL ?? '', 1);
  const { rows } = await pool.query<{ n: string }>('select count(*) as n from onboardings');
  await database.destroy();
  return Number(rows[0]?.n);
}

async function getHistoryLength(env: Record<string, string>, cohortId: string): Promise<number> {
  const connection = await Connection.connect({ address: env.TEMPORAL_ADDRESS });
  const handle = new Client({ connection }).workflow.getHandle(toCohortWorkflowId(cohortId));
  const { historyLength: length } = await handle.describe();
  await connection.close();
  return length;
}
