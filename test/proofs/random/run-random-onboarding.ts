import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { QUERIES } from '../../../src/domain/onboarding/messages';
import type { Snapshot } from '../../../src/domain/onboarding/snapshot';
import type { OnboardingStatus } from '../../../src/domain/status';
import type { OnboardingView, StepView } from '../../../src/domain/onboarding/view';
import { createEngineInput, HR, IT, MANAGER, startOnboarding } from '../../workflows/support';
import { checkGuarantees } from './guarantees';
import { saveHistory } from '../../support/saved-histories';
import type { OnboardingWorld, OnboardingWorlds } from './onboarding-worlds';
import { findDraft, type RandomScenario, buildSteps } from './random-scenario';

/** After this time, a workflow task of a killed worker is scheduled on another one. */
const WORKFLOW_TASK_TIMEOUT_MS = 2_000;
/** After this time without a snapshot, a killed worker may have lost one. */
const QUIET_MS = 5_000;
const QUERY_TIMEOUT_MS = 5_000;
/** Only a stuck onboarding is silent for this long, even with kills on a slow machine. */
const STUCK_AFTER_MS = 120_000;
const TIMEOUT_MS = 360_000;
const POLL_MS = 20;

/**
 * Runs one onboarding with all human input and checks the guarantees. Observes it by the snapshots that the workflow
 * writes, as our API does: a query in between can make the SDK replay differently (decision 003).
 */
export async function runRandomOnboarding(
  scenario: RandomScenario,
  client: Client,
  worlds: OnboardingWorlds,
  timeoutSignal: AbortSignal,
): Promise<OnboardingStatus> {
  const id = randomUUID();
  const world = worlds.open(id, scenario);
  const handle = await startOnboarding(client, createEngineInput(buildSteps(scenario), { id }), {
    workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT_MS,
  });
  try {
    const view = await new OnboardingDriver(client, handle, world).driveToEnd(timeoutSignal);
    checkGuarantees(scenario, view, world.effects);
    return view.status;
  } catch (error) {
    throw new Error(`${String(error)}\nIts history: ${await saveHistory(handle).catch(String)}`, { cause: error });
  } finally {
    worlds.close(id);
  }
}

/** Acts for all people involved in one onboarding. */
class OnboardingDriver {
  private readonly startedAt = Date.now();
  private lastSnapshotAt = Date.now();
  private lastQueriedAt = Date.now();
  private comparedHistoryLength = 0;
  private lastSnapshot?: Snapshot;
  private isRescheduled = false;
  private isCancelled = false;

  constructor(
    private readonly client: Client,
    private readonly handle: WorkflowHandle,
    private readonly world: OnboardingWorld,
  ) {}

  /**
   * Waits for the workflow itself, not for a final snapshot: a signal that arrives while the workflow completes makes
   * it continue (Temporal's UnhandledCommand). The view is that of the last snapshot, which precedes the result.
   * @throws AbortError when time is up
   */
  async driveToEnd(timeoutSignal: AbortSignal): Promise<OnboardingView> {
    let result: { value: unknown } | { error: unknown } | undefined;
    this.handle.result().then(
      (value: unknown) => (result = { value }),
      (error: unknown) => (result = { error }),
    );
    for (;;) {
      if (result !== undefined) {
        if ('error' in result) throw result.error;
        return this.getFinalView(result.value);
      }
      await this.handleLatestSnapshot();
      await this.sendDueInterruptions();
      await this.fetchMissedSnapshot();
      if (Date.now() > Math.min(this.lastSnapshotAt + STUCK_AFTER_MS, this.startedAt + TIMEOUT_MS))
        throw new Error(`It does not end: ${JSON.stringify(this.lastSnapshot?.view)}`);
      await sleep(POLL_MS, undefined, { signal: timeoutSignal });
    }
  }

  /** @throws Error unless the workflow closed with the status of a snapshot that was persisted before */
  private getFinalView(result: unknown): OnboardingView {
    const { view } = this.world.latest ?? {};
    if (view === undefined) throw new Error('It closed without a snapshot.');
    expect(view.closedAt).toBeDefined();
    expect(result).toEqual({ status: view.status });
    return view;
  }

  private async handleLatestSnapshot(): Promise<void> {
    const { latest } = this.world;
    if (latest === this.lastSnapshot || latest === undefined) return;
    this.lastSnapshot = latest;
    this.lastSnapshotAt = this.lastQueriedAt = Date.now();
    for (const step of latest.view.steps) await this.answerStep(step);
  }

  /** Reschedules and cancels at most once each. */
  private async sendDueInterruptions(): Promise<void> {
    const { scenario, effects } = this.world;
    const isTime = (after = Infinity): boolean => effects.calls.length >= after;
    if (this.lastSnapshot === undefined) return;
    if (!this.isRescheduled && isTime(scenario.moveAfter)) {
      this.isRescheduled = true;
      await this.sendSignal('reschedule', { startDate: '2027-05-03' }, HR);
    }
    if (!this.isCancelled && isTime(scenario.cancelAfter)) {
      this.isCancelled = true;
      await this.sendSignal('cancel', { reason: 'no more' }, HR);
    }
  }

  /** Answers the open request of a step. */
  private async answerStep({ id: step, kind, status }: StepView): Promise<void> {
    const draft = findDraft(this.world.scenario, step);
    if (status === 'undo-failed') await this.sendSignal('resolveFailure', { step, action: 'retry' }, HR);
    if (status === 'failed' && this.lastSnapshot?.view.termination === undefined)
      await this.sendSignal('resolveFailure', { step, action: draft?.resolution ?? 'retry' }, HR);
    const isOpen = status === 'waiting' || status === 'undoing';
    if (kind === 'approval' && isOpen)
      await this.sendSignal(draft?.isDeclined ? 'decline' : 'approve', { step }, MANAGER);
    if (kind === 'task' && isOpen) await this.sendSignal('completeTask', { step }, IT);
  }

  private async sendSignal(signal: string, message: object, by: string): Promise<void> {
    await this.handle.signal(signal, { ...message, by }).catch(() => undefined);
  }

  /** Queries a silent workflow once per history length, as the reconciler does. */
  private async fetchMissedSnapshot(): Promise<void> {
    if (Date.now() < this.lastQueriedAt + QUIET_MS) return;
    const fetchSnapshot = async (): Promise<void> => {
      const { historyLength, raw } = await this.handle.describe();
      if (historyLength === this.comparedHistoryLength || raw.pendingWorkflowTask) return;
      this.world.acceptSnapshot(await this.handle.query<Snapshot>(QUERIES.snapshot));
      this.comparedHistoryLength = historyLength;
    };
    await this.client.withDeadline(Date.now() + QUERY_TIMEOUT_MS, fetchSnapshot).catch(() => undefined);
    this.lastQueriedAt = Date.now();
  }
}
