import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { type Process, startProcess } from './processes';
import { DAY_ONE, createBenchRequest } from './request';
import type { saga } from './saga';
import type { Side } from './side';

/** Starts the saga, approves it by signal and waits for its result, without HTTP and without a database of record. */
export async function startSagaSide(env: Record<string, string>): Promise<Side> {
  const worker: Process = await startProcess('bench/saga-worker.ts', [], env);
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
        args: [{ id, request: createBenchRequest(`saga-${id}`), dayOne: DAY_ONE }],
      });
      await handle.signal('approve');
      await handle.result();
      return handle.workflowId;
    },
  };
}
