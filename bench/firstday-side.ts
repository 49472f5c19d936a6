import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { toOnboardingWorkflowId } from '../src/domain/ids';
import { createDataConverter } from '../src/temporal/data-converter';
import { startProcess } from './processes';
import { MANAGER, createBenchRequest } from './request';
import type { Side } from './side';

/** Submits and approves over HTTP, then waits for the workflow result in Temporal. */
export async function startFirstdaySide(env: Record<string, string>): Promise<Side> {
  const [worker, api] = await Promise.all([
    startProcess('src/app/main.ts', ['worker'], env),
    startProcess('bench/platform-api.ts', [], env),
  ]);
  const dataConverter = createDataConverter({ encryption: [], sealing: Buffer.from(env.SEALING_KEY ?? '', 'base64') });
  const client = new Client({ connection: await Connection.connect({ address: env.TEMPORAL_ADDRESS }), dataConverter });

  const hr = await createToken(env, 'hanna@example.com', 'hr');
  const manager = await createToken(env, MANAGER.email, 'manager');

  return {
    name: 'Firstday',
    client,
    processes: { worker, api },
    async runOnboarding() {
      const { id = '' } = await post(env, '/onboardings', hr, createBenchRequest(`ours-${randomUUID()}`));
      await post(env, `/onboardings/${id}/steps/managerApproval/approve`, manager, {});
      const view = (await client.workflow.getHandle(toOnboardingWorkflowId(id)).result()) as { status: string };
      if (view.status !== 'completed') throw new Error(`It ended as ${view.status}.`);
      return toOnboardingWorkflowId(id);
    },
  };
}

async function createToken(env: Record<string, string>, email: string, role: string): Promise<string> {
  const { token = '' } = await post(env, '/tokens', env.ADMIN_TOKEN ?? '', { email, roles: [role] });
  return token;
}

async function post(
  env: Record<string, string>,
  path: string,
  token: string,
  body: object,
): Promise<Record<string, string>> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const url = `http://127.0.0.1:${env.PORT ?? ''}/api/v1${path}`;
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, string>;
}
