import type { z } from 'zod';
import type { OnboardingInput, ResolvedStep } from '../../../domain/plan/resolved-plan';
import { forecastReadiness } from '../../../domain/plan/readiness';
import type { Warning } from '../../../domain/warnings/warning';
import type { Locale } from '../../../i18n/locales';
import { pickText, pickTexts } from '../../../i18n/pick-text';
import type { previewSchema } from './preview-schema';

type Preview = z.input<typeof previewSchema>;

/** Builds the preview in the language of the caller. */
export function buildPreview({ plan, submittedAt }: OnboardingInput, warnings: Warning[], locale: Locale): Preview {
  const { name, cost, access, deadline } = plan;
  const { date, timeZone, startsAt, endsAt, location } = plan.dayOne;
  const { readiness, cause, atRiskAt, lateAt } = forecastReadiness(plan.steps, () => undefined, submittedAt);
  return {
    plan: name,
    readiness,
    readinessCause: cause,
    atRiskAt,
    lateAt,
    deadline: deadline && { at: deadline.at, then: deadline.then },
    cost,
    access: pickTexts(access, locale),
    dayOne: { date, timeZone, startsAt, endsAt, location: pickText(location, locale) },
    steps: plan.steps.map((step) => pickTexts(buildPreviewStep(step), locale)),
    warnings,
  };
}

function buildPreviewStep(step: ResolvedStep) {
  const { id, kind, title, after, startAt, dueAt, beginBy, timing, skipReason, branch, redo } = step;
  const scheduleFields = { id, kind, title, after, startAt, dueAt, beginBy, leadDays: timing.leadDays };
  const commonFields = { ...scheduleFields, reason: skipReason, onlyAsBranch: branch, redo };
  if (step.kind === 'activity') {
    const { onFailure, essential, owner, decideWithin } = step;
    return { ...commonFields, onFailure, essential, owner, decideWithin };
  }
  const { assignees, escalation, reminderSchedule } = step;
  const humanStepFields = { ...commonFields, assignees, escalation, substitutes: reminderSchedule?.substitutes };
  if (step.kind === 'approval') return { ...humanStepFields, allOf: step.allOf };
  const { skippable, followedBy, instructions, form } = step;
  return { ...humanStepFields, skippable, followedBy, instructions, form };
}
