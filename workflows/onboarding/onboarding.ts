import { workflowInfo } from '@temporalio/workflow';
import type { ResolvedStep } from '../../src/domain/plan/resolved-plan';
import type { Notification, Snapshot } from '../../src/domain/onboarding/snapshot';
import type { OnboardingView, TimelineEntry } from '../../src/domain/onboarding/view';
import { listPendingPeople } from '../../src/domain/onboarding/pending-people';
import { listBranchTargets } from '../../src/domain/onboarding/step-graph';
import { listInvolvedPeople } from '../../src/domain/onboarding/assignment';
import {
  type EngineInput,
  type EngineState,
  type Termination,
  createInitialState,
  type StepState,
} from '../../src/domain/onboarding/state';
import { isDoneOrSkipped, isComplete } from '../../src/domain/onboarding/derive-status';
import { countsNotifications } from '../../src/domain/onboarding/engine-versions';
import { buildOnboardingView } from '../../src/domain/onboarding/build-view';

const MAX_CARRIED_TIMELINE_ENTRIES = 40;
const MAX_CARRIED_NOTIFICATIONS = 40;

/**
 * The state of one onboarding. Nothing here waits: each change counts, so that the projection knows when there is
 * something to write. What can happen to a step is said in `effect-steps.ts` and `people-steps.ts`.
 */
export class Onboarding {
  readonly state: EngineState;
  /** Called once, in the moment an ending is decided. */
  onTermination: () => void = () => undefined;
  /** What is asked of the world and not answered yet: no other run could take it up. */
  pendingCalls = 0;
  /** Whether the plan is being made anew: one change comes after the other. */
  isReplanning = false;

  constructor(private currentInput: EngineInput) {
    this.state = currentInput.carried ?? createInitialState(currentInput);
    if (currentInput.carried !== undefined) return;
    this.appendTimelineEntry({ kind: 'submitted', by: currentInput.submittedBy.email, via: 'api' });
  }

  /** The request and the plan as they are now: an amendment or a moved start date puts others in their place. */
  get input(): EngineInput {
    return this.currentInput;
  }

  get steps(): readonly ResolvedStep[] {
    return this.currentInput.plan.steps;
  }

  get termination(): Termination | undefined {
    return this.state.ending;
  }

  /** Since when the plan's instants hold: what was past already then is not waited for. */
  get plannedAt(): string {
    return this.currentInput.replannedAt ?? this.currentInput.submittedAt;
  }

  /** Whether something happened that the projection was not told of. */
  get hasUnprojectedChanges(): boolean {
    return this.state.toldChanges < this.state.changes;
  }

  get isClosed(): boolean {
    return this.state.closedAt !== undefined;
  }

  /** Whether no step has anything to do any more, or none may. */
  get isFinished(): boolean {
    return this.termination !== undefined || this.steps.every(({ id }) => this.isComplete(id));
  }

  /** Whether nothing is under way that another run could not take up: no activity, no untold change, no ending. */
  get canContinueAsNew(): boolean {
    const { ending, closedAt, steps } = this.state;
    const busy = Object.values(steps).some(({ status }) => status === 'running' || status === 'undoing');
    return (
      ending === undefined && closedAt === undefined && !busy && this.pendingCalls === 0 && !this.hasUnprojectedChanges
    );
  }

  /** Whether somebody already works with what was prepared. */
  get isPastPivot(): boolean {
    return this.steps.some((step) => step.kind === 'activity' && step.pivot && this.getStepState(step.id).armed);
  }

  /** The input with which the next run of this workflow goes on from here. */
  get inputForNextRun(): EngineInput {
    return { ...this.currentInput, carried: { ...this.state, run: this.state.run + 1 } };
  }

  getStepState(id: string): StepState {
    const step = this.state.steps[id];
    if (step === undefined) throw new Error(`The plan has no step ${id}.`);
    return step;
  }

  /** The step as the plan has it now. */
  findStep(id: string): ResolvedStep | undefined {
    return this.steps.find((step) => step.id === id);
  }

