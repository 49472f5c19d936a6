import { condition, proxyActivities, proxyLocalActivities, proxySinks } from '@temporalio/workflow';
import type { ProjectionActivities, ProjectionSinks, Snapshot } from '../../src/domain/onboarding/snapshot';
import type { Onboarding } from './onboarding';
import { writesFinalSnapshotLocally } from '../../src/domain/onboarding/engine-versions';

const { projection } = proxySinks<ProjectionSinks>();

const { writeProjection } = proxyActivities<ProjectionActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 1.5, maximumInterval: '10 seconds' },
  summary: 'Write the final status',
});

/** Within the workflow task: one event, where an activity costs six and another task. A second try would cost more than that. */
const { writeProjection: writeProjectionLocally } = proxyLocalActivities<ProjectionActivities>({
  scheduleToCloseTimeout: '2 seconds',
  retry: { maximumAttempts: 1 },
});

/**
 * Keeps the database's copy up to date while the onboarding runs, with all changes of one workflow task in one write. A
 * sink is no command: nothing of it is in the history, and nothing of it can replay differently.
 */
export async function keepProjectionUpToDate(onboarding: Onboarding): Promise<never> {
  for (;;) {
    await condition(() => onboarding.hasUnprojectedChanges);
    // Steps that the same news sets going come first, so that one write holds all of it.
    await Promise.resolve();
    if (!onboarding.isClosed) projection.write(onboarding.buildSnapshot());
    onboarding.markProjected();
  }
}

/**
 * The last word is acknowledged by the database before the workflow returns, however long that takes. Whether it is tried again
 * after the first try depends on that try alone, and not on what was said meanwhile: a replay may take the two in another order.
 */
export async function persistFinalSnapshot(onboarding: Onboarding): Promise<void> {
  const last = onboarding.buildSnapshot();
  if (writesFinalSnapshotLocally(onboarding.input) && (await tryLocalWrite(last))) {
    // It changes nothing any more, and is in the timeline all the same. A sink is no command.
    if (onboarding.state.changes > last.revision[2]) projection.write(onboarding.buildSnapshot());
    return;
  }
  let acknowledged = -1;
  while (acknowledged < onboarding.state.changes) {
    const snapshot = onboarding.buildSnapshot();
    await writeProjection(snapshot);
    [, , acknowledged] = snapshot.revision;
  }
}

const tryLocalWrite = (snapshot: Snapshot): Promise<boolean> =>
  writeProjectionLocally(snapshot).then(
    () => true,
    () => false,
  );
