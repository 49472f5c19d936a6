import { condition, proxyActivities, proxyLocalActivities, TemporalFailure } from '@temporalio/workflow';
import type { ProjectionActivities } from '../../src/contract/projection';
import type { Onboarding } from './onboarding';

// One quick try inside the workflow task: it costs a marker, not a task of its own.
const quick = proxyLocalActivities<ProjectionActivities>({
  startToCloseTimeout: '2 seconds',
  scheduleToCloseTimeout: '2 seconds',
  retry: { maximumAttempts: 1 },
  summary: 'Write the projection',
});

// Where that failed, the server keeps trying for as long as it takes, without filling the history.
const patient = proxyActivities<ProjectionActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 1.5, maximumInterval: '10 seconds' },
  summary: 'Write the projection',
});

/**
 * Keeps the database's copy of the onboarding up to date: all changes of one workflow task in one write. Ends when the
 * onboarding is closed and its last change is acknowledged.
 */
export async function keepProjected(onboarding: Onboarding): Promise<void> {
  const { state } = onboarding;
  while (state.closedAt === undefined || !onboarding.isWritten) {
    await condition(() => !onboarding.isWritten);
    // Steps that the same news sets going come first, so that one write holds all of it.
    await Promise.resolve();
    await write(onboarding);
  }
}

async function write(onboarding: Onboarding): Promise<void> {
  const snapshot = onboarding.snapshot();
  try {
    await quick.writeProjection(snapshot);
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
    await patient.writeProjection(snapshot);
  }
  onboarding.acknowledge(snapshot);
}
