import type { StepResponse } from '../api-responses';
import { formatExplanation, formatReason, quoteComment } from './explanation';
import { formatStepStatus } from './status';
import { sanitizeText, formatTable } from './text';
import { formatHeadings, type TextSettings } from './text-settings';
import { formatLocalTime } from './times';

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
  const { branchedTo, error, decision, status, onlyAsBranch, title } = step;
  const cause = error && formatReason(settings, error);
  if (branchedTo) return [t('cli-output.step.branched', { step: branchedTo }), cause].filter(Boolean).join(': ');
  if (cause) return cause;
  if (decision) return formatDecision(settings, decision);
  const request = describeRequest(settings, step);
  if (request !== undefined) return request;
  if (onlyAsBranch && status === 'pending') return t('cli-output.step.only-as-branch', { title });
  return formatExplanation(settings, step) || title;
}

/** Names the assignees of an open request. */
function describeRequest({ t, locale }: TextSettings, step: StepResponse): string | undefined {
  const { people = [], status, dueAt, undoTask } = step;
  if (people.length === 0) return undefined;
  const assignment = t('cli-output.step.assigned', { people: people.map(({ name }) => name).join(', ') });
  if (status === 'undoing') return [undoTask, assignment].filter(Boolean).join(' · ');
  if (status !== 'waiting') return undefined;
  const due = dueAt && t('cli-output.due', { when: formatLocalTime(locale, dueAt) });
  return [assignment, due].filter(Boolean).join(' · ');
}

/** Marks decisions sent directly to Temporal: their author is not verified. */
function formatDecision(settings: TextSettings, decision: NonNullable<StepResponse['decision']>): string {
  const { t } = settings;
  const { outcome, by, via, comment } = decision;
  const parts = [
    t(`status.outcome.${outcome}`),
    by && t('cli-output.by', { person: by }),
    via === 'temporal (unverified)' && `(${t('cli-output.unverified')})`,
    comment && quoteComment(settings, comment),
  ];
  return parts.filter(Boolean).join(' ');
}
