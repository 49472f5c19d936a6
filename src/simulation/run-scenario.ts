import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createDataConverter } from '../temporal/data-converter';
import { createWorker } from '../worker/worker';
import { SimulationRun, type Scenario } from './simulation-run';
import type { SimulatedRun } from './simulation-result';

const NAMESPACE = 'default';
const LIMITS = { activities: 10, workflowTasks: 10, cachedWorkflows: 10 };
const TIMEOUT_MS = 60_000;

/**
 * Runs an onboarding to its end on the time-skipping server, or to the horizon if it never ends.
 * @throws Error after one minute of real time, or if `signal` is aborted
 */
export async function runScenario(
  scenario: Scenario,
  environment: TestWorkflowEnvironment,
  signal: AbortSignal,
): Promise<SimulatedRun> {
  const simulationRun = new SimulationRun(scenario, environment);
  const worker = await createWorker({
    connection: environment.nativeConnection,
    namespace: NAMESPACE,
    dataConverter: createDataConverter(),
    activities: scenario.activities,
    planning: scenario.planning,
    projection: simulationRun.projection,
    limits: LIMITS,
  });
  return worker.runUntil(simulationRun.run(AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])));
}
