import { formatEmployeeName } from '../../domain/employee-name';
import type { OnboardingResponse, OnboardingSummary, StepView, TimelineEntry } from '../api-types';
import { formatExplanation, formatReason } from './explanation';
import { suggestCommands } from './suggested-commands';
import { colourStatus, formatLocalTime, sanitizeText, type Style, formatTable, TIME_ZONE_NOTE } from './text';

export function formatOnboardingList(style: Style, items: readonly OnboardingSummary[]): string {
  if (items.length === 0) return 'No onboardings.\n';
  const heading = ['ID', 'EMPLOYEE', 'PLAN', 'STATUS', 'READINESS', 'STARTS'].map((text) => style(text, 'bold'));
  const rows = items.map((item) => [
    item.id,
    sanitizeText(item.employeeName),
    item.plan,
    colourStatus(style, item.status),
    colourStatus(style, item.readiness),
    item.startDate,
  ]);
  return formatTable([heading, ...rows]);
}

export function formatOnboarding(style: Style, view: OnboardingResponse): string {
  const { job } = view.request;
  const name = sanitizeText(formatEmployeeName(view.request));
  const cause = view.readinessCause ? ` because of ${view.readinessCause}` : '';
  const lines = [
    `${style(name, 'bold')}, ${sanitizeText(job.title)}, ${sanitizeText(job.department)}`,
    `${colourStatus(style, view.status)} · ${colourStatus(style, view.readiness)}${cause} · plan ${view.plan} · starts ${view.startDate} in ${job.location} (${view.timeZone})`,
    style(
      `${view.id} · submitted ${formatLocalTime(view.submittedAt)} by ${sanitizeText(view.submittedBy.name)} · ${TIME_ZONE_NOTE}`,
      'gray',
    ),
    ...(view.termination ? [`${view.termination.outcome}: ${formatExplanation(view.termination)}`] : []),
    ...(view.incident ? [style(formatReason(view.incident.reason), 'red')] : []),
    ...view.steps.flatMap((step) => formatFailureHints(view, step)).map((text) => style(text, 'red')),
  ];
  const heading = ['STEP', 'STATUS', 'WHEN', ''].map((text) => style(text, 'bold'));
  const steps = formatTable([heading, ...view.steps.map((step) => toStepRow(style, step))]);
  return `${lines.join('\n')}\n\n${steps}\n${view.timeline.map((entry) => formatTimelineEntry(style, entry)).join('')}`;
}

/** Names the commands that resolve a failed step or a failed undo. */
function formatFailureHints({ id, termination }: OnboardingResponse, step: StepView): string[] {
  const [command, ...others] = suggestCommands(id, step);
  const hasFailed = step.status === 'undo-failed' || (step.status === 'failed' && termination === undefined);
  if (command === undefined || !hasFailed) return [];
  const problem = step.status === 'failed' ? `${step.id} failed` : `An effect of ${step.id} is left behind`;
  const until = step.decideBy ? ` until ${formatLocalTime(step.decideBy)}` : '';
  return [`${problem}: \`${command}\`${others.map((other) => `, or \`${other}\``).join('')}${until}.`];
}

function toStepRow(style: Style, step: StepView): string[] {
  const when = step.endedAt ?? step.startedAt;
  const plannedStart = step.startAt && !step.endedAt ? `from ${formatLocalTime(step.startAt)}` : '';
  return [
    step.id,
    colourStatus(style, step.status),
    when ? formatLocalTime(when) : plannedStart,
    sanitizeText(describeStep(step)),
  ];
}

function describeStep({
  error,
  decision,
  people = [],
  status,
  reason,
  comment,
  title,
  dueAt,
  branchedTo,
  onlyAsBranch,
}: StepView): string {
  if (branchedTo) return `${branchedTo} instead${error ? `: ${formatReason(error)}` : ''}`;
  if (error) return formatReason(error);
  if (decision) return formatDecision(decision);
  const assigneeNames = people.map((person) => person.name).join(', ');
  const due = dueAt ? `, due ${formatLocalTime(dueAt)}` : '';
  if (status === 'waiting' && assigneeNames) return `waits for ${assigneeNames}${due}`;
  if (status === 'undoing' && assigneeNames) return `to be taken back by ${assigneeNames}`;
  if (onlyAsBranch && status === 'pending') return `${title}, only where another step fails`;
  return formatExplanation({ reason, comment }) || title;
}

/** Marks decisions sent directly to Temporal: their author is not verified. */
const formatDecision = ({ outcome, by, via, comment }: NonNullable<StepView['decision']>): string =>
  `${outcome} by ${by}${via === 'api' ? '' : `, via ${via}`}${comment ? `: ${comment}` : ''}`;

export function formatTimelineEntry(style: Style, { at, kind, step, by, via, ...details }: TimelineEntry): string {
  const unverified = via?.includes('unverified') ? `via ${via}` : '';
  const summary = [kind, step, by && `by ${by}`, unverified].filter(Boolean).join(' ');
  const time = style(new Date(at).toLocaleString('sv-SE'), 'gray');
  const explanation = formatExplanation(details);
  return `${time}  ${sanitizeText(summary)}${explanation ? style(`  ${explanation}`, 'gray') : ''}\n`;
}
