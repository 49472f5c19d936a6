import { plans } from '../../plans';
import { activityDefinitions, composePlanner } from '../app/planner';
import type { Print } from '../embedded/find-program';
import { startTimeSkippingServer } from '../embedded/temporal/time-skipping-server';
import type { PlanDefinition } from '../planning/dsl';
import { buildScenario, type ScenarioOptions } from './scenario';
import { runScenario } from './run-scenario';
import { installQuietRuntime } from './quiet-runtime';
import type { SimulationResult } from './simulation-result';

export interface SimulationEnvironment {
  /** TEMPORAL_TEST_SERVER, where a person has set it. */
  testServer?: string;
  print: Print;
  signal: AbortSignal;
}

/**
 * Plays a plan for a request: planner, workflow and clock are real; activities and people are played, and the company is
 * the sample one. Nothing is changed anywhere.
 * @param offered the plans that there are
 * @throws FirstdayError `not-found` for an unknown plan, `invalid-request` or `not-plannable`; StartupError where the
 *   time-skipping server is not to be had
 */
export async function simulate(
  options: ScenarioOptions,
  { testServer, print, signal }: SimulationEnvironment,
  availablePlans: readonly PlanDefinition[] = plans,
): Promise<SimulationResult> {
  const scenario = buildScenario(options, composePlanner(availablePlans), activityDefinitions);
  installQuietRuntime();
  print('Starting the time-skipping server …');
  const environment = await startTimeSkippingServer(testServer, print, signal);
  try {
    return await runScenario(scenario, environment, signal);
  } finally {
    await environment.teardown();
  }
}
