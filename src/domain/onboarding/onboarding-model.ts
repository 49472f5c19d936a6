import { findOwn } from '../find-own';
import type { ResolvedStep } from '../plan/resolved-plan';
import { createReason } from '../reasons/reason';
import type { OnboardingStatus } from '../status';
import { listInvolvedEmails } from './assignment';
import { buildOnboardingView } from './build-view';
import { deriveStatus, isComplete, isDoneOrSkipped } from './derive-status';
import { listPendingEmails } from './pending-people';
import type { Notification, Snapshot } from './snapshot';
import { createInitialState, type EngineInput, type EngineState, type Termination } from './state';
import { changeStepState, createStepState, isArmed, type StepChange, type StepState } from './step-state';
import { listBranchTargets } from './step-graph';
import { applyStepTransition, type StepEvent } from './transitions';
import type { OnboardingView, TimelineEntry } from './view';

/** State to be written to the database, apart from its revision. */
export type Projection = Omit<Snapshot, 'revision'>;

type StepRef = Pick<ResolvedStep, 'id'>;

/**
 * Model of one onboarding, pure: the workflow runs it, and the submission builds the first view with it. Each change is
 * counted, so that the projection detects it. The state of a step is replaced, never mutated: read it again after each
 * `await`.
 */
export class OnboardingModel {
  protected readonly state: EngineState;
  private terminationListener: () => void = () => undefined;

  /** `now` returns the current instant: in a workflow, one that is the same under replay. */
  constructor(
    private currentInput: EngineInput,
    readonly now: () => string,
  ) {
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

  get isClosed(): boolean {
    return this.state.closedAt !== undefined;
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

  /** True if all steps are complete or a termination was decided. */
  get isFinished(): boolean {
    return this.termination !== undefined || this.steps.every(({ id }) => this.isComplete(id));
  }

  /** True if a pivot may have taken effect, so that a person may rely on the results. */
  get isPastPivot(): boolean {
    return this.steps.some((step) => step.kind === 'activity' && step.pivot && isArmed(this.getStepState(step.id)));
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
    return findOwn(this.state.steps, id);
  }

  findStep(id: string): ResolvedStep | undefined {
    return this.steps.find((step) => step.id === id);
  }

  /**
   * True if the step may start. False once a termination is decided, even while a decline completes its step. The results
   * that it needs may come from further back than its predecessors, and may be due to be repeated.
   */
  isReady(step: ResolvedStep): boolean {
    const { id, after, branch } = step;
    const sources = step.kind === 'activity' ? [...after, ...Object.values(step.needs).flat()] : after;
    if (this.termination !== undefined || !sources.every((before) => this.isComplete(before))) return false;
    return (
      branch !== true ||
      this.listBranchSources(id).some((source) => this.getStepState(source.id).outcome?.branchedTo === id)
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

  replacePlan(change: Pick<EngineInput, 'request' | 'plan' | 'replannedAt'>): void {
    this.currentInput = { ...this.currentInput, ...change };
    this.state.changeCount += 1;
  }

  /** Adds a step, or replaces one by an untouched one; the undone effects of the old one still count. */
  addStep({ id, skipReason }: StepRef & Pick<ResolvedStep, 'skipReason'>): void {
    this.setStepState(id, createStepState(skipReason, this.findStepState(id)));
  }

  removeStep(id: string): void {
    this.state.steps = Object.fromEntries(Object.entries(this.state.steps).filter(([step]) => step !== id));
  }

  /** Changes anything but the status. */
  updateStep({ id }: StepRef, change: StepChange): void {
    this.setStepState(id, changeStepState(this.getStepState(id), change));
  }

  /**
   * Changes the status as the table of transitions defines.
   * @throws Error if the table lacks the transition
   */
  applyTransition({ id }: StepRef, event: StepEvent, change: StepChange = {}): void {
    this.setStepState(id, applyStepTransition(id, this.getStepState(id), event, change));
  }

  private setStepState(id: string, state: StepState): void {
    this.state.steps = { ...this.state.steps, [id]: state };
    this.state.changeCount += 1;
  }

  appendTimelineEntry(entry: Omit<TimelineEntry, 'seq' | 'at'>): void {
    this.state.lastSeq += 1;
    this.state.timeline.push({ seq: this.state.lastSeq, at: this.now(), ...entry });
    this.state.changeCount += 1;
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
        this.applyTransition(step, 'skipUnreached', { outcome: { reason: createReason('skipped.not-reached', {}) } });
    }
    this.state.closedAt = this.now();
    const { termination } = this.state;
    const { by, reason, comment } = termination ?? {};
    this.appendTimelineEntry({ kind: termination?.outcome ?? 'completed', by, reason, comment });
    if (termination === undefined) return;
    this.notify({ key: 'closed', kind: termination.outcome, to: [this.input.submittedBy], reason, comment });
  }

  buildView(): OnboardingView {
    return buildOnboardingView(this.input, this.state, this.now());
  }

  buildProjection(): Projection {
    const { timeline, notifications } = this.state;
    const view = { ...this.buildView(), timeline: [] };
    const { request, plan, replannedAt } = this.input;
    return {
      view,
      timeline,
      notifications,
      pendingPeople: listPendingEmails(view),
      involvedPeople: listInvolvedEmails(this.input, this.state),
      replannedInput: replannedAt === undefined ? undefined : { request, plan, replannedAt },
    };
  }
}
