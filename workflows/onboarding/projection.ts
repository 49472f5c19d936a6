import { condition, proxyActivities, proxyLocalActivities, proxySinks } from '@temporalio/workflow';
import type { ProjectionActivities, ProjectionSinks, Snapshot } from '../../src/domain/onboarding/snapshot';
import { DATABASE_CALL } from './database-call';
import type { Onboarding } from './onboarding';

const { projection } = proxySinks<ProjectionSinks>();

const { writeProjection } = proxyActivities<ProjectionActivities>({
  ...DATABASE_CALL,
  summary: 'Write the final status',
});

/**
 * One event within the workflow task; an activity costs six and another task. A second attempt would cost even more.
 */
const { writeProjection: writeProjectionLocally } = proxyLocalActivities<ProjectionActivities>({
  scheduleToCloseTimeout: '2 seconds',
  retry: { maximumAttempts: 1 },
});

/**
 * Keeps the projection up to date while the onboarding runs, with one write for all changes of a workflow task. A sink
 * is not a command: it leaves no event in the history and cannot replay differently.
 */
export async function keepProjectionUpToDate(onboarding: Onboarding): Promise<never> {
  for (;;) {
    await condition(() => onboarding.hasUnprojectedChanges);
    // Lets steps triggered by the same event run first, so that one write contains all of it.
    await Promise.resolve();
    if (!onboarding.isClosed) projection.write(onboarding.buildSnapshot());
    onboarding.markProjected();
  }
}

/**
 * Persists the final snapshot before the workflow completes: one local activity, then a retried activity. The choice
 * must depend only on the local activity's outcome: a replay may order messages received meanwhile differently.
 */
export async function persistFinalSnapshot(onboarding: Onboarding): Promise<void> {
  const finalSnapshot = onboarding.buildSnapshot();
  if (await tryLocalWrite(finalSnapshot)) {
    // A late message only adds to the timeline. A sink suffices: it is not a command.
    if (onboarding.changeCount > finalSnapshot.revision[2]) projection.write(onboarding.buildSnapshot());
    return;
  }
  let acknowledgedChanges = -1;
  while (acknowledgedChanges < onboarding.changeCount) {
    const snapshot = onboarding.buildSnapshot();
    await writeProjection(snapshot);
    [, , acknowledgedChanges] = snapshot.revision;
  }
}

const tryLocalWrite = (snapshot: Snapshot): Promise<boolean> =>
  writeProjectionLocally(snapshot).then(
    () => true,
    () => false,
  );
