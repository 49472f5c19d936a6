import type { DataConverter, WorkerDeploymentVersion } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkerDeploymentOptions } from '@temporalio/worker';
import { TASK_QUEUE } from '../domain/ids';
import type { PlanningActivities } from '../domain/planning-activities';
import { createStepLogInterceptors } from './activities/step-log-attribute';
import { resolveWorkflowBundle } from './workflow-bundle';
import type { WorkerProjection } from './projection/create-projection';

/** How long running activities may finish at shutdown. Then they are cancelled, and retried on another worker. */
const SHUTDOWN_GRACE = '10 seconds';
/** Longer than the grace time: an activity that ignores its cancellation is abandoned. */
const SHUTDOWN_FORCE = '20 seconds';
/**
 * How long a workflow task waits for the worker that caches its workflow before any worker may take it: after a SIGKILL,
 * all of that worker's onboardings stand still for this long. The SDK's default is 10 s.
 */
const STICKY_QUEUE_TIMEOUT_MS = 4_000;

export interface WorkerConfig {
  connection: NativeConnection;
  namespace: string;
  dataConverter: DataConverter;
  /** Effects with their undo, and cohort activities, by activity type. */
  activities: object;
  projection: WorkerProjection;
  planning: PlanningActivities;
  /** `stickyMs`: how long a task waits for the worker that caches its workflow, which may have been killed. */
  limits: { activities: number; workflowTasks: number; cachedWorkflows: number; stickyMs?: number };
  /** If missing, the worker takes the tasks of all workflows that no version claims. */
  version?: WorkerDeploymentVersion;
}

/**
 * Upgrades onboardings to the current version: they sleep for months, and pinning would keep old versions running.
 * Each version must therefore replay the histories of all earlier ones.
 */
export const buildDeploymentOptions = (version: WorkerDeploymentVersion): WorkerDeploymentOptions => ({
  version,
  useWorkerVersioning: true,
  defaultVersioningBehavior: 'AUTO_UPGRADE',
});

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
    interceptors: { activity: [createStepLogInterceptors] },
    maxConcurrentActivityTaskExecutions: limits.activities,
    maxConcurrentWorkflowTaskExecutions: limits.workflowTasks,
    maxCachedWorkflows: limits.cachedWorkflows,
    stickyQueueScheduleToStartTimeout: limits.stickyMs ?? STICKY_QUEUE_TIMEOUT_MS,
    shutdownGraceTime: SHUTDOWN_GRACE,
    shutdownForceTime: SHUTDOWN_FORCE,
    workerDeploymentOptions: version && buildDeploymentOptions(version),
  });
}
