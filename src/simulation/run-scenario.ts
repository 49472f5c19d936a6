import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createDataConverter } from '../temporal/data-converter';
import { createWorker } from '../worker/worker';
import { Performance, type Piece } from './simulation-run';
import type { Simulation } from './result';

const NAMESPACE = 'default';
const LIMITS = { activities: 10, workflowTasks: 10, cachedWorkflows: 10 };
const PATIENCE_MS = 60_000;

/**
 * Plays an onboarding to its end on the time-skipping server, or until the horizon where it never ends.
 * @throws Error where nothing came of it within a minute of ours, or `signal` was aborted
 */
export async function play(
  piece: Piece,
  environment: TestWorkflowEnvironment,
  signal: AbortSignal,
): Promise<Simulation> {
  const performance = new Performance(piece, environment);
  const worker = await createWorker({
    connection: environment.nativeConnection,
    namespace: NAMESPACE,
    dataConverter: createDataConverter(),
    effects: piece.effects,
    planning: piece.planning,
    projection: performance.projection,
    limits: LIMITS,
  });
  return worker.runUntil(performance.run(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])));
}
