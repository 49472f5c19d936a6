import { workflowInfo } from '@temporalio/workflow';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { createReason } from '../../src/domain/reasons/reason';
import type { Notification, Snapshot } from '../../src/domain/onboarding/snapshot';
import type { OnboardingStatus } from '../../src/domain/status';
import type { OnboardingView, TimelineEntry } from '../../src/domain/onboarding/view';
import { listPendingEmails } from '../../src/domain/onboarding/pending-people';
import { listBranchTargets } from '../../src/domain/onboarding/step-graph';
import { listInvolvedEmails } from '../../src/domain/onboarding/assignment';
import {
  type EngineInput,
  type EngineState,
  type Termination,
  createInitialState,
  type StepState,
} from '../../src/domain/onboarding/state';
import { deriveStatus, isDoneOrSkipped, isComplete } from '../../src/domain/onboarding/derive-status';
import { buildOnboardingView } from '../../src/domain/onboarding/build-view';

const MAX_CARRIED_TIMELINE_ENTRIES = 40;
const MAX_CARRIED_NOTIFICATIONS = 40;

/**
 * State of one onboarding. Synchronous: nothing here waits. Each change is counted, so that the projection detects it.
 * The state of a step is replaced, never mutated: read it again after each `await`.
 * The transitions of steps are in `transitions/activity-step.ts` and `transitions/human-step.ts`.
 */
export class Onboarding {
  private readonly state: EngineState;
  private terminationListener: () => void = () => undefined;
  /** Calls without an answer yet: another run could not resume them. */
  private pendingCalls = 0;
  private isReplanning = false;

  constructor(private currentInput: EngineInput) {
    this.state = { ...(currentInput.carriedState ?? createInitialState(currentInput)) };
    if (currentInput.carriedState !== undefined) return;
    this.appendTimelineEntry({ kind: 'submitted', by: currentInput.submittedBy.email, via: 'api' });
  }

  /** Current request and plan: an amendment or a moved start date replaces them. */
  get input(): EngineInput {
    return this.currentInput;
  }

  get steps(): readonly ResolvedStep[] {
    return this.currentInput.plan.steps;
  }

  get status(): OnboardingStatus {
    return deriveStatus(this.steps, this.state);
  }

  get termination(): Readonly<Termination> | undefined {
    return this.state.termination;
  }

  get closedAt(): string | undefined {
    return this.state.closedAt;
  }

  get missedDeadline(): string | undefined {
    return this.state.missedDeadline;
  }

  get changeCount(): number {
    return this.state.changeCount;
  }

  /** Instant of the current planning: start instants before it are not waited for. */
  get plannedAt(): string {
    return this.currentInput.replannedAt ?? this.currentInput.submittedAt;
  }

  get hasUnprojectedChanges(): boolean {
    return this.state.projectedChangeCount < this.state.changeCount;
  }

  get isClosed(): boolean {
    return this.state.closedAt !== undefined;
  }

  get hasPendingCalls(): boolean {
    return this.pendingCalls > 0;
  }

  /** False while a plan change is under way: changes are applied one after the other. */
  get canReplan(): boolean {
    return !this.isReplanning;
  }

