import { ApplicationFailure } from '@temporalio/common';
import type { ActivityStep, ApprovalStep, ResolvedStep, TaskStep } from '../../src/domain/plan/resolved-plan';
import type { StepChange } from '../../src/domain/onboarding/step-state';
import { type StepEvent } from '../../src/domain/onboarding/transitions';
import { createReason } from '../../src/domain/reasons/reason';
import { advance } from '../../src/domain/onboarding/advance';
import { applyReplan } from '../../workflows/onboarding/apply-replan';
import { toStepError } from '../../workflows/onboarding/activity-calls';
import { Onboarding } from '../../workflows/onboarding/onboarding';
import * as activities from '../../workflows/onboarding/transitions/activity-step';
import { markDoneByHand } from '../../workflows/onboarding/transitions/by-hand';
import * as people from '../../workflows/onboarding/transitions/human-step';
import { openHumanStep, openUndoTask } from '../../src/domain/onboarding/human-wait';
import { createPrincipal } from '../../src/domain/principal';
import { createEngineInput, HR, IT, MANAGER } from './support';

export const seenStepTransitions = new Set<string>();
export const seenOnboardingTransitions = new Set<string>();

/** Records each transition of a step. */
class ObservedOnboarding extends Onboarding {
  override applyTransition(step: { id: string }, event: StepEvent, change?: StepChange): void {
    const { status } = this.getStepState(step.id);
    super.applyTransition(step, event, change);
    seenStepTransitions.add(`${event}: ${status} -> ${this.getStepState(step.id).status}`);
  }
}

export const AT = '2027-01-10T08:00:00Z';
export const NO_SEAT = toStepError(ApplicationFailure.nonRetryable('no seat', 'Permanent'));
export const EXPLANATION = { reason: createReason('left-behind', { by: HR }) };
export const SKIP_REASON = createReason('condition.works-remotely', {});

/** Drives one onboarding by the engine's own transitions, and records the changes of its status. */
export class Drive {
  readonly onboarding: ObservedOnboarding;

  constructor(steps: ResolvedStep[]) {
    this.onboarding = new ObservedOnboarding(createEngineInput(steps));
    this.observe(() => advance(this.onboarding, true));
  }

  get status(): string {
    return this.onboarding.status;
  }

  getStatus(id: string): string {
    return this.onboarding.getStepState(id).status;
  }

  private find<Step extends ResolvedStep>(id: string): Step {
    return this.onboarding.findStep(id) as Step;
  }

  private observe(work: () => void): this {
    const before = this.onboarding.status;
    work();
    if (before !== this.onboarding.status) seenOnboardingTransitions.add(`${before} -> ${this.onboarding.status}`);
    return this;
  }

  /** Applies transitions of activities, in order. */
  run(
    id: string,
    ...events: ('await' | 'interrupt' | 'start' | 'complete' | 'fail' | 'retry' | 'byHand' | 'expire' | 'skip')[]
  ) {
    const { onboarding } = this;
    const step = this.find<ActivityStep>(id);
    const apply = {
      await: () => activities.markWaiting(onboarding, step),
      interrupt: () => activities.resetInterruptedWait(onboarding, id),
      start: () => void activities.startEffect(onboarding, step),
      complete: () => activities.completeEffect(onboarding, step, undefined),
      fail: () => activities.failEffect(onboarding, step, NO_SEAT),
      retry: () => activities.retryStep(onboarding, step),
      byHand: () => markDoneByHand(onboarding, step, { outcome: 'completed', by: IT, at: AT, via: 'api' }),
      expire: () => activities.expireFailureDecision(onboarding, step),
      skip: () => activities.markSkipped(onboarding, step),
    };
    for (const event of events) this.observe(apply[event]);
    return this;
  }

  undo(id: string, ...events: ('start' | 'complete' | 'fail' | 'accept' | 'allowRedo' | 'openTask')[]) {
    const { onboarding } = this;
    const step = this.find<ActivityStep>(id);
    const apply = {
      start: () => void activities.startUndo(onboarding, step),
      complete: () => activities.completeUndo(onboarding, step),
      fail: () => activities.failUndo(onboarding, step, NO_SEAT),
      accept: () => activities.abandonUndo(onboarding, step, EXPLANATION),
      allowRedo: () => activities.allowRedo(onboarding, step),
      openTask: () => openUndoTask(onboarding, this.find<TaskStep>(id)),
    };
    for (const event of events) this.observe(apply[event]);
    return this;
  }

  branch(id: string, branch: string) {
    return this.observe(() => activities.switchToBranch(this.onboarding, this.find<ActivityStep>(id), branch));
  }

  open(id: string) {
    return this.observe(() => openHumanStep(this.onboarding, this.find<TaskStep>(id)));
  }

  decide(id: string, outcome: 'approved' | 'declined' | 'expired') {
    const decision = { outcome, by: MANAGER, at: AT, via: 'api' as const };
    const step = this.find<ApprovalStep>(id);
    return this.observe(() =>
      outcome === 'approved'
        ? people.addApproval(this.onboarding, step, decision, createPrincipal(MANAGER))
        : people.decideApproval(this.onboarding, step, decision),
    );
  }

  do(id: string) {
    const decision = { outcome: 'completed' as const, by: IT, at: AT, via: 'api' as const };
    return this.observe(() => people.completeTask(this.onboarding, this.find<TaskStep>(id), decision, undefined));
  }

  replan(steps: ResolvedStep[], requiresReapproval = false, date = '2027-04-01') {
    const { request, plan } = this.onboarding.input;
    const result = {
      request,
      plan: { ...plan, steps, dayOne: { ...plan.dayOne, date } },
      at: AT,
      requiresReapproval,
    };
    return this.observe(
      () => void applyReplan(this.onboarding, { name: 'amend', message: { by: HR, changes: {} } }, result),
    );
  }

  terminate(outcome: 'cancelled' | 'rolled-back' = 'cancelled') {
    return this.observe(() => this.onboarding.terminate({ outcome }));
  }

  close() {
    return this.observe(() => this.onboarding.close());
  }
}
