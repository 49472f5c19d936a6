import { formatEmployeeName } from '../../domain/employee-name';
import { getFormatters } from '../../i18n/formatters';
import { findMessage } from '../../i18n/translate';
import type { OnboardingPage, OnboardingReceipt, OnboardingResponse, StepResponse } from '../api-responses';
import { formatExplanation, formatReason } from './explanation';
import { formatOnboardingStatus, formatReadiness } from './status';
import { formatStepTable } from './steps';
import { suggestCommands } from './suggested-commands';
import { sanitizeText, formatTable } from './text';
import { formatHeadings, type TextSettings } from './text-settings';
import { formatTimelineEntry } from './timeline';
import { formatDue, formatStart, formatSubmission, formatTimeZoneNote } from './times';

export function formatReceipt(settings: TextSettings, receipt: OnboardingReceipt): string {
  const { t } = settings;
  const { id, status, readiness, plan, startDate } = receipt;
  const facts = [
    t('cli-output.submitted'),
    formatOnboardingStatus(settings, status),
    formatReadiness(settings, readiness),
    t('cli-output.plan', { plan }),
    formatStart(settings, startDate),
  ];
  return `${facts.join(' · ')}\n${t('cli-output.follow', { command: `firstday watch ${id}` })}\n`;
}

export function formatOnboardingList(settings: TextSettings, { items }: OnboardingPage): string {
  if (items.length === 0) return `${settings.t('cli-output.list.empty')}\n`;
  const headings = formatHeadings(settings, [
    'cli-output.heading.id',
    'cli-output.heading.employee',
    'cli-output.heading.plan',
    'cli-output.heading.status',
    'cli-output.heading.readiness',
    'cli-output.heading.start-date',
  ]);
  const rows = items.map((item) => [
    item.id,
    sanitizeText(item.employeeName),
    item.plan,
    formatOnboardingStatus(settings, item.status),
    formatReadiness(settings, item.readiness),
    getFormatters(settings.locale).formatDate(item.startDate),
  ]);
  return formatTable([headings, ...rows]);
}

export function formatOnboarding(settings: TextSettings, view: OnboardingResponse): string {
  const { style } = settings;
  const lines = [
    ...formatSummary(settings, view),
    ...(view.termination ? [formatTermination(settings, view.termination)] : []),
    ...(view.incident ? [style(formatReason(settings, view.incident.reason), 'red')] : []),
    ...view.steps.flatMap((step) => formatFailureHint(settings, view, step)).map((text) => style(text, 'red')),
  ];
  return `${lines.join('\n')}\n\n${formatStepTable(settings, view.steps)}${formatTimeline(settings, view.timeline)}`;
}

function formatTimeline(settings: TextSettings, entries: OnboardingResponse['timeline']): string {
  if (entries.length === 0) return '';
  const heading = formatHeadings(settings, ['cli-output.timeline']).join('');
  return `\n${heading}\n${entries.map((entry) => formatTimelineEntry(settings, entry)).join('')}`;
}

/** Formats an onboarding that a change has moved, on one line. */
export const formatState = (settings: TextSettings, view: OnboardingState): string =>
  [
    formatOnboardingStatus(settings, view.status),
    formatReadiness(settings, view.readiness, view.readinessCause),
    formatStart(settings, view.startDate),
  ].join(' · ');

type OnboardingState = Pick<OnboardingResponse, 'status' | 'readiness' | 'readinessCause' | 'startDate'>;

function formatSummary(settings: TextSettings, view: OnboardingResponse): string[] {
  const { t, style } = settings;
  const { job } = view.request;
  const name = sanitizeText(formatEmployeeName(view.request));
  const place = t('cli-output.location', { location: job.location, timeZone: view.timeZone });
  return [
    `${style(name, 'bold')}, ${sanitizeText(job.title)}, ${sanitizeText(job.department)}`,
    `${formatState(settings, view)} · ${place} · ${t('cli-output.plan', { plan: view.plan })}`,
    style(`${view.id} · ${formatSubmission(settings, view)} · ${formatTimeZoneNote(settings)}`, 'gray'),
  ];
}

function formatTermination(
  settings: TextSettings,
  termination: NonNullable<OnboardingResponse['termination']>,
): string {
  const { outcome, by } = termination;
  const label = findMessage(settings.locale, `status.onboarding.${outcome}`) ?? outcome;
  const summary = by === undefined ? label : `${label} ${settings.t('cli-output.by', { person: by })}`;
  return [sanitizeText(summary), formatExplanation(settings, termination)].filter(Boolean).join(': ');
}

/** Names the commands that resolve a failed step or a failed undo. */
function formatFailureHint(
  settings: TextSettings,
  { id, termination }: OnboardingResponse,
  step: StepResponse,
): string[] {
  const { t } = settings;
  const commands = suggestCommands(t, id, step);
  const hasFailed = step.status === 'undo-failed' || (step.status === 'failed' && termination === undefined);
  if (commands.length === 0 || !hasFailed) return [];
  const values = { step: step.id, commands: commands.map((command) => `\`${command}\``).join(', ') };
  const hint = step.status === 'failed' ? t('cli-output.step-failed', values) : t('cli-output.undo-failed', values);
  const due = formatDue(settings, step.decideBy);
  return [[hint, due && `(${due})`].filter(Boolean).join(' ')];
}
