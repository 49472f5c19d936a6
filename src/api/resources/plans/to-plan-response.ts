import type { Locale } from '../../../i18n/locales';
import { pickText, pickTexts } from '../../../i18n/pick-text';
import { createReasonReader, renderReason, type ReasonReader } from '../../../i18n/render-reason';
import { formatAssigneeParties } from '../../../i18n/word-param';
import type { Reason } from '../../../domain/reasons/reason';
import type { PlanDescription, StepDescription } from '../../../planning/planner';
import type { PlanResponse } from './schema';

/** Descriptions never change, and most pages need the titles of all plans. */
const responses = new WeakMap<PlanDescription, Map<Locale, PlanResponse>>();

/** Words a plan in the language of the caller, once for each language. */
export function toPlanResponse(plan: PlanDescription, locale: Locale): PlanResponse {
  const byLocale = responses.get(plan) ?? new Map<Locale, PlanResponse>();
  responses.set(plan, byLocale);
  const response = byLocale.get(locale) ?? wordPlan(plan, locale);
  byLocale.set(locale, response);
  return response;
}

function wordPlan({ name, title, completeWithin, steps }: PlanDescription, locale: Locale): PlanResponse {
  const reader = createReasonReader({ steps, timeZone: 'UTC' }, locale);
  return {
    name,
    title: pickText(title, locale),
    completeWithin: completeWithin && renderReason(completeWithin, reader),
    steps: steps.map((step) => toStepResponse(step, reader)),
  };
}

function toStepResponse(step: StepDescription, reader: ReasonReader): PlanResponse['steps'][number] {
  const { title, start, due, when: condition, forEach, assignees, escalation, undoTask, form, ...fields } = step;
  const word = (reason: Reason | undefined) => reason && renderReason(reason, reader);
  return {
    ...fields,
    title: pickText(title, reader.locale),
    start: word(start),
    due: word(due),
    condition,
    when: word(condition),
    forEach: word(forEach),
    assignee: assignees && formatAssigneeParties(assignees, reader.locale),
    escalation: escalation?.map((reason) => renderReason(reason, reader)),
    undoTask: word(undoTask),
    form: form && pickTexts(form, reader.locale),
  };
}
