import { parseArgs } from 'node:util';
import { formatCohortReport } from './cohort-report';
import { measureCohort } from './measure-cohort';
import { type Process, startProcess } from './processes';
import { startServers } from './servers';

/** Starts a cohort on the embedded servers, kills and restarts the worker halfway, and finally cancels the cohort. */
async function runCohortBenchmark(): Promise<void> {
  const { values } = parseArgs({ options: { rows: { type: 'string' } } });
  const rows = Number(values.rows ?? 1_000);
  const servers = await startServers(rows);
  const { env } = servers;
  const processes: Process[] = [];
  const startRole = async (role: 'api' | 'worker') => {
    const process = await startProcess('src/app/main.ts', [role], env);
    processes.push(process);
    return process;
  };
  try {
    const [api, worker] = await Promise.all([startRole('api'), startRole('worker')]);
    const input = { rows, env, api, worker, restartWorker: () => startRole('worker') };
    console.log(formatCohortReport(rows, await measureCohort(input)));
  } finally {
    await Promise.all(processes.filter(isAlive).map((process) => process.stop()));
    await servers.stop();
  }
}

function isAlive({ pid }: Process): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

runCohortBenchmark().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
