import type { StepResponse } from '../api-responses';
import { formatAuthor } from './author';
import { formatExplanation, formatReason, quoteComment } from './explanation';
import { formatStepStatus } from './status';
import { sanitizeText, formatTable } from './text';
import { formatHeadings, type TextSettings } from './text-settings';
import { formatDue, formatLocalTime } from './times';

/** Formats the steps of an onboarding by their ids, which commands take. */
export function formatStepTable(settings: TextSettings, steps: readonly StepResponse[]): string {
  const headings = formatHeadings(settings, [
    'cli-output.heading.step',
    'cli-output.heading.status',
    'cli-output.heading.time',
    'cli-output.heading.details',
  ]);
  return formatTable([headings, ...steps.map((step) => toStepRow(settings, step))]);
}

function toStepRow(settings: TextSettings, step: StepResponse): string[] {
  return [
    step.id,
    formatStepStatus(settings, step.status),
    formatStepTime(settings, step),
    sanitizeText(describeStep(settings, step)),
  ];
}

function formatStepTime({ t, locale }: TextSettings, { startAt, startedAt, endedAt }: StepResponse): string {
  const time = endedAt ?? startedAt;
  if (time !== undefined) return formatLocalTime(locale, time);
  return startAt === undefined ? '' : t('cli-output.from', { when: formatLocalTime(locale, startAt) });
}

function describeStep(settings: TextSettings, step: StepResponse): string {
  const { t } = settings;
  const { failedAttempts, branchedTo, error, decision, status, onlyAsBranch, title } = step;
  const cause = error && formatReason(settings, error);
  if (failedAttempts) return describeAttempts(settings, failedAttempts);
  if (branchedTo && status === 'skipped')
    return [t('cli-output.step.branched', { step: branchedTo }), cause].filter(Boolean).join(': ');
  if (cause) return cause;
  if (decision) return formatDecision(settings, decision);
  const request = describeRequest(settings, step);
  if (request !== undefined) return request;
  if (onlyAsBranch && status === 'pending') return t('cli-output.step.only-as-branch', { title });
  return formatExplanation(settings, step) || title;
}

export function describeAttempts(
  settings: TextSettings,
  attempts: NonNullable<StepResponse['failedAttempts']>,
): string {
  const { count, since, nextAt, reason } = attempts;
  const times = { since: formatLocalTime(settings.locale, since), next: formatLocalTime(settings.locale, nextAt) };
  return [settings.t('cli-output.step.attempts', { count, ...times }), formatReason(settings, reason)].join(': ');
}

/** Names the assignees of an open request. */
function describeRequest(settings: TextSettings, step: StepResponse): string | undefined {
  const { people = [], status, dueAt, undoTask } = step;
  if (people.length === 0) return undefined;
  const assignment = settings.t('cli-output.step.assigned', { people: people.map(({ name }) => name).join(', ') });
  if (status === 'undoing') return [undoTask, assignment].filter(Boolean).join(' · ');
  if (status !== 'waiting') return undefined;
  return [assignment, formatDue(settings, dueAt)].filter(Boolean).join(' · ');
}

function formatDecision(settings: TextSettings, decision: NonNullable<StepResponse['decision']>): string {
  const { t } = settings;
  const { outcome, comment } = decision;
  const parts = [
    t(`status.outcome.${outcome}`),
    formatAuthor(settings, decision),
    comment && quoteComment(settings, comment),
  ];
  return parts.filter(Boolean).join(' ');
}
