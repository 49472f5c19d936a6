import type { StepView, TimelineEntry } from '../api-types';
import type { SimulationResult } from '../../simulation/simulation-result';
import { pickTexts } from '../../i18n/pick-text';
import { createReasonReader } from '../../i18n/render-reason';
import { formatExplanation } from './explanation';
import { colourStatus, sanitizeText, type Style, formatTable } from './text';

const STATUSES_ASKING_PEOPLE = ['waiting', 'failed', 'undoing', 'undo-failed'];
const LABEL_WIDTH = 13;

/** Formats the simulated timeline, in the time zone of the new hire's location. */
export function formatSimulation(style: Style, result: SimulationResult): string {
  const { view, assigneeNames, readiness, gaveUpAt } = pickTexts(result, 'en');
  const formatTime = createTimeFormatter(view.timeZone);
  const reader = createReasonReader(view, 'en');
  const titles = new Map(view.steps.map(({ id, title }) => [id, title]));
  const people = new Map(view.steps.flatMap((step) => step.people ?? []).map(({ email, name }) => [email, name]));
  people.set(view.submittedBy.email, view.submittedBy.name);

  const heading = ['WHEN', 'STEP', 'WHAT', 'WHO', ''].map((text) => style(text, 'bold'));
  // Simulated activities end at once, so their `started` entries are noise.
  const visibleEntries = view.timeline.filter(({ kind }) => kind !== 'started');
  const rows = visibleEntries.map((entry) => [
    style(formatTime(entry.at), 'gray'),
    sanitizeText(titles.get(entry.step ?? '') ?? ''),
    formatEntryKind(entry),
    sanitizeText(
      entry.by === undefined ? (assigneeNames[entry.seq] ?? []).join(', ') : (people.get(entry.by) ?? entry.by),
    ),
    style(formatExplanation(entry, reader), 'gray'),
  ]);
  const readinessLines = readiness.map(
    ({ at, readiness: state, cause }) =>
      `${colourStatus(style, state)} from ${formatTime(at)}${cause === undefined ? '' : ` (${sanitizeText(titles.get(cause) ?? cause)})`}`,
  );
  const { job } = view.request;
  const listTitles = (status: StepView['status']) =>
    view.steps.filter((step) => step.status === status).map(({ title }) => sanitizeText(title));
  const hasEnded = gaveUpAt === undefined;
  const end = hasEnded ? '' : ` still on ${formatTime(gaveUpAt)}: ${sanitizeText(describeWaitingSteps(view.steps))}`;
  return [
    `${style(view.plan, 'bold')}, played for a start on ${view.startDate} in ${job.location}; times in ${view.timeZone}`,
    '',
    formatTable([heading, ...rows]),
    ...formatLabelledLine('Status', [colourStatus(style, view.status) + end]),
    ...formatLabelledLine('Readiness', readinessLines, `\n${' '.repeat(LABEL_WIDTH)}`),
    ...formatLabelledLine('Undone', listTitles('undone')),
    ...formatLabelledLine('Left behind', hasEnded ? listTitles('failed') : []),
    '',
  ].join('\n');
}

const formatEntryKind = ({ kind }: TimelineEntry): string => kind.replaceAll('-', ' ');

const describeWaitingSteps = (steps: readonly StepView[]): string =>
  steps
    .filter(({ status, startedAt, people }) => STATUSES_ASKING_PEOPLE.includes(status) && startedAt && people)
    .map(({ title, people = [] }) => `${title} waits for ${people.map(({ name }) => name).join(', ')}`)
    .join('; ');

function formatLabelledLine(label: string, texts: readonly string[], separator = ', '): string[] {
  return texts.length === 0 ? [] : [`${label.padEnd(LABEL_WIDTH)}${texts.join(separator)}`];
}

/** The formatter returns weekday, date and time to the minute. */
function createTimeFormatter(timeZone: string): (instant: string) => string {
  const day = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' });
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (instant) => `${day.format(new Date(instant))} ${time.format(new Date(instant))}`;
}
