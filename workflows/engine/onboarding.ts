import { workflowInfo } from '@temporalio/workflow';
import type { ActivityStep, ApprovalStep, EffectCall, ResolvedStep } from '../../src/contract/plan';
import type { Notice, Snapshot } from '../../src/contract/projection';
import type { OnboardingView, StepError, TimelineEntry } from '../../src/contract/view';
import { callOf } from './effects';
import { type EngineInput, type EngineState, type Ending, firstState, type StepState } from './state';
import { isSettled } from './status';
import { viewOf, waitingFor } from './view';

const KEPT_TIMELINE = 40;

/**
 * The state of one onboarding and every way it can change. Nothing here waits: each method is one transition, and
 * counts as one change, so that the projection knows when there is something to write.
 */
export class Onboarding {
  readonly state: EngineState;
  /** Called once, in the moment an ending is decided. */
  onEnding: () => void = () => undefined;

  constructor(readonly input: EngineInput) {
    this.state = input.carried ?? firstState(input);
    if (input.carried === undefined) {
      this.record({ kind: 'submitted', by: input.submittedBy.email, via: 'api' });
      this.openReadyApprovals();
    }
  }

  get steps(): readonly ResolvedStep[] {
    return this.input.plan.steps;
  }

  get ending(): Ending | undefined {
    return this.state.ending;
  }

  /** Whether something happened that the projection was not told of. */
  get hasNews(): boolean {
    return this.state.toldChanges < this.state.changes;
  }

  get isClosed(): boolean {
    return this.state.closedAt !== undefined;
  }

  /** Whether nothing is under way that another run could not take up: no activity, no untold change, no ending. */
  get isAtRest(): boolean {
    const { ending, closedAt, steps } = this.state;
    const busy = Object.values(steps).some(({ status }) => status === 'running' || status === 'undoing');
    return ending === undefined && closedAt === undefined && !busy && !this.hasNews;
  }

  /** The input with which the next run of this workflow goes on from here. */
  get carriedOn(): EngineInput {
    return { ...this.input, carried: { ...this.state, run: this.state.run + 1 } };
  }

  step(id: string): StepState {
    const step = this.state.steps[id];
    if (step === undefined) throw new Error(`The plan has no step ${id}.`);
    return step;
  }

  /** Whether the step may start: nothing does once an ending is decided, even in the moment in which a decline settles. */
  isReady(step: ResolvedStep): boolean {
    return this.ending === undefined && step.after.every((id) => isSettled(this.state.steps[id]));
  }

  isSettled(id: string): boolean {
    return isSettled(this.state.steps[id]);
  }

  /** The step waits for its instant. */
  wait(step: ResolvedStep): void {
    this.change(step, { status: 'waiting' });
  }

  /** Arms the undo and gives what the activity is to be called with. Must come before the activity is scheduled. */
  begin(step: ActivityStep): EffectCall {
    const { armed, generation: last } = this.step(step.id);
    // Nobody knows whether an armed effect happened: only a confirmed undo opens the next generation.
    const generation = armed ? last : last + 1;
    this.change(step, { status: 'running', generation, armed: true, startedAt: now(), error: undefined });
    this.record({ kind: 'started', step: step.id });
    return callOf(this.input, step, generation, this.state);
  }

  done(step: ResolvedStep, result: unknown): void {
    this.change(step, { status: 'done', endedAt: now(), result: result ?? undefined });
    this.record({ kind: 'done', step: step.id });
    this.openReadyApprovals();
  }

  /** The step was stopped before it said how it went; its undo stays armed. */
  interrupted(step: ResolvedStep): void {
    const { status, armed } = this.step(step.id);
    if (status !== 'running' && status !== 'waiting') return;
    this.change(step, { status: armed ? 'running' : 'pending' });
  }

  /** Whether somebody already works with what was prepared. */
  get isPastPivot(): boolean {
    return this.steps.some((step) => step.kind === 'activity' && step.pivot && this.step(step.id).armed);
  }

  /** Before the pivot a failure rolls everything back; after it a person decides. */
  failed(step: ResolvedStep, error: StepError): void {
    this.change(step, { status: 'failed', endedAt: now(), error });
    this.record({ kind: 'failed', step: step.id, note: error.message });
    if (this.isPastPivot) this.askForHelp(step, 'failed', error);
    else this.end({ outcome: 'rolled-back', reason: `${step.title}: ${error.message}` });
  }

