import { plans } from '../../plans';
import { definitions, plannerOf } from '../app/planner';
import type { Say } from '../embedded/find-program';
import { startTimeSkipping } from '../embedded/temporal/time-skipping';
import type { PlanDefinition } from '../planning/dsl';
import { pieceOf, type Wanted } from './scenario';
import { play } from './run-scenario';
import { quietRuntime } from './runtime';
import type { Simulation } from './result';

export interface Surroundings {
  /** TEMPORAL_TEST_SERVER, where a person has set it. */
  testServer?: string;
  say: Say;
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
  wanted: Wanted,
  { testServer, say, signal }: Surroundings,
  offered: readonly PlanDefinition[] = plans,
): Promise<Simulation> {
  const piece = pieceOf(wanted, plannerOf(offered), definitions);
  quietRuntime();
  say('Starting the time-skipping server …');
  const environment = await startTimeSkipping(testServer, say, signal);
  try {
    return await play(piece, environment, signal);
  } finally {
    await environment.teardown();
  }
}
