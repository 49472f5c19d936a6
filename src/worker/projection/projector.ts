import type { WorkflowInfo } from '@temporalio/workflow';
import type { InjectedSinks } from '@temporalio/worker';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Notice, ProjectionActivities, ProjectionSinks, Snapshot } from '../../domain/onboarding/snapshot';
import type { TimelineEntry } from '../../domain/onboarding/view';
import { faultOf } from '../../lib/background-loop';
import { type ProjectionDeps, projectionActivities, snapshotWriter, type WriteSnapshot } from './write-snapshot';

/** What changes within so long after a write is written together: most onboardings move in bursts. */
const TOGETHER_MS = 100;
/** So long a stopping worker waits for what it still owes. */
const PATIENCE_MS = 1_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
const REMEMBERED = 10_000;

/** Both ways on which a worker lets workflows reach the projection. */
export interface WorkerProjection {
  activities: ProjectionActivities;
  sinks: InjectedSinks<ProjectionSinks>;
}

/** The projection over a database; `stop` it after the worker. */
export function createProjection(deps: ProjectionDeps): WorkerProjection & { stop(): Promise<void> } {
  const write = snapshotWriter(deps);
  const projector = new Projector(write, deps.logger);
  const last: WriteSnapshot = (snapshot, workflow) => {
    projector.forget(snapshot.view.id);
    return write(snapshot, workflow);
  };
  return { activities: projectionActivities(last), sinks: projector.sinks, stop: () => projector.stop() };
}

/**
 * Takes snapshots from running workflows and writes them, the latest of each onboarding, until the database has them. A
 * process that is killed before forgets them: the workflow's next snapshot, or the reconciler, makes up for it.
 */
class Projector {
  private readonly owed = new Map<string, { snapshot: Snapshot; workflow: WorkflowInfo }>();
  private readonly writing = new Map<string, Promise<void>>();
  /** The latest entry, and the latest notice's key, that the database has of each run. */
  private readonly known = new Map<string, { entry?: TimelineEntry; notice?: string }>();
  private isAway = false;
  private isStopping = false;

  constructor(
    private readonly write: WriteSnapshot,
    private readonly logger: Logger,
  ) {}

  readonly sinks: InjectedSinks<ProjectionSinks> = {
    projection: {
      write: {
        fn: (workflow, snapshot) => {
          this.take(workflow, snapshot);
        },
        callDuringReplay: false,
      },
    },
  };

  /** Waits a little for what is still owed; the rest is the reconciler's. */
  async stop(): Promise<void> {
    await Promise.race([Promise.all(this.writing.values()), sleep(PATIENCE_MS)]);
    this.isStopping = true;
    await Promise.all(this.writing.values());
  }

  private take(workflow: WorkflowInfo, snapshot: Snapshot): void {
    const { id } = snapshot.view;
    const before = this.owed.get(id)?.snapshot;
    this.owed.set(id, { workflow, snapshot: before ? joined(before, snapshot) : snapshot });
    if (!this.writing.has(id)) this.writing.set(id, this.writeUntilDone(id));
  }

  /** The last word is written by other means: what is still owed of this onboarding is older. */
  forget(id: string): void {
    this.owed.delete(id);
  }

  private async writeUntilDone(id: string): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    for (let next = this.owed.get(id); next !== undefined && !this.isStopping; next = this.owed.get(id)) {
      this.owed.delete(id);
      try {
        const { runId } = next.workflow;
        await this.write(this.unknownPartOf(next.snapshot, runId), next.workflow);
        this.remember(next.snapshot, runId);
        this.reached();
        pauseMs = FIRST_PAUSE_MS;
        if (!this.isStopping) await sleep(TOGETHER_MS);
      } catch (error) {
        this.missed(error);
        const newer = this.owed.get(id);
        this.owed.set(id, newer ? { ...newer, snapshot: joined(next.snapshot, newer.snapshot) } : next);
        await sleep(pauseMs);
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      }
    }
    this.writing.delete(id);
  }

  private unknownPartOf(snapshot: Snapshot, runId: string): Snapshot {
    const { entry, notice } = this.known.get(runId) ?? {};
    // Where the entry is another one by now, a workflow task was done again, and what it told before does not hold.
    const known = snapshot.timeline.findIndex(
      ({ seq, at, kind }) => seq === entry?.seq && at === entry.at && kind === entry.kind,
    );
    const timeline = snapshot.timeline.slice(known + 1);
    const last = snapshot.notices.findIndex(({ key }) => key === notice);
    return { ...snapshot, timeline, notices: snapshot.notices.slice(last + 1) };
  }

  private remember({ timeline, notices }: Snapshot, runId: string): void {
    this.known.delete(runId);
    this.known.set(runId, { entry: timeline.at(-1), notice: notices.at(-1)?.key });
    const [oldest] = this.known.keys();
    if (this.known.size > REMEMBERED && oldest !== undefined) this.known.delete(oldest);
  }

  private reached(): void {
    if (this.isAway) this.logger.info('The projection reaches the database again');
    this.isAway = false;
  }

  private missed(error: unknown): void {
    if (!this.isAway)
      this.logger.warn({ fault: faultOf(error) }, 'The projection does not reach the database; it is tried on');
    this.isAway = true;
  }
}

/** The later snapshot, with the entries and notices of the earlier one that it does not hold any more. */
const joined = (earlier: Snapshot, later: Snapshot): Snapshot => {
  const first = later.timeline[0]?.seq ?? Infinity;
  const isLeftOut = (notice: Notice): boolean => !later.notices.some(({ key }) => key === notice.key);
  return {
    ...later,
    timeline: [...earlier.timeline.filter(({ seq }) => seq < first), ...later.timeline],
    notices: [...earlier.notices.filter(isLeftOut), ...later.notices],
  };
};