  /** A person wants the failed step, or the failed undo, tried again: the same effect, so the same generation. */
  retry(step: ResolvedStep): void {
    this.change(step, { status: 'pending', error: undefined });
  }

  decided(step: ApprovalStep, decision: NonNullable<StepState['decision']>): void {
    this.change(step, { status: 'done', endedAt: now(), decision });
    const { outcome, by, via, comment, decisionId } = decision;
    this.record({ kind: outcome, step: step.id, by, via, note: comment, decisionId });
    if (outcome === 'declined') {
      const reason = comment ?? `${step.title} was declined`;
      this.end({ outcome: 'declined', reason, by });
    } else this.openReadyApprovals();
  }

  /** From here on nothing new starts. The first ending counts; later ones change nothing. */
  end(ending: Ending): void {
    if (this.state.ending !== undefined || this.state.closedAt !== undefined) return;
    this.state.ending = ending;
    this.onEnding();
  }

  undoing(step: ActivityStep): EffectCall {
    this.change(step, { status: 'undoing' });
    return callOf(this.input, step, this.step(step.id).generation);
  }

  undone(step: ActivityStep): void {
    this.change(step, { status: 'undone', armed: false, endedAt: now() });
    this.record({ kind: 'undone', step: step.id });
  }

  undoFailed(step: ActivityStep, error: StepError): void {
    this.change(step, { status: 'undo-failed', error });
    this.record({ kind: 'undo-failed', step: step.id, note: error.message });
    this.askForHelp(step, 'undo-failed', error);
  }

  /** A person accepts that this effect is left behind. */
  accepted(step: ResolvedStep, note: string): void {
    this.change(step, { status: 'failed', armed: false, endedAt: now(), note });
  }

  /** Writes an entry of the timeline: what happened, who did it, and how we know. */
  record(entry: Omit<TimelineEntry, 'seq' | 'at'>): void {
    this.state.lastSeq += 1;
    this.state.timeline.push({ seq: this.state.lastSeq, at: now(), ...entry });
    this.state.changes += 1;
  }

  /** The last word. Nothing changes after it. */
  close(): void {
    this.state.closedAt = now();
    const { ending } = this.state;
    this.record({ kind: ending?.outcome ?? 'completed', by: ending?.by, note: ending?.reason });
    if (ending === undefined) return;
    this.notify({ key: 'closed', kind: ending.outcome, to: [this.input.submittedBy], note: ending.reason });
  }

  view(): OnboardingView {
    return viewOf(this.input, this.state);
  }

  snapshot(): Snapshot {
    const { run, changes, timeline, notices } = this.state;
    return {
      revision: [run, workflowInfo().historyLength, changes],
      view: { ...this.view(), timeline: [] },
      timeline,
      notices,
      waitingFor: waitingFor(this.input, this.state),
    };
  }

  /** The projection was told of everything; older entries need not be carried any longer. */
  told(): void {
    this.state.toldChanges = this.state.changes;
    this.state.timeline = this.state.timeline.slice(-KEPT_TIMELINE);
  }

  private change(step: ResolvedStep, change: Partial<StepState>): void {
    Object.assign(this.step(step.id), change);
    this.state.changes += 1;
  }

  private askForHelp(step: ResolvedStep, what: 'failed' | 'undo-failed', { message }: StepError): void {
    const key = `${step.id}/${what}/${String(this.state.lastSeq)}`;
    this.notify({ key, kind: 'needs-attention', step: step.id, to: this.input.plan.attention, note: message });
  }

  private notify(notice: Notice): void {
    this.state.notices.push(notice);
  }

  /**
   * An approval opens in the same moment in which what it comes after settles, so that a decision which reaches the
   * workflow together with its start, or right behind the approval before it, finds it open.
   */
  private openReadyApprovals(): void {
    for (const step of this.steps) {
      if (step.kind !== 'approval' || this.step(step.id).status !== 'pending' || !this.isReady(step)) continue;
      this.change(step, { status: 'waiting', startedAt: now() });
      this.record({ kind: 'approval-requested', step: step.id });
      this.notify({ key: `${step.id}/requested`, kind: 'approval-requested', step: step.id, to: step.deciders.people });
    }
  }
}

/** The workflow's own clock, which replays the same. */
const now = (): string => new Date().toISOString();
