import type { DataConverter, WorkerDeploymentVersion } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerDeploymentOptions } from '@temporalio/worker';
import { TASK_QUEUE } from '../domain/ids';
import type { PlanningActivities } from '../domain/planning-activities';
import { resolveWorkflowBundle } from './workflow-bundle';
import type { WorkerProjection } from './projection/create-projection';

/** Running activities get so long to end by themselves when the worker stops; then they are cancelled, and run again elsewhere. */
const SHUTDOWN_GRACE = '10 seconds';
/** Comes after the grace time: a body that ignores its cancellation is abandoned. */
const SHUTDOWN_FORCE = '20 seconds';
/** The SDK's own. */
const STICKY_QUEUE_TIMEOUT_MS = 10_000;

export interface WorkerConfig {
  connection: NativeConnection;
  namespace: string;
  dataConverter: DataConverter;
  /** Every effect and its undo, by activity type, and what else needs no room of its own here. */
  activities: object;
  projection: WorkerProjection;
  planning: PlanningActivities;
  /** `stickyMs`: so long a task waits for the worker that has its workflow in memory, which may have been killed. */
  limits: { activities: number; workflowTasks: number; cachedWorkflows: number; stickyMs?: number };
  /** Without: the worker takes the tasks of every workflow that no version claims. */
  version?: WorkerDeploymentVersion;
}

/**
 * Options that make a worker one of this version. Onboardings sleep for months: they move on with the current version
 * instead of being pinned to one that must be kept running, so each version must replay their histories.
 */
export const buildDeploymentOptions = (version: WorkerDeploymentVersion): WorkerDeploymentOptions => ({
  version,
  useWorkerVersioning: true,
  defaultVersioningBehavior: 'AUTO_UPGRADE',
});

/** A worker for the one task queue: the workflow code from its bundle, and all activities. */
export async function createWorker(config: WorkerConfig): Promise<Worker> {
  const { connection, namespace, dataConverter, activities, projection, planning, limits, version } = config;
  return Worker.create({
    connection,
    namespace,
    taskQueue: TASK_QUEUE,
    dataConverter,
    workflowBundle: await resolveWorkflowBundle(dataConverter),
    activities: { ...activities, ...projection.activities, ...planning },
    sinks: projection.sinks,
    maxConcurrentActivityTaskExecutions: limits.activities,
    maxConcurrentWorkflowTaskExecutions: limits.workflowTasks,
    maxCachedWorkflows: limits.cachedWorkflows,
    stickyQueueScheduleToStartTimeout: limits.stickyMs ?? STICKY_QUEUE_TIMEOUT_MS,
    shutdownGraceTime: SHUTDOWN_GRACE,
    shutdownForceTime: SHUTDOWN_FORCE,
    workerDeploymentOptions: version && buildDeploymentOptions(version),
  });
}
