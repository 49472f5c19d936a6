import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { buildCohortInput, type CohortActivities, type CohortProgress, type CohortView } from '../../src/domain/cohort';
import { TASK_QUEUE, toCohortWorkflowId, WORKFLOW_TYPES } from '../../src/domain/ids';
import { createDataConverter } from '../../src/temporal/data-converter';
import { createWorker } from '../../src/worker/worker';
import { TEST_KEYS } from '../support/histories';
import { startTestTemporal, type TestTemporal } from '../support/test-temporal';
import { FakeWorld } from './support';

const BY = 'ops@example.com';
/** Of a cohort without rows, which ends as soon as its command is complete. */
const PROGRESS: CohortProgress = {
  lastRow: 0,
  rows: { waiting: 0, started: 0, failed: 0, cancelled: 0, invalid: 0 },
  open: 0,
};
const readProgress = () => Promise.resolve(PROGRESS);
const ACTIVITIES: CohortActivities = {
  readProgress,
  reopenRows: readProgress,
  startRows: readProgress,
  cancelRows: readProgress,
};

let temporal: TestTemporal;
beforeAll(async () => {
  temporal = await startTestTemporal([], TEST_KEYS);
});
afterAll(() => temporal.close());

test.each([[['cancel', 'resume']], [['resume', 'cancel']]])(
  'the commands %j keep their order if no worker was running',
  async (commands) => {
    const handle = await startCohort();
    for (const command of commands) await handle.signal(command, { by: BY, reason: 'Hiring freeze' });
    const { action, ignored } = await runWorkerUntilEnd(handle);
    expect({ action, ignored }).toEqual({ action: commands.at(-1), ignored: [] });
  },
);

function startCohort(): Promise<WorkflowHandle> {
  const cohortId = randomUUID();
  return temporal.client.workflow.start(WORKFLOW_TYPES.onboardCohort, {
    taskQueue: TASK_QUEUE,
    workflowId: toCohortWorkflowId(cohortId),
    args: [buildCohortInput(cohortId, false)],
  });
}

async function runWorkerUntilEnd(handle: WorkflowHandle): Promise<CohortView> {
  const { projection, planning } = new FakeWorld();
  const worker = await createWorker({
    connection: temporal.connection,
    namespace: 'default',
    dataConverter: createDataConverter(TEST_KEYS),
    activities: ACTIVITIES,
    projection,
    planning,
    limits: { activities: 5, workflowTasks: 5, cachedWorkflows: 5 },
  });
  return worker.runUntil(async () => {
    await handle.result();
    return handle.query<CohortView>('cohort');
  });
}
