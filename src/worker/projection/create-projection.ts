import type { WorkflowInfo } from '@temporalio/workflow';
import type { InjectedSinks } from '@temporalio/worker';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Notification, ProjectionActivities, ProjectionSinks, Snapshot } from '../../domain/onboarding/snapshot';
import type { TimelineEntry } from '../../domain/onboarding/view';
import { describeError } from '../../lib/background-loop';
import {
  type ProjectionDeps,
  createProjectionActivities,
  createSnapshotWriter,
  type SnapshotWriter,
} from './write-snapshot';

/** Changes within this delay after a write are written together: most onboardings change in bursts. */
const COALESCING_DELAY_MS = 100;
/** How long shutdown waits for pending snapshot writes. */
const SHUTDOWN_GRACE_MS = 1_000;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;
const MAX_REMEMBERED_RUNS = 10_000;

/** Final snapshots arrive through the activity, all others through the sink (decision 003). */
export interface WorkerProjection {
  activities: ProjectionActivities;
  sinks: InjectedSinks<ProjectionSinks>;
}

/** Call `stop` after the worker has stopped. */
export function createProjection(deps: ProjectionDeps): WorkerProjection & { stop(): Promise<void> } {
  const write = createSnapshotWriter(deps);
  const projector = new Projector(write, deps.logger);
  const writeFinalSnapshot: SnapshotWriter = (snapshot, workflow) => {
    projector.discardPending(snapshot.view.id);
    return write(snapshot, workflow);
  };
  return {
    activities: createProjectionActivities(writeFinalSnapshot),
    sinks: projector.sinks,
    stop: () => projector.stop(),
  };
}

interface PendingSnapshot {
  snapshot: Snapshot;
  workflow: WorkflowInfo;
}

/**
 * Buffers the latest snapshot of each onboarding and retries until the database has it. A killed process loses its
 * buffer: the workflow's next snapshot, or the reconciler, makes up for it.
 */
class Projector {
  private readonly pending = new Map<string, PendingSnapshot>();
  private readonly activeWrites = new Map<string, Promise<void>>();
  /** By run id: the latest timeline entry and notification key that the database has. */
  private readonly lastWritten = new Map<string, { entry?: TimelineEntry; notificationKey?: string }>();
  private isDatabaseUnavailable = false;
  private isStopping = false;

  constructor(
    private readonly write: SnapshotWriter,
    private readonly logger: Logger,
  ) {}

  readonly sinks: InjectedSinks<ProjectionSinks> = {
    projection: {
      write: {
        fn: (workflow, snapshot) => {
          this.enqueue(workflow, snapshot);
        },
        callDuringReplay: false,
      },
    },
  };

  /** Waits briefly for pending snapshots; the reconciler recovers the rest. */
  async stop(): Promise<void> {
    await Promise.race([Promise.all(this.activeWrites.values()), sleep(SHUTDOWN_GRACE_MS)]);
    this.isStopping = true;
    await Promise.all(this.activeWrites.values());
  }

  private enqueue(workflow: WorkflowInfo, snapshot: Snapshot): void {
    const { id } = snapshot.view;
    const previous = this.pending.get(id)?.snapshot;
    this.pending.set(id, { workflow, snapshot: previous ? mergeSnapshots(previous, snapshot) : snapshot });
    if (!this.activeWrites.has(id)) this.activeWrites.set(id, this.writeUntilDone(id));
  }

  /** Pending snapshots are older than the final one, which is written outside of this buffer. */
  discardPending(id: string): void {
    this.pending.delete(id);
  }

  private async writeUntilDone(id: string): Promise<void> {
    let backoffMs = FIRST_BACKOFF_MS;
    for (let next = this.pending.get(id); next !== undefined && !this.isStopping; next = this.pending.get(id)) {
      this.pending.delete(id);
      try {
        await this.writePending(next);
        backoffMs = FIRST_BACKOFF_MS;
        if (!this.isStopping) await sleep(COALESCING_DELAY_MS);
      } catch (error) {
        this.reportUnavailable(error);
        this.restorePending(id, next);
        await sleep(backoffMs);
        backoffMs = Math.min(2 * backoffMs, LONGEST_BACKOFF_MS);
      }
    }
    this.activeWrites.delete(id);
  }

  private async writePending({ snapshot, workflow }: PendingSnapshot): Promise<void> {
    await this.write(this.omitWritten(snapshot, workflow.runId), workflow);
    this.remember(snapshot, workflow.runId);
    this.reportAvailable();
  }

  /** Keeps an unwritten snapshot for the next attempt, together with a newer one that arrived meanwhile. */
  private restorePending(id: string, unwritten: PendingSnapshot): void {
    const newer = this.pending.get(id);
    const merged = newer && { ...newer, snapshot: mergeSnapshots(unwritten.snapshot, newer.snapshot) };
    this.pending.set(id, merged ?? unwritten);
  }

  private omitWritten(snapshot: Snapshot, runId: string): Snapshot {
    const { entry, notificationKey } = this.lastWritten.get(runId) ?? {};
    // No match: a workflow task was redone, so its earlier entries are void and all entries are written again.
    const entryIndex = snapshot.timeline.findIndex(
      ({ seq, at, kind }) => seq === entry?.seq && at === entry.at && kind === entry.kind,
    );
    const timeline = snapshot.timeline.slice(entryIndex + 1);
    const notificationIndex = snapshot.notifications.findIndex(({ key }) => key === notificationKey);
    return { ...snapshot, timeline, notifications: snapshot.notifications.slice(notificationIndex + 1) };
  }

  private remember({ timeline, notifications }: Snapshot, runId: string): void {
    this.lastWritten.delete(runId);
    this.lastWritten.set(runId, { entry: timeline.at(-1), notificationKey: notifications.at(-1)?.key });
    const [oldest] = this.lastWritten.keys();
    if (this.lastWritten.size > MAX_REMEMBERED_RUNS && oldest !== undefined) this.lastWritten.delete(oldest);
  }

  private reportAvailable(): void {
    if (this.isDatabaseUnavailable) this.logger.info('The projection reaches the database again');
    this.isDatabaseUnavailable = false;
  }

  private reportUnavailable(error: unknown): void {
    if (!this.isDatabaseUnavailable)
      this.logger.warn({ error: describeError(error) }, 'The projection does not reach the database; it is tried on');
    this.isDatabaseUnavailable = true;
  }
}

/** Returns the later snapshot plus the earlier one's entries and notifications that it no longer contains. */
const mergeSnapshots = (earlier: Snapshot, later: Snapshot): Snapshot => {
  const firstSeq = later.timeline[0]?.seq ?? Infinity;
  const isMissing = (notification: Notification): boolean =>
    !later.notifications.some(({ key }) => key === notification.key);
  return {
    ...later,
    timeline: [...earlier.timeline.filter(({ seq }) => seq < firstSeq), ...later.timeline],
    notifications: [...earlier.notifications.filter(isMissing), ...later.notifications],
  };
};
