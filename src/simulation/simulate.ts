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
  /** TEMPORAL_TEST_SERVER, if set. */
  testServer?: string;
  print: Print;
  /** Called once the options are valid. */
  announceStart?: () => void;
  signal: AbortSignal;
}

/**
 * Simulates a plan for a request. Planner, workflow and clock are real; activities, people and company are simulated.
 * Changes no real system.
 * @throws FirstdayError `not-found` for an unknown plan, `invalid-request` or `not-plannable`; StartupError if the
 *   time-skipping server is unavailable
 */
export async function simulate(
  options: ScenarioOptions,
  { testServer, print, announceStart, signal }: SimulationEnvironment,
  availablePlans: readonly PlanDefinition[] = plans,
): Promise<SimulationResult> {
  const scenario = buildScenario(options, composePlanner(availablePlans), activityDefinitions);
  installQuietRuntime();
  announceStart?.();
  const environment = await startTimeSkippingServer(testServer, print, signal);
  try {
    return { ...(await runScenario(scenario, environment, signal)), warnings: scenario.warnings };
  } finally {
    await environment.teardown();
  }
}