  /** True if all steps are complete or a termination was decided. */
  get isFinished(): boolean {
    return this.termination !== undefined || this.steps.every(({ id }) => this.isComplete(id));
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

  /** True if a pivot may have taken effect, so that a person may rely on the results. */
  get isPastPivot(): boolean {
    return this.steps.some((step) => step.kind === 'activity' && step.pivot && this.getStepState(step.id).armed);
  }

  get inputForNextRun(): EngineInput {
    return { ...this.currentInput, carriedState: { ...this.state, run: this.state.run + 1 } };
  }

  get stepStates(): EngineState['steps'] {
    return this.state.steps;
  }

  getStepState(id: string): StepState {
    const step = this.findStepState(id);
    if (step === undefined) throw new Error(`The plan has no step ${id}.`);
    return step;
  }

  /** Returns undefined for a step that an amendment removed. */
  findStepState(id: string): StepState | undefined {
    return this.state.steps[id];
  }

  findStep(id: string): ResolvedStep | undefined {
    return this.steps.find((step) => step.id === id);
  }

  /** True if the step may start. False once a termination is decided, even while a decline completes its step. */
  isReady({ id, after, branch }: ResolvedStep): boolean {
    if (this.termination !== undefined || !after.every((before) => this.isComplete(before))) return false;
    return (
      branch !== true || this.listBranchSources(id).some((source) => this.getStepState(source.id).branchedTo === id)
    );
  }

  /** True if successors of the step may start. */
  isComplete(id: string): boolean {
    return isComplete(this.state, id);
  }

  /** True if the step itself has nothing left to do, regardless of its branch. */
  isDoneOrSkipped(id: string): boolean {
    return isDoneOrSkipped(this.getStepState(id));
  }

  listBranchSources(id: string): ResolvedStep[] {
    return this.steps.filter((step) => listBranchTargets(step).includes(id));
  }

  /** Prevents further starts. The first termination wins; later ones change nothing. */
  terminate(termination: Termination): void {
    if (this.state.termination !== undefined || this.state.closedAt !== undefined) return;
    this.state.termination = termination;
    this.terminationListener();
  }

  /** Calls the listener once, synchronously, when a termination is decided. Replaces the previous listener. */
  onTermination(listener: () => void): void {
    this.terminationListener = listener;
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

  /** @returns false if another plan change is under way */
  beginReplan(): boolean {
    const canBegin = this.canReplan;
    this.isReplanning = true;
    return canBegin;
  }

  endReplan(): void {
    this.isReplanning = false;
  }

  replacePlan(change: Pick<EngineInput, 'request' | 'plan' | 'replannedAt'>): void {
    this.currentInput = { ...this.currentInput, ...change };
    this.state.changeCount += 1;
  }

  /** Replaces the state of the step, or adds one for a new step. */
  replaceStepState({ id }: Pick<ResolvedStep, 'id'>, state: StepState): void {
    this.state.steps = { ...this.state.steps, [id]: state };
    this.state.changeCount += 1;
  }

  removeStepState(id: string): void {
    this.state.steps = Object.fromEntries(Object.entries(this.state.steps).filter(([step]) => step !== id));
  }

  updateStep({ id }: Pick<ResolvedStep, 'id'>, change: Partial<StepState>): void {
    this.replaceStepState({ id }, { ...this.getStepState(id), ...change });
  }

  appendTimelineEntry(entry: Omit<TimelineEntry, 'seq' | 'at'>): void {
    this.state.lastSeq += 1;
    this.state.timeline.push({ seq: this.state.lastSeq, at: now(), ...entry });
    this.state.changeCount += 1;
  }

  /** True if the message was already processed: a client's retry is not a second decision. */
  hasProcessed(decisionId: string): boolean {
    return this.state.timeline.some((entry) => entry.decisionId === decisionId);
  }

  /** Queues a notification. Keys count per kind, so that a repeated workflow task queues the same notifications. */
  notify({ key, ...notification }: Notification): void {
    if (notification.to.length === 0) return;
    this.state.notifications.push({ key: `${key}/${String(this.countNotification(key))}`, ...notification });
  }

  private countNotification(key: string): number {
    const { notificationCounts = {} } = this.state;
    const ordinal = (notificationCounts[key] ?? 0) + 1;
    this.state.notificationCounts = { ...notificationCounts, [key]: ordinal };
    return ordinal;
  }

  /** Marks unreached steps as skipped and records the final status. */
  close(): void {
    for (const step of this.steps) {
      const { status } = this.getStepState(step.id);
      if (status === 'pending' || status === 'waiting')
        this.updateStep(step, { status: 'skipped', reason: createReason('skipped.not-reached', {}) });
    }
    this.state.closedAt = now();
    const { termination } = this.state;
    const { by, reason, comment } = termination ?? {};
    this.appendTimelineEntry({ kind: termination?.outcome ?? 'completed', by, reason, comment });
    if (termination === undefined) return;
    this.notify({ key: 'closed', kind: termination.outcome, to: [this.input.submittedBy], reason, comment });
  }

  buildView(): OnboardingView {
    return buildOnboardingView(this.input, this.state, now());
  }

  buildSnapshot(): Snapshot {
    const { run, changeCount, timeline, notifications } = this.state;
    const view = { ...this.buildView(), timeline: [] };
    const { request, plan, replannedAt } = this.currentInput;
    return {
      revision: [run, workflowInfo().historyLength, changeCount],
      view,
      timeline,
      notifications,
      pendingPeople: listPendingEmails(view),
      involvedPeople: listInvolvedEmails(this.input, this.state),
      replannedInput: replannedAt === undefined ? undefined : { request, plan, replannedAt },
    };
  }

  /** Marks all changes as projected, and trims older entries from the state to carry over. */
  markProjected(): void {
    this.state.projectedChangeCount = this.state.changeCount;
    this.state.timeline = this.state.timeline.slice(-MAX_CARRIED_TIMELINE_ENTRIES);
    this.state.notifications = this.state.notifications.slice(-MAX_CARRIED_NOTIFICATIONS);
  }
}

/** Workflow time: the same under replay. */
export const now = (): string => new Date().toISOString();
