import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { toCohortWorkflowId } from '../src/domain/ids';
import { openDatabase } from '../src/database/client';
import { type Process, startProcess, measureUsage } from './processes';
import { createBenchRequest } from './request';
import { startServers } from './servers';

const POLL_MS = 250;
const MEGABYTE = 1024 * 1024;

interface CohortResponse {
  rows: { waiting: number; started: number; failed: number };
  open: number;
  onboardings: { status: Record<string, number> };
}

/** Starts a cohort on the embedded servers, kills and restarts the worker halfway, and finally cancels the cohort. */
async function runCohortBenchmark(): Promise<void> {
  const { values } = parseArgs({ options: { rows: { type: 'string' } } });
  const rows = Number(values.rows ?? 1_000);
  const servers = await startServers(rows);
  const processes: Process[] = [];
  const startRole = async (role: 'api' | 'worker') => {
    const process = await startProcess('src/app/main.ts', [role], servers.env);
    processes.push(process);
    return process;
  };
  try {
    const [api, worker] = await Promise.all([startRole('api'), startRole('worker')]);
    await measureCohort(rows, { env: servers.env, api, worker, restartWorker: () => startRole('worker') });
  } finally {
    await Promise.all(processes.filter(isAlive).map((process) => process.stop()));
    await servers.stop();
  }
}

interface CohortBenchmarkInput {
  env: Record<string, string>;
  api: Process;
  worker: Process;
  restartWorker: () => Promise<Process>;
}

async function measureCohort(rows: number, { env, api, worker, restartWorker }: CohortBenchmarkInput): Promise<void> {
  const call = createApiCaller(env);
  const peaks = { api: 0, worker: 0 };
  let currentWorker = worker;
  const sampling = setInterval(() => {
    peaks.api = Math.max(peaks.api, measureUsage(api.pid).rss);
    peaks.worker = Math.max(peaks.worker, measureUsage(currentWorker.pid).rss);
  }, POLL_MS);

  const getElapsedSeconds = startStopwatch();
  const requests = Array.from({ length: rows }, (_, index) => createBenchRequest(`cohort-${String(index)}`));
  const { id } = await call<{ id: string }>('POST', '/cohorts', { rows: requests });
  const checkedAt = getElapsedSeconds();
  const waitForCohort = async (matches: (cohort: CohortResponse) => boolean): Promise<CohortResponse> => {
    for (;;) {
      const cohortResponse = await call<CohortResponse>('GET', `/cohorts/${id}?limit=1`);
      if (matches(cohortResponse)) return cohortResponse;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };

  const half = await waitForCohort((cohort) => cohort.rows.started >= rows / 2);
  process.kill(worker.pid, 'SIGKILL');
  const killedAt = getElapsedSeconds();
  currentWorker = await restartWorker();
  const restartedAt = getElapsedSeconds();
  await waitForCohort((cohort) => cohort.rows.waiting === 0);
  const startedAt = getElapsedSeconds();
  const cohortResponse = await waitForCohort(
    (cohort) => (cohort.onboardings.status['awaiting-approval'] ?? 0) === rows,
  );
  const projectedAt = getElapsedSeconds();
  const onboardingCount = await countOnboardingRows(env);
  const eventCount = await getHistoryLength(env, id);

  await call('POST', `/cohorts/${id}/cancel`, { reason: 'The bench is over' });
  const cancelRequestedAt = getElapsedSeconds();
  await waitForCohort((cohort) => cohort.open === 0);
  const cancelledAt = getElapsedSeconds();
  clearInterval(sampling);

  console.log(`| ${String(rows)} rows | |
| --- | ---: |
| checked and answered | ${formatSeconds(checkedAt)} |
| worker killed, with ${String(half.rows.started)} rows started, at | ${formatSeconds(killedAt)} |
| worker back at | ${formatSeconds(restartedAt)} |
| all rows started at | ${formatSeconds(startedAt)} |
| all of them waiting for their approval, by the database, at | ${formatSeconds(projectedAt)} |
| failed rows | ${String(cohortResponse.rows.failed)} |
| onboardings in the database | ${String(onboardingCount)} |
| events in the cohort’s history | ${String(eventCount)} |
| all cancelled and closed, after | ${formatSeconds(cancelledAt - cancelRequestedAt)} |
| most memory of the API | ${formatMegabytes(peaks.api)} |
| most memory of the worker | ${formatMegabytes(peaks.worker)} |`);
}

function startStopwatch(): () => number {
  const startedAt = performance.now();
  return () => (performance.now() - startedAt) / 1_000;
}

const formatSeconds = (value: number): string => `${value.toFixed(1)} s`;
const formatMegabytes = (bytes: number): string => `${(bytes / MEGABYTE).toFixed(0)} MB`;

function isAlive({ pid }: Process): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const createApiCaller =
  (env: Record<string, string>) =>
  async <Body>(method: string, path: string, body?: object): Promise<Body> => {
    const headers = { Authorization: `Bearer ${env.ADMIN_TOKEN ?? ''}`, 'Content-Type': 'application/json' };
    const url = `http://127.0.0.1:${env.PORT ?? ''}/api/v1${path}`;
    const response = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as Body;
  };

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

runCohortBenchmark().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
