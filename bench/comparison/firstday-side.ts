import { randomUUID } from 'node:crypto';
import { toOnboardingWorkflowId } from '../../src/domain/ids';
import { BenchPlatform } from '../support/bench-platform';
import type { Servers } from '../support/servers';
import type { Side } from './side';

/** Submits and approves over HTTP, then waits for the workflow result in Temporal. */
export async function startFirstdaySide(servers: Servers): Promise<Side> {
  const platform = await BenchPlatform.start(servers);
  return {
    name: 'Firstday',
    client: platform.temporal,
    processes: { worker: platform.worker, API: platform.api },
    runOnboarding: async () => toOnboardingWorkflowId(await platform.runOnboarding(`ours-${randomUUID()}`)),
    checkResults: () => checkStatuses(platform),
    stop: () => platform.stop(),
  };
}

/** @throws Error if an onboarding is not completed */
async function checkStatuses({ connections }: BenchPlatform): Promise<void> {
  const query = 'select id, status from onboardings where status <> $1 limit 1';
  const { rows } = await connections.pool.query<{ id: string; status: string }>(query, ['completed']);
  if (rows[0]) throw new Error(`Onboarding ${rows[0].id} ended as ${rows[0].status}.`);
}
