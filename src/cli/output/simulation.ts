import type { StepView, TimelineEntry } from '../../domain/onboarding/view';
import type { InOneLanguage } from '../../domain/text/localized-text';
import { getFormatters } from '../../i18n/formatters';
import { pickTexts } from '../../i18n/pick-text';
import { createReasonReader } from '../../i18n/render-reason';
import { wordFieldErrors } from '../../i18n/word-problem';
import type { SimulationResult } from '../../simulation/simulation-result';
import { formatExplanation } from './explanation';
import { formatOnboardingStatus, formatReadiness } from './status';
import { sanitizeText, formatTable } from './text';
import { formatHeadings, type TextSettings } from './text-settings';
import { formatEventKind } from './timeline';
import { formatStart } from './times';
import { formatWarnings } from './warnings';

type Simulation = InOneLanguage<SimulationResult>;

const STATUSES_ASKING_PEOPLE = ['waiting', 'failed', 'undoing', 'undo-failed'];

/** Formats the simulated timeline, in the time zone of the new hire's location. */
export function formatSimulation(settings: TextSettings, result: SimulationResult): string {
  const { t, style, locale } = settings;
  const simulation = pickTexts(result, locale);
  const { plan, startDate, timeZone, request } = simulation.view;
  const facts = [
    style(plan, 'bold'),
    formatStart(settings, startDate),
    request.job.location,
    t('cli-output.time-zone', { timeZone }),
  ];
  const warnings = wordFieldErrors(simulation.warnings, createReasonReader(simulation.view, locale));
  return [
    facts.join(' · '),
    ...formatWarnings(settings, warnings),
    '',
    formatEvents(settings, simulation),
    formatOutcome(settings, simulation),
  ].join('\n');
}

function formatEvents(settings: TextSettings, { view, assigneeNames }: Simulation): string {
  const { style, locale } = settings;
  const reader = createReasonReader(view, locale);
  const people = new Map(view.steps.flatMap((step) => step.people ?? []).map(({ email, name }) => [email, name]));
  people.set(view.submittedBy.email, view.submittedBy.name);
  const getName = ({ by, seq }: TimelineEntry) =>
    by === undefined ? (assigneeNames[seq] ?? []).join(', ') : (people.get(by) ?? by);
  const headings = formatHeadings(settings, [
    'cli-output.heading.time',
    'cli-output.heading.step',
    'cli-output.heading.event',
    'cli-output.heading.person',
    'cli-output.heading.details',
  ]);
  // Simulated activities end at once, so their `started` entries are noise.
  const entries = view.timeline.filter(({ kind }) => kind !== 'started');
  const rows = entries.map((entry) => [
    style(formatTime(settings, view, entry.at), 'gray'),
    sanitizeText(entry.step === undefined ? '' : reader.getStepTitle(entry.step)),
    formatEventKind(settings, entry.kind),
    sanitizeText(getName(entry)),
    style(formatExplanation(settings, entry, reader), 'gray'),
  ]);
  return formatTable([headings, ...rows]);
}

function formatOutcome(settings: TextSettings, { view, readiness, gaveUpAt }: Simulation): string {
  const { t, locale } = settings;
  const reader = createReasonReader(view, locale);
  const listTitles = (status: StepView['status']) =>
    view.steps.filter((step) => step.status === status).map(({ title }) => sanitizeText(title));
  const changes = readiness.map(({ at, readiness: level, cause }) =>
    t('cli-output.simulation.readiness', {
      readiness: formatReadiness(settings, level, cause && sanitizeText(reader.getStepTitle(cause))),
      when: formatTime(settings, view, at),
    }),
  );
  const rows = [
    [t('cli-output.simulation.status'), formatFinalStatus(settings, view, gaveUpAt)],
    [t('cli-output.simulation.pending'), gaveUpAt === undefined ? '' : listPendingRequests(view)],
    ...changes.map((text, index) => [index === 0 ? t('cli-output.simulation.readiness-label') : '', text]),
    [t('cli-output.simulation.undone'), listTitles('undone').join(', ')],
    [t('cli-output.simulation.left-behind'), gaveUpAt === undefined ? listTitles('failed').join(', ') : ''],
  ];
  return formatTable(rows.filter(([, text]) => text !== ''));
}

function formatFinalStatus(settings: TextSettings, view: Simulation['view'], gaveUpAt: string | undefined): string {
  const status = formatOnboardingStatus(settings, view.status);
  if (gaveUpAt === undefined) return status;
  return `${status} · ${settings.t('cli-output.simulation.still-open', { when: formatTime(settings, view, gaveUpAt) })}`;
}

/** Names the steps of an onboarding that never ends, each with its assignees. */
const listPendingRequests = ({ steps }: Simulation['view']): string =>
  sanitizeText(
    steps
      .filter(({ status, startedAt, people }) => STATUSES_ASKING_PEOPLE.includes(status) && startedAt && people)
      .map(({ title, people = [] }) => `${title} (${people.map(({ name }) => name).join(', ')})`)
      .join('; '),
  );

const formatTime = ({ locale }: TextSettings, { timeZone }: Simulation['view'], instant: string): string =>
  getFormatters(locale).formatInstantWithWeekday(instant, timeZone);
