import { workflowInfo } from '@temporalio/workflow';
import type { ResolvedStep } from '../../src/domain/plan/types';
import type { Notice, Snapshot } from '../../src/domain/onboarding/snapshot';
import type { OnboardingView, TimelineEntry } from '../../src/domain/onboarding/view';
import { waitingFor } from '../../src/domain/onboarding/pending-people';
import { branchesOf } from '../../src/domain/onboarding/step-graph';
import { involvedIn } from '../../src/domain/onboarding/assignment';
import {
  type EngineInput,
  type EngineState,
  type Ending,
  firstState,
  type StepState,
} from '../../src/domain/onboarding/state';
import { isDone, isSettled } from '../../src/domain/onboarding/derive-status';
import { countsNotices } from '../../src/domain/onboarding/versions';
import { viewOf } from '../../src/domain/onboarding/build-view';

const KEPT_TIMELINE = 40;
const KEPT_NOTICES = 40;

/**
 * The state of one onboarding. Nothing here waits: each change counts, so that the projection knows when there is
 * something to write. What can happen to a step is said in `effect-steps.ts` and `people-steps.ts`.
 */
export class Onboarding {
  readonly state: EngineState;
  /** Called once, in the moment an ending is decided. */
  onEnding: () => void = () => undefined;
  /** What is asked of the world and not answered yet: no other run could take it up. */
  inFlight = 0;
  /** Whether the plan is being made anew: one change comes after the other. */
  isChanging = false;

  constructor(private current: EngineInput) {
    this.state = current.carried ?? firstState(current);
    if (current.carried !== undefined) return;
    this.record({ kind: 'submitted', by: current.submittedBy.email, via: 'api' });
  }

  /** The request and the plan as they are now: an amendment or a moved start date puts others in their place. */
  get input(): EngineInput {
    return this.current;
  }

  get steps(): readonly ResolvedStep[] {
    return this.current.plan.steps;
  }

  get ending(): Ending | undefined {
    return this.state.ending;
  }

  /** Since when the plan's instants hold: what was past already then is not waited for. */
  get plannedAt(): string {
    return this.current.replannedAt ?? this.current.submittedAt;
  }

  /** Whether something happened that the projection was not told of. */
  get hasNews(): boolean {
    return this.state.toldChanges < this.state.changes;
  }

  get isClosed(): boolean {
    return this.state.closedAt !== undefined;
  }

  /** Whether no step has anything to do any more, or none may. */
  get isFinished(): boolean {
    return this.ending !== undefined || this.steps.every(({ id }) => this.isSettled(id));
  }

  /** Whether nothing is under way that another run could not take up: no activity, no untold change, no ending. */
  get isAtRest(): boolean {
    const { ending, closedAt, steps } = this.state;
    const busy = Object.values(steps).some(({ status }) => status === 'running' || status === 'undoing');
    return ending === undefined && closedAt === undefined && !busy && this.inFlight === 0 && !this.hasNews;
  }

  /** Whether somebody already works with what was prepared. */
  get isPastPivot(): boolean {
    return this.steps.some((step) => step.kind === 'activity' && step.pivot && this.step(step.id).armed);
  }

  /** The input with which the next run of this workflow goes on from here. */
  get carriedOn(): EngineInput {
    return { ...this.current, carried: { ...this.state, run: this.state.run + 1 } };
  }

  step(id: string): StepState {
    const step = this.state.steps[id];
    if (step === undefined) throw new Error(`The plan has no step ${id}.`);
    return step;
  }

  /** The step as the plan has it now. */
  planned(id: string): ResolvedStep | undefined {
    return this.steps.find((step) => step.id === id);
  }

  /** Whether the step may start: nothing does once an ending is decided, even in the moment in which a decline settles. */
  isReady({ id, after, branch }: ResolvedStep): boolean {
    if (this.ending !== undefined || !after.every((before) => this.isSettled(before))) return false;
    return branch !== true || this.sourcesOf(id).some((source) => this.step(source.id).branchedTo === id);
  }

  /** Whether steps that come after this one may start. */
  isSettled(id: string): boolean {
    return isSettled(this.state, id);
  }

  /** Whether nothing is left to do about this very step, whatever it led to. */
  isDone(id: string): boolean {
    return isDone(this.step(id));
  }

  /** Steps whose failure may lead to this one. */
  sourcesOf(id: string): ResolvedStep[] {
    return this.steps.filter((step) => branchesOf(step).includes(id));
  }

  /** From here on nothing new starts. The first ending counts; later ones change nothing. */
  end(ending: Ending): void {
    if (this.state.ending !== undefined || this.state.closedAt !== undefined) return;
    this.state.ending = ending;
    this.onEnding();
  }

  /** From here on this request and this plan hold. */
  replace(change: Pick<EngineInput, 'request' | 'plan' | 'replannedAt'>): void {
    this.current = { ...this.current, ...change };
    this.state.changes += 1;
  }

  change({ id }: Pick<ResolvedStep, 'id'>, change: Partial<StepState>): void {
    Object.assign(this.step(id), change);
    this.state.changes += 1;
  }

  /** Writes an entry of the timeline: what happened, who did it, and how we know. */
  record(entry: Omit<TimelineEntry, 'seq' | 'at'>): void {
    this.state.lastSeq += 1;
    this.state.timeline.push({ seq: this.state.lastSeq, at: now(), ...entry });
    this.state.changes += 1;
  }

  /** Owes somebody a mail. Those of one kind are counted, so that a workflow task that has to be done again owes the same. */
  notify({ key, ...notice }: Notice): void {
    if (notice.to.length === 0) return;
    const place = countsNotices(this.current) ? this.countNotice(key) : this.state.lastSeq;
    this.state.notices.push({ key: `${key}/${String(place)}`, ...notice });
  }

  private countNotice(key: string): number {
    const { noticed = {} } = this.state;
    const place = (noticed[key] ?? 0) + 1;
    this.state.noticed = { ...noticed, [key]: place };
    return place;
  }

  /** The last word. Nothing changes after it. */
  close(): void {
    for (const step of this.steps) {
      const { status } = this.step(step.id);
      if (status === 'pending' || status === 'waiting') this.change(step, { status: 'skipped', note: 'not reached' });
    }
    this.state.closedAt = now();
    const { ending } = this.state;
    this.record({ kind: ending?.outcome ?? 'completed', by: ending?.by, note: ending?.reason });
    if (ending === undefined) return;
    this.notify({ key: 'closed', kind: ending.outcome, to: [this.input.submittedBy], note: ending.reason });
  }

  view(): OnboardingView {
    return viewOf(this.input, this.state, now());
  }

  snapshot(): Snapshot {
    const { run, changes, timeline, notices } = this.state;
    const view = { ...this.view(), timeline: [] };
    const { request, plan, replannedAt } = this.current;
    return {
      revision: [run, workflowInfo().historyLength, changes],
      view,
      timeline,
      notices,
      waitingFor: waitingFor(view),
      involved: involvedIn(this.input, this.state),
      replanned: replannedAt === undefined ? undefined : { request, plan, replannedAt },
    };
  }

  /** The projection was told of everything; what is older need not be carried any longer. */
  told(): void {
    this.state.toldChanges = this.state.changes;
    this.state.timeline = this.state.timeline.slice(-KEPT_TIMELINE);
    this.state.notices = this.state.notices.slice(-KEPT_NOTICES);
  }
}

/** The workflow's own clock, which replays the same. */
export const now = (): string => new Date().toISOString();
