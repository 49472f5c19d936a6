import { employeeNameOf } from '../../domain/employee';
import type { StepView, TimelineEntry } from '../../domain/onboarding/view';
import type { Shown, Summary } from '../answers';
import { nextCommands } from './next';
import { coloured, localTime, plain, type Style, table, TIMES } from './text';

/** A list of onboardings, one a line. */
export function summaries(style: Style, items: readonly Summary[]): string {
  if (items.length === 0) return 'No onboardings.\n';
  const heading = ['ID', 'EMPLOYEE', 'PLAN', 'STATUS', 'READINESS', 'STARTS'].map((text) => style(text, 'bold'));
  const rows = items.map((item) => [
    item.id,
    plain(item.employeeName),
    item.plan,
    coloured(style, item.status),
    coloured(style, item.readiness),
    item.startDate,
  ]);
  return table([heading, ...rows]);
}

/** One onboarding: what it is, its steps, and what happened. */
export function onboarding(style: Style, view: Shown): string {
  const { job } = view.request;
  const name = plain(employeeNameOf(view.request));
  const blame = view.readinessCause ? ` because of ${view.readinessCause}` : '';
  const lines = [
    `${style(name, 'bold')}, ${plain(job.title)}, ${plain(job.department)}`,
    `${coloured(style, view.status)} · ${coloured(style, view.readiness)}${blame} · plan ${view.plan} · starts ${view.startDate} in ${job.location} (${view.timeZone})`,
    style(
      `${view.id} · submitted ${localTime(view.submittedAt)} by ${plain(view.submittedBy.name)} · ${TIMES}`,
      'gray',
    ),
    ...(view.ending ? [`${view.ending.outcome}: ${plain(view.ending.reason)}`] : []),
    ...(view.obstacle ? [style(plain(view.obstacle), 'red')] : []),
    ...view.steps.flatMap((step) => needed(view, step)).map((text) => style(text, 'red')),
  ];
  const heading = ['STEP', 'STATUS', 'WHEN', ''].map((text) => style(text, 'bold'));
  const steps = table([heading, ...view.steps.map((step) => stepRow(style, step))]);
  return `${lines.join('\n')}\n\n${steps}\n${view.timeline.map((entry) => timelineLine(style, entry)).join('')}`;
}

/** What somebody has to do about a failure. */
function needed({ id, ending }: Shown, step: StepView): string[] {
  const [command, ...others] = nextCommands(id, step);
  const hasFailed = step.status === 'undo-failed' || (step.status === 'failed' && ending === undefined);
  if (command === undefined || !hasFailed) return [];
  const what = step.status === 'failed' ? `${step.id} failed` : `An effect of ${step.id} is left behind`;
  const until = step.decideBy ? ` until ${localTime(step.decideBy)}` : '';
  return [`${what}: \`${command}\`${others.map((other) => `, or \`${other}\``).join('')}${until}.`];
}

function stepRow(style: Style, step: StepView): string[] {
  const when = step.endedAt ?? step.startedAt;
  const planned = step.startAt && !step.endedAt ? `from ${localTime(step.startAt)}` : '';
  return [step.id, coloured(style, step.status), when ? localTime(when) : planned, plain(remark(step))];
}

function remark({
  error,
  decision,
  people = [],
  status,
  note,
  title,
  dueAt,
  branchedTo,
  onlyAsBranch,
}: StepView): string {
  if (branchedTo) return `${branchedTo} instead${error ? `: ${error.message}` : ''}`;
  if (error) return error.message;
  if (decision) return decided(decision);
  const asked = people.map((person) => person.name).join(', ');
  const due = dueAt ? `, due ${localTime(dueAt)}` : '';
  if (status === 'waiting' && asked) return `waits for ${asked}${due}`;
  if (status === 'undoing' && asked) return `to be taken back by ${asked}`;
  if (onlyAsBranch && status === 'pending') return `${title}, only where another step fails`;
  return note ?? title;
}

/** What came straight from Temporal could be from anybody who reaches it: never shown as if it were verified. */
const decided = ({ outcome, by, via, comment }: NonNullable<StepView['decision']>): string =>
  `${outcome} by ${by}${via === 'api' ? '' : `, via ${via}`}${comment ? `: ${comment}` : ''}`;

/** One entry of the timeline, on one line. */
export function timelineLine(style: Style, { at, kind, step, by, via, note }: TimelineEntry): string {
  const unverified = via?.includes('unverified') ? `via ${via}` : '';
  const what = [kind, step, by && `by ${by}`, unverified].filter(Boolean).join(' ');
  const time = style(new Date(at).toLocaleString('sv-SE'), 'gray');
  return `${time}  ${plain(what)}${note ? style(`  ${plain(note)}`, 'gray') : ''}\n`;
}
