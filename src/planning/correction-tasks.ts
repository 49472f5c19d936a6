import { ESCALATION_CONTACTS } from '../domain/plan/assignee-party';
import type { Correction } from '../domain/plan/correction';
import type { Assignees, ResolvedPlan, ResolvedStep, TaskStep } from '../domain/plan/resolved-plan';
import type { LocalizedText } from '../domain/text/localized-text';

const INSTRUCTIONS: LocalizedText = {
  en: 'The request was amended after this step was done, and it cannot correct itself. Compare its result with the amended request, and correct it by hand.',
  de: 'Die Anfrage wurde geändert, nachdem dieser Schritt erledigt war, und er kann sich nicht selbst berichtigen. Vergleichen Sie sein Ergebnis mit der geänderten Anfrage, und berichtigen Sie es von Hand.',
};

/**
 * Adds a task per step that only a person can correct, for the owner of the step. Keeps the tasks of earlier amendments,
 * which the plan's definition does not know.
 */
export function addCorrectionTasks(
  plan: ResolvedPlan,
  previousSteps: readonly ResolvedStep[],
  corrections: readonly Correction[],
): ResolvedPlan {
  const keptTasks = previousSteps.filter(
    ({ id, ...step }) =>
      step.kind === 'task' && step.corrects !== undefined && !plan.steps.some((one) => one.id === id),
  );
  const steps = [...plan.steps, ...keptTasks];
  for (const { step: id } of corrections.filter(({ kind }) => kind === 'hand-over')) {
    const corrected = previousSteps.find((step) => step.id === id);
    if (corrected !== undefined) steps.push(createCorrectionTask(corrected, plan, steps));
  }
  return { ...plan, steps };
}

function createCorrectionTask(
  step: ResolvedStep,
  { escalationContacts }: ResolvedPlan,
  steps: readonly ResolvedStep[],
): TaskStep {
  const ordinal = steps.filter((other) => other.kind === 'task' && other.corrects === step.id).length + 1;
  const fallback: Assignees = { parties: [ESCALATION_CONTACTS], people: escalationContacts, roles: [] };
  const assignees = step.kind === 'activity' ? step.owner : step.assignees;
  const hasStep = steps.some(({ id }) => id === step.id);
  return {
    kind: 'task',
    id: `${step.id}Correction${String(ordinal)}`,
    title: prefixTitle(step.title),
    instructions: INSTRUCTIONS,
    assignees: assignees ?? fallback,
    after: hasStep ? [step.id] : [],
    timing: { leadDays: 0 },
    corrects: step.id,
  };
}

const prefixTitle = (title: LocalizedText): LocalizedText => {
  const { en, de } = typeof title === 'string' ? { en: title, de: title } : title;
  return { en: `Correct by hand: ${en}`, de: `Von Hand berichtigen: ${de}` };
};
