import type { PlanDescription, PlanList } from '../api-responses';
import { sanitizeText, formatTable } from './text';
import { formatHeadings, type TextSettings } from './text-settings';

type PlanStep = PlanDescription['steps'][number];

export const formatPlanList = (_settings: TextSettings, { items }: PlanList): string =>
  formatTable(items.map(({ name, title }) => [name, sanitizeText(title)]));

/** Formats a plan definition. */
export function formatPlan(settings: TextSettings, { name, title, completeWithin, steps }: PlanDescription): string {
  const { t, style } = settings;
  const headings = formatHeadings(settings, [
    'cli-output.heading.step',
    'cli-output.heading.type',
    'cli-output.heading.follows',
    'cli-output.heading.start',
    'cli-output.heading.due',
    'cli-output.heading.assignee',
    'cli-output.heading.details',
  ]);
  const rows = steps.map((step) => [
    step.id,
    t(`cli-output.step-type.${step.kind}`),
    step.after.join(', ') || '-',
    step.start ?? '-',
    step.due ?? '-',
    sanitizeText(step.assignee ?? '-'),
    sanitizeText(listStepDetails(settings, step).join('; ')),
  ]);
  const deadline = completeWithin && t('cli-output.plan.complete-within', { duration: completeWithin });
  const facts = [style(name, 'bold'), sanitizeText(title), deadline].filter(Boolean);
  return `${facts.join(' · ')}\n\n${formatTable([headings, ...rows])}`;
}

function listStepDetails(settings: TextSettings, step: PlanStep): string[] {
  const { t } = settings;
  return [
    step.title,
    ...(step.forEach ? [t('cli-output.plan.for-each', { elements: step.forEach })] : []),
    ...(step.when ? [t('cli-output.plan.condition', { condition: step.when })] : []),
    ...(step.onlyAsBranch ? [t('cli-output.plan.only-as-branch')] : []),
    ...listBranches(settings, step),
    ...(step.escalation ?? []),
    ...(step.skippable ? [t('cli-output.plan.skippable')] : []),
    ...(step.undoTask ? [t('cli-output.plan.undo-task', { title: step.undoTask })] : []),
  ];
}

/** Returns one text per error type that leads to another step. */
export const listBranches = ({ t }: TextSettings, { onFailure = {} }: Pick<PlanStep, 'onFailure'>): string[] =>
  Object.entries(onFailure).map(([error, step]) => t('cli-output.plan.branch', { error, step }));
