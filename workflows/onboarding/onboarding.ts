import { condition, workflowInfo } from '@temporalio/workflow';
import { OnboardingModel } from '../../src/domain/onboarding/onboarding-model';
import type { Snapshot } from '../../src/domain/onboarding/snapshot';
import type { EngineInput } from '../../src/domain/onboarding/state';

const MAX_CARRIED_TIMELINE_ENTRIES = 40;
const MAX_CARRIED_NOTIFICATIONS = 40;

/**
 * One onboarding in its workflow run: the model, its projection, and the calls in progress. Synchronous: nothing here
 * waits, except for the tracked call.
 */
export class Onboarding extends OnboardingModel {
  /** Calls without an answer yet: another run could not resume them. */
  private pendingCalls = 0;
  private isReplanning = false;

  constructor(input: EngineInput) {
    // Workflow time: the same under replay.
    super(input, () => new Date().toISOString());
  }

  get hasUnprojectedChanges(): boolean {
    return this.state.projectedChangeCount < this.state.changeCount;
  }

  get hasPendingCalls(): boolean {
    return this.pendingCalls > 0;
  }

  /** True if another run could resume: no activity, call, unprojected change or termination is in progress. */
  get canContinueAsNew(): boolean {
    const { termination, closedAt, steps } = this.state;
    const isBusy = Object.values(steps).some(({ status }) => status === 'running' || status === 'undoing');
    return (
      termination === undefined &&
      closedAt === undefined &&
      !isBusy &&
      !this.hasPendingCalls &&
      !this.hasUnprojectedChanges
    );
  }

  get inputForNextRun(): EngineInput {
    return { ...this.input, carriedState: { ...this.state, run: this.state.run + 1 } };
  }

  markDeadlineMissed(deadline: string): void {
    this.state.missedDeadline = deadline;
  }

  /** Prevents continue-as-new until the call has settled. */
  async trackCall<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    this.pendingCalls += 1;
    try {
      return await call();
    } finally {
      this.pendingCalls -= 1;
    }
  }

  /** Applies plan changes one after the other. A change under way prevents continue-as-new. */
  changePlanAlone<Answer>(change: () => Promise<Answer>): Promise<Answer> {
    return this.trackCall(async () => {
      // Two changes of one workflow task both pass the condition, but only one can begin.
      do await condition(() => !this.isReplanning);
      while (!this.beginReplan());
      try {
        return await change();
      } finally {
        this.isReplanning = false;
      }
    });
  }

  /** @returns false if another plan change is under way */
  private beginReplan(): boolean {
    const canBegin = !this.isReplanning;
    this.isReplanning = true;
    return canBegin;
  }

  /** Returns false if the decision has arrived before: a message that is sent again is not a second decision. */
  registerDecision(decisionId: string): boolean {
    const { decisionIds = [] } = this.state;
    if (decisionIds.includes(decisionId)) return false;
    this.state.decisionIds = [...decisionIds, decisionId];
    return true;
  }

  buildSnapshot(): Snapshot {
    const { run, changeCount } = this.state;
    return { revision: [run, workflowInfo().historyLength, changeCount], ...this.buildProjection() };
  }

  /** Marks all changes as projected, and trims older entries from the state to carry over. */
  markProjected(): void {
    this.state.projectedChangeCount = this.state.changeCount;
    this.state.timeline = this.state.timeline.slice(-MAX_CARRIED_TIMELINE_ENTRIES);
    this.state.notifications = this.state.notifications.slice(-MAX_CARRIED_NOTIFICATIONS);
  }
}