  /** Whether the step may start: nothing does once an ending is decided, even in the moment in which a decline settles. */
  isReady({ id, after, branch }: ResolvedStep): boolean {
    if (this.termination !== undefined || !after.every((before) => this.isComplete(before))) return false;
    return (
      branch !== true || this.listBranchSources(id).some((source) => this.getStepState(source.id).branchedTo === id)
    );
  }

  /** Whether steps that come after this one may start. */
  isComplete(id: string): boolean {
    return isComplete(this.state, id);
  }

  /** Whether nothing is left to do about this very step, whatever it led to. */
  isDoneOrSkipped(id: string): boolean {
    return isDoneOrSkipped(this.getStepState(id));
  }

  /** Steps whose failure may lead to this one. */
  listBranchSources(id: string): ResolvedStep[] {
    return this.steps.filter((step) => listBranchTargets(step).includes(id));
  }

  /** From here on nothing new starts. The first ending counts; later ones change nothing. */
  terminate(termination: Termination): void {
    if (this.state.ending !== undefined || this.state.closedAt !== undefined) return;
    this.state.ending = termination;
    this.onTermination();
  }

  /** From here on this request and this plan hold. */
  replacePlan(change: Pick<EngineInput, 'request' | 'plan' | 'replannedAt'>): void {
    this.currentInput = { ...this.currentInput, ...change };
    this.state.changes += 1;
  }

  updateStep({ id }: Pick<ResolvedStep, 'id'>, change: Partial<StepState>): void {
    Object.assign(this.getStepState(id), change);
    this.state.changes += 1;
  }

  /** Writes an entry of the timeline: what happened, who did it, and how we know. */
  appendTimelineEntry(entry: Omit<TimelineEntry, 'seq' | 'at'>): void {
    this.state.lastSeq += 1;
    this.state.timeline.push({ seq: this.state.lastSeq, at: now(), ...entry });
    this.state.changes += 1;
  }

  /** Owes somebody a mail. Those of one kind are counted, so that a workflow task that has to be done again owes the same. */
  notify({ key, ...notification }: Notification): void {
    if (notification.to.length === 0) return;
    const ordinal = countsNotifications(this.currentInput) ? this.countNotification(key) : this.state.lastSeq;
    this.state.notices.push({ key: `${key}/${String(ordinal)}`, ...notification });
  }

  private countNotification(key: string): number {
    const { noticed = {} } = this.state;
    const ordinal = (noticed[key] ?? 0) + 1;
    this.state.noticed = { ...noticed, [key]: ordinal };
    return ordinal;
  }

  /** The last word. Nothing changes after it. */
  close(): void {
    for (const step of this.steps) {
      const { status } = this.getStepState(step.id);
      if (status === 'pending' || status === 'waiting')
        this.updateStep(step, { status: 'skipped', note: 'not reached' });
    }
    this.state.closedAt = now();
    const { ending } = this.state;
    this.appendTimelineEntry({ kind: ending?.outcome ?? 'completed', by: ending?.by, note: ending?.reason });
    if (ending === undefined) return;
    this.notify({ key: 'closed', kind: ending.outcome, to: [this.input.submittedBy], note: ending.reason });
  }

  buildView(): OnboardingView {
    return buildOnboardingView(this.input, this.state, now());
  }

  buildSnapshot(): Snapshot {
    const { run, changes, timeline, notices } = this.state;
    const view = { ...this.buildView(), timeline: [] };
    const { request, plan, replannedAt } = this.currentInput;
    return {
      revision: [run, workflowInfo().historyLength, changes],
      view,
      timeline,
      notices,
      waitingFor: listPendingPeople(view),
      involved: listInvolvedPeople(this.input, this.state),
      replanned: replannedAt === undefined ? undefined : { request, plan, replannedAt },
    };
  }

  /** The projection was told of everything; what is older need not be carried any longer. */
  markProjected(): void {
    this.state.toldChanges = this.state.changes;
    this.state.timeline = this.state.timeline.slice(-MAX_CARRIED_TIMELINE_ENTRIES);
    this.state.notices = this.state.notices.slice(-MAX_CARRIED_NOTIFICATIONS);
  }
}

/** The workflow's own clock, which replays the same. */
export const now = (): string => new Date().toISOString();
