import type { PlanDescription, PlanPreview } from '../api-types';
import { formatAssigneeParties } from '../../i18n/word-param';
import { formatReason } from './explanation';
import { colourStatus, formatLocalTime, sanitizeText, type Style, formatTable, TIME_ZONE_NOTE } from './text';

/** Formats a plan definition. */
export function formatPlan(style: Style, { name, title, completeWithin, steps }: PlanDescription): string {
  const heading = ['STEP', 'KIND', 'AFTER', 'START', 'DUE', 'WHO', ''].map((text) => style(text, 'bold'));
  const rows = steps.map((step) => [
    step.id,
    step.kind,
    step.after.join(', ') || '-',
    step.start ?? '-',
    step.due ?? '-',
    sanitizeText(step.assignee ?? '-'),
    sanitizeText(listStepRemarks(step).join('; ')),
  ]);
  const deadlineNote = completeWithin ? ` Complete within ${completeWithin}.` : '';
  return `${style(name, 'bold')}: ${sanitizeText(title)}.${deadlineNote}\n\n${formatTable([heading, ...rows])}`;
}

function listStepRemarks(step: PlanDescription['steps'][number]): string[] {
  return [
    step.title,
    ...(step.when ? [`only if ${sanitizeText(step.when)}`] : []),
    ...(step.onlyAsBranch ? ['only as a branch'] : []),
    ...listBranches(step),
    ...(step.escalation ?? []),
    ...(step.skippable ? ['can be skipped'] : []),
    ...(step.undoTask ? [`taken back by: ${step.undoTask}`] : []),
  ];
}

const listBranches = ({ onFailure = {} }: Pick<PlanDescription['steps'][number], 'onFailure'>): string[] =>
  Object.entries(onFailure).map(([error, step]) => `on ${error}: ${step}`);

/** Formats the schedule of one request. */
export function formatPreview(style: Style, preview: PlanPreview): string {
  const { plan, readiness, readinessCause, cost, dayOne, deadline, steps } = preview;
  const price = `${(cost.amountCents / 100).toFixed(2)} ${cost.currency}`;
  const headline = `${style(plan, 'bold')} for ${dayOne.date} in ${sanitizeText(dayOne.location)} (${dayOne.timeZone})${dayOne.isDayOff ? ', a day off there' : ''}`;
  const cause = readinessCause ? ` because of ${readinessCause}` : '';
  const deadlineNote = deadline
    ? ` By ${formatLocalTime(deadline.at)} all must be settled, else it is ${DEADLINE_OUTCOMES[deadline.then]}.`
    : '';
  const heading = ['STEP', 'FROM', 'LEAD', 'BEGIN BY', 'DUE', ''].map((text) => style(text, 'bold'));
  const rows = steps.map((step) => toPreviewRow(style, step, readinessCause));
  const summary = `Readiness ${colourStatus(style, readiness)}${cause}, equipment ${price}.${deadlineNote}`;
  return `${headline}\n${summary} Nothing was started; ${TIME_ZONE_NOTE}.\n\n${formatTable([heading, ...rows])}`;
}

const DEADLINE_OUTCOMES = { escalate: 'escalated', rollback: 'rolled back' };

function toPreviewRow(style: Style, step: PlanPreview['steps'][number], cause: string | undefined): string[] {
  const { id, startAt, dueAt, beginBy, leadDays, reason } = step;
  if (reason !== undefined) return [id, describeStart(step), '', '', '', `skipped: ${formatReason(reason)}`];
  const lead = leadDays === 0 ? '' : `${String(leadDays)} ${leadDays === 1 ? 'day' : 'days'}`;
  const latest = formatLocalTime(beginBy?.latest);
  const colouredLatest = id === cause ? style(latest, 'red') : latest;
  return [
    id,
    startAt ? formatLocalTime(startAt) : describeStart(step),
    lead,
    colouredLatest,
    formatLocalTime(dueAt),
    sanitizeText(describePreviewStep(step)),
  ];
}

const describeStart = ({ after, onlyAsBranch }: PlanPreview['steps'][number]): string => {
  if (onlyAsBranch) return 'as a branch';
  return after.length === 0 ? 'at once' : `after ${after.join(', ')}`;
};

function describePreviewStep(step: PlanPreview['steps'][number]): string {
  const { title, assignees, substitutes = [] } = step;
  const deputies = substitutes.map(({ representedEmail, deputy }) => `${deputy.name} for ${representedEmail}`);
  const titleAndAssignees = assignees ? [`${title}: ${formatAssignees(step)}`] : [title];
  return [
    ...titleAndAssignees,
    ...(deputies.length > 0 ? [`asked instead: ${deputies.join(', ')}`] : []),
    ...listBranches(step),
  ].join('; ');
}

/** Returns the people of each party, or its names in the plan if it has none. */
export function formatAssignees({
  assignees,
  allOf,
}: Pick<PlanPreview['steps'][number], 'assignees' | 'allOf'>): string {
  const parties = allOf ?? (assignees ? [assignees] : []);
  return parties
    .map(
      ({ parties: named, people }) => people.map(({ name }) => name).join(' or ') || formatAssigneeParties(named, 'en'),
    )
    .join(' and ');
}
