import type { PlanDescription, Preview } from '../answers';
import { coloured, localTime, plain, type Style, table, TIMES } from './text';

/** A plan as its author wrote it. */
export function planInWords(style: Style, { name, title, steps }: PlanDescription): string {
  const heading = ['STEP', 'KIND', 'AFTER', 'START', 'WHEN', ''].map((text) => style(text, 'bold'));
  const rows = steps.map((step) => [
    step.id,
    step.kind,
    step.after.join(', ') || '-',
    step.start ?? '-',
    step.when ?? '-',
    plain(step.title),
  ]);
  return `${style(name, 'bold')}: ${plain(title)}\n\n${table([heading, ...rows])}`;
}

/** What a plan would do for one request. */
export function preview(style: Style, { plan, readiness, cost, dayOne, steps }: Preview): string {
  const price = `${(cost.amountCents / 100).toFixed(2)} ${cost.currency}`;
  const first = `${style(plan, 'bold')} for ${dayOne.date} in ${plain(dayOne.location)} (${dayOne.timeZone})`;
  const heading = ['STEP', 'FROM', 'DUE', ''].map((text) => style(text, 'bold'));
  const rows = steps.map(({ id, after, startAt, dueAt, skipped, deciders, title }) => {
    const remark = deciders && !skipped ? `${title}: ${deciders.people.map(({ name }) => name).join(', ')}` : title;
    const from = startAt === undefined ? after.map((step) => `after ${step}`)[0] : localTime(startAt);
    return [id, from ?? 'at once', localTime(dueAt), plain(skipped ? `skipped, ${skipped}` : remark)];
  });
  return `${first}\nReadiness ${coloured(style, readiness)}, equipment ${price}. Nothing was started; ${TIMES}.\n\n${table([heading, ...rows])}`;
}
