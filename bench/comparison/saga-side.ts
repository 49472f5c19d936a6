import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { BENCH_PLAN } from '../support/bench-plan';
import { startProcess } from '../support/processes';
import { DAY_ONE, createBenchRequest } from '../support/request';
import type { Servers } from '../support/servers';
import type { saga } from './saga';
import type { Side } from './side';

/** Starts the saga, approves it by signal and waits for its result, without HTTP and without a database of record. */
export async function startSagaSide({ env }: Servers): Promise<Side> {
  const worker = await startProcess('bench/comparison/saga-worker.ts', [], env);
  const client = new Client({ connection: await Connection.connect({ address: env.TEMPORAL_ADDRESS }) });
  return {
    name: 'saga',
    client,
    processes: { worker },
    async runOnboarding() {
      const id = randomUUID();
      const handle = await client.workflow.start<typeof saga>('saga', {
        workflowId: `saga:${id}`,
        taskQueue: 'saga',
        args: [{ id, request: createBenchRequest(`saga-${id}`, BENCH_PLAN), dayOne: DAY_ONE }],
      });
      await handle.signal('approve');
      await handle.result();
      return handle.workflowId;
    },
    // A saga that fails rejects its result.
    checkResults: () => Promise.resolve(),
    stop: () => worker.kill(),
  };
}
