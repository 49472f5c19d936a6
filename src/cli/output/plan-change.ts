import type { PlanChangePreview, PlanChangeResponse } from '../api-responses';
import { formatState } from './onboarding';
import { formatTable } from './text';
import { formatHeadings, type TextSettings } from './text-settings';
import { formatWarnings } from './warnings';
import { formatLocalTime, formatTimeZoneNote } from './times';

export function formatPlanChange(
  settings: TextSettings,
  { view, moved = [], redone = [] }: PlanChangeResponse,
): string {
  const sections = [
    ...(view ? [`${formatState(settings, view)}\n`] : []),
    ...(moved.length > 0 ? [formatMovedDates(settings, moved)] : []),
    ...(redone.length > 0 ? [`${settings.t('cli-output.redone', { steps: redone.join(', ') })}\n`] : []),
  ];
  return sections.join('\n');
}

/** Shows the differences that a change would make. */
export function formatPlanChangePreview(settings: TextSettings, preview: PlanChangePreview): string {
  const { t } = settings;
  const { corrections, moved, warnings, requiresReapproval } = preview;
  const lines = [
    ...formatWarnings(settings, warnings),
    ...(requiresReapproval ? [t('onboarding.requiresReapproval')] : []),
    ...(corrections.length > 0 ? [t('cli-output.corrections')] : []),
    ...corrections.map(({ step, kind }) => `  ${t('cli-output.correction', { step, kind })}`),
  ];
  const movedDates = moved.length > 0 ? formatMovedDates(settings, moved) : `${t('onboarding.nothingMoves')}\n`;
  return [...lines, movedDates].join('\n');
}

function formatMovedDates(settings: TextSettings, moved: NonNullable<PlanChangeResponse['moved']>): string {
  const { t, style, locale } = settings;
  const headings = formatHeadings(settings, [
    'cli-output.heading.step',
    '',
    'cli-output.heading.before',
    'cli-output.heading.after',
  ]);
  const rows = moved.map(({ step, field, from, to }) => [
    step,
    field === 'startAt' ? t('cli-output.moved.start') : t('cli-output.moved.due'),
    formatLocalTime(locale, from) || '-',
    formatLocalTime(locale, to) || '-',
  ]);
  return `${formatTable([headings, ...rows])}${style(formatTimeZoneNote(settings), 'gray')}\n`;
}
