import { formatAccounts, formatDeviations } from '../../i18n/format-access';
import { getFormatters } from '../../i18n/formatters';
import { formatAssigneeParties } from '../../i18n/word-param';
import type { PlanPreview } from '../api-responses';
import { formatReason } from './explanation';
import { listBranches } from './plan';
import { formatReadiness } from './status';
import { sanitizeText, formatTable } from './text';
import { formatHeadings, type TextSettings } from './text-settings';
import { formatLocalTime, formatStart, formatTimeZoneNote } from './times';
import { formatWarnings } from './warnings';

type PreviewStep = PlanPreview['steps'][number];

/** Formats the schedule of one request. */
export function formatPreview(settings: TextSettings, preview: PlanPreview): string {
  const headings = formatHeadings(settings, [
    'cli-output.heading.step',
    'cli-output.heading.start',
    'cli-output.heading.lead-time',
    'cli-output.heading.latest-start',
    'cli-output.heading.due',
    'cli-output.heading.details',
  ]);
  const rows = preview.steps.map((step) => toPreviewRow(settings, step, preview.readinessCause));
  return `${formatPreviewFacts(settings, preview)}\n\n${formatTable([headings, ...rows])}`;
}

function formatPreviewFacts(settings: TextSettings, preview: PlanPreview): string {
  const { t, style, locale } = settings;
  const { plan, readiness, readinessCause, cost, dayOne, deadline } = preview;
  const { location, timeZone } = dayOne;
  const accounts = formatAccounts(preview.access, locale);
  const deviations = formatDeviations(preview.access, locale);
  const startFacts = [
    style(plan, 'bold'),
    formatStart(settings, dayOne.date),
    t('cli-output.location', { location: sanitizeText(location), timeZone }),
  ];
  const outlook = [
    formatReadiness(settings, readiness, readinessCause),
    t('cli-output.preview.cost', { amount: getFormatters(locale).formatMoney(cost.amountCents, cost.currency) }),
    ...(deadline
      ? [t(`cli-output.preview.deadline.${deadline.then}`, { when: formatLocalTime(locale, deadline.at) })]
      : []),
  ];
  const note = `${t('cli-output.preview.note')} · ${formatTimeZoneNote(settings)}`;
  return [
    startFacts.join(' · '),
    outlook.join(' · '),
    ...(accounts ? [t('cli-output.preview.accounts', { accounts: sanitizeText(accounts) })] : []),
    ...(deviations ? [t('cli-output.preview.deviations', { deviations: sanitizeText(deviations) })] : []),
    ...formatWarnings(settings, preview.warnings),
    style(note, 'gray'),
  ].join('\n');
}

function toPreviewRow(settings: TextSettings, step: PreviewStep, cause: string | undefined): string[] {
  const { t, style, locale } = settings;
  const { id, startAt, dueAt, beginBy, leadDays, reason } = step;
  if (reason !== undefined) {
    const note = t('cli-output.preview.skipped', { reason: formatReason(settings, reason) });
    return [id, describeStart(settings, step), '', '', '', note];
  }
  const latest = formatLocalTime(locale, beginBy?.latest);
  return [
    id,
    startAt ? formatLocalTime(locale, startAt) : describeStart(settings, step),
    leadDays === 0 ? '' : t('cli-output.preview.days', { count: leadDays }),
    id === cause ? style(latest, 'red') : latest,
    formatLocalTime(locale, dueAt),
    sanitizeText(describeStep(settings, step)),
  ];
}

function describeStart({ t }: TextSettings, { after, onlyAsBranch }: PreviewStep): string {
  if (onlyAsBranch) return t('cli-output.preview.as-branch');
  return after.length === 0
    ? t('cli-output.preview.immediately')
    : t('cli-output.preview.after', { steps: after.join(', ') });
}

function describeStep(settings: TextSettings, step: PreviewStep): string {
  const { title, assignees, substitutes = [] } = step;
  return [
    assignees ? `${title}: ${formatAssignees(settings, step)}` : title,
    ...substitutes.map(({ representedEmail: person, deputy }) =>
      settings.t('cli-output.preview.substitute', { person, deputy: deputy.name }),
    ),
    ...listBranches(settings, step),
  ].join('; ');
}

/** Returns the people of each party, or its names in the plan if it has none. */
export function formatAssignees(
  { locale }: TextSettings,
  { assignees, allOf }: Pick<PreviewStep, 'assignees' | 'allOf'>,
): string {
  const { formatList } = getFormatters(locale);
  const parties = (allOf ?? (assignees ? [assignees] : [])).map(({ parties: named, people }) =>
    people.length === 0
      ? formatAssigneeParties(named, locale)
      : formatList(
          people.map(({ name }) => name),
          'disjunction',
        ),
  );
  return formatList(parties, 'conjunction');
}
