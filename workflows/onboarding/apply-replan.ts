import type { Messages, UpdateName } from '../../src/domain/onboarding/messages';
import { diffStepDates, type PlanChangeResult } from '../../src/domain/plan/plan-change-result';
import { createReason, type Reason } from '../../src/domain/reasons/reason';
import type { ReplanResult } from '../../src/domain/planning-activities';
import { dedupePeople } from '../../src/domain/people';
import type { ResolvedPlan, ResolvedStep } from '../../src/domain/plan/resolved-plan';
import { migrateStepState } from './migrate-step-state';
import type { Onboarding } from './onboarding';
import { describeOrigin, identifyMessageSource } from './message-source';
import { isArmed } from '../../src/domain/onboarding/step-state';
import { advance } from '../../src/domain/onboarding/advance';

/** Switches to the new request and plan: redoes steps bound to the old ones, and leaves the rest unchanged. */
export function applyReplan(
  onboarding: Onboarding,
  update: { name: UpdateName; message: Messages[UpdateName] },
  { request, plan, at, requiresReapproval, changedFields = [], corrections = [] }: ReplanResult,
): PlanChangeResult {
  const {
    name,
    message: { by },
  } = update;
  const previousPlan = onboarding.input.plan;
  onboarding.replacePlan({ request, plan: retainArmedSteps(onboarding, plan), replannedAt: at });
  const hasMoved = previousPlan.dayOne.date !== plan.dayOne.date;
  const redoneSteps = onboarding.steps.filter((step) =>
    migrateStepState(onboarding, step, previousPlan.steps, { hasMoved, requiresReapproval, corrections }),
  );
  for (const { id, kind } of previousPlan.steps)
    if (onboarding.findStep(id) === undefined) onboarding.removeStep(id);
    else if (kind === 'activity' && !plan.steps.some((step) => step.id === id))
      onboarding.updateStep({ id }, { failure: { isSkipRequested: true } });

  const reason = describeChange(name, previousPlan.dayOne.date, plan.dayOne.date, changedFields);
  const kind = name === 'reschedule' ? 'rescheduled' : 'amended';
  onboarding.appendTimelineEntry({ kind, by, reason, ...describeOrigin(identifyMessageSource(onboarding, update)) });
  for (const { id, kind: stepKind } of redoneSteps)
    onboarding.appendTimelineEntry({ kind: stepKind === 'approval' ? 'reapproval-requested' : 'redone', step: id });
  advance(onboarding);
  const view = onboarding.buildView();
  const affected = [onboarding.input.submittedBy, request.manager, ...view.steps.flatMap(({ people = [] }) => people)];
  const to = dedupePeople(affected).filter(({ email }) => email !== by);
  onboarding.notify({ key: kind, kind, to, reason });
  return {
    view: { ...view, timeline: [] },
    moved: diffStepDates(previousPlan.steps, plan.steps),
    redone: redoneSteps.map(({ id }) => id),
  };
}

/** Lists the steps whose effect may exist, and whose id the new plan uses for something else: nothing could undo it. */
export const listReplacedEffects = (onboarding: Onboarding, plan: ResolvedPlan): string[] =>
  onboarding.steps
    .filter(({ id }) => isArmed(onboarding.getStepState(id)))
    .filter((step) => plan.steps.some(({ id, ...next }) => id === step.id && !hasSameEffect(step, next)))
    .map(({ id }) => id);

const hasSameEffect = (step: ResolvedStep, next: { kind: ResolvedStep['kind']; activity?: string }): boolean =>
  next.kind === step.kind && (step.kind !== 'activity' || next.activity === step.activity);

/** Keeps steps whose effect may exist, so that it is undone, even if the new plan lacks them. */
function retainArmedSteps(onboarding: Onboarding, plan: ResolvedPlan): ResolvedPlan {
  const retainedSteps = onboarding.steps
    .filter(({ id }) => isArmed(onboarding.getStepState(id)) && !plan.steps.some((step) => step.id === id))
    .map((step) => ({ ...step, after: [], dueAt: undefined, beginBy: undefined }));
  return retainedSteps.length === 0 ? plan : { ...plan, steps: [...plan.steps, ...retainedSteps] };
}

/** @returns undefined for an amendment that changes nothing */
function describeChange(name: UpdateName, from: string, to: string, fields: string[]): Reason | undefined {
  if (name === 'reschedule') return createReason('start-date-moved', { from, to });
  return fields.length > 0 ? createReason('fields-changed', { fields }) : undefined;
}
