import type { PlanDescription, Preview } from '../answers';
import { coloured, localTime, plain, type Style, table, TIMES } from './text';

/** A plan as its author wrote it. */
export function planInWords(style: Style, { name, title, completeWithin, steps }: PlanDescription): string {
  const heading = ['STEP', 'KIND', 'AFTER', 'START', 'DUE', 'WHO', ''].map((text) => style(text, 'bold'));
  const rows = steps.map((step) => [
    step.id,
    step.kind,
    step.after.join(', ') || '-',
    step.start ?? '-',
    step.due ?? '-',
    plain(step.who ?? '-'),
    plain(remarks(step).join('; ')),
  ]);
  const bound = completeWithin ? ` Complete within ${completeWithin}.` : '';
  return `${style(name, 'bold')}: ${plain(title)}.${bound}\n\n${table([heading, ...rows])}`;
}

function remarks(step: PlanDescription['steps'][number]): string[] {
  return [
    step.title,
    ...(step.when ? [`only when ${step.when}`] : []),
    ...(step.onlyAsBranch ? ['only as a branch'] : []),
    ...branches(step),
    ...(step.patience ?? []),
    ...(step.skippable ? ['can be skipped'] : []),
    ...(step.counterTask ? [`taken back by: ${step.counterTask}`] : []),
  ];
}

const branches = ({ onFailure = {} }: Pick<PlanDescription['steps'][number], 'onFailure'>): string[] =>
  Object.entries(onFailure).map(([error, step]) => `on ${error}: ${step}`);

/** What a plan would do for one request. */
export function preview(style: Style, resolved: Preview): string {
  const { plan, readiness, readinessCause, cost, dayOne, deadline, steps } = resolved;
  const price = `${(cost.amountCents / 100).toFixed(2)} ${cost.currency}`;
  const first = `${style(plan, 'bold')} for ${dayOne.date} in ${plain(dayOne.location)} (${dayOne.timeZone})${dayOne.isDayOff ? ', a day off there' : ''}`;
  const blame = readinessCause ? ` because of ${readinessCause}` : '';
  const bound = deadline ? ` By ${localTime(deadline.at)} all must be settled, else it is ${END[deadline.then]}.` : '';
  const heading = ['STEP', 'FROM', 'LEAD', 'BEGIN BY', 'DUE', ''].map((text) => style(text, 'bold'));
  const rows = steps.map((step) => previewRow(style, step, readinessCause));
  const facts = `Readiness ${coloured(style, readiness)}${blame}, equipment ${price}.${bound}`;
  return `${first}\n${facts} Nothing was started; ${TIMES}.\n\n${table([heading, ...rows])}`;
}

const END = { escalate: 'escalated', rollback: 'rolled back' };

function previewRow(style: Style, step: Preview['steps'][number], cause: string | undefined): string[] {
  const { id, startAt, dueAt, beginBy, leadDays, skipped } = step;
  if (skipped !== undefined) return [id, begins(step), '', '', '', plain(`skipped, ${skipped}`)];
  const lead = leadDays === 0 ? '' : `${String(leadDays)} ${leadDays === 1 ? 'day' : 'days'}`;
  const latest = localTime(beginBy?.latest);
  const shown = id === cause ? style(latest, 'red') : latest;
  return [id, startAt ? localTime(startAt) : begins(step), lead, shown, localTime(dueAt), plain(doing(step))];
}

const begins = ({ after, branch }: Preview['steps'][number]): string => {
  if (branch) return 'as a branch';
  return after.length === 0 ? 'at once' : `after ${after.join(', ')}`;
};

function doing(step: Preview['steps'][number]): string {
  const { title, assignees, standIns = [] } = step;
  const deputies = standIns.map(({ of, deputy }) => `${deputy.name} for ${of}`);
  const who = assignees ? [`${title}: ${namesOf(step)}`] : [title];
  return [...who, ...(deputies.length > 0 ? [`asked instead: ${deputies.join(', ')}`] : []), ...branches(step)].join(
    '; ',
  );
}

/** Who is asked: people by name, and, where nobody is named, whoever has the role. */
export function namesOf({ assignees, allOf }: Pick<Preview['steps'][number], 'assignees' | 'allOf'>): string {
  const parties = allOf ?? (assignees ? [assignees] : []);
  return parties.map(({ label, people }) => people.map(({ name }) => name).join(' or ') || label).join(' and ');
}
