import type { StepView, TimelineEntry } from '../../domain/onboarding/view';
import type { Simulation } from '../../simulation/result';
import { coloured, plain, type Style, table } from './text';

const ASKING = ['waiting', 'failed', 'undoing', 'undo-failed'];
const LABEL = 13;

/** What would happen, when and to whom, by the clock of the place where the new hire works. */
export function simulated(style: Style, { view, asked, readiness, gaveUpAt }: Simulation): string {
  const time = timeIn(view.timeZone);
  const titles = new Map(view.steps.map(({ id, title }) => [id, title]));
  const people = new Map(view.steps.flatMap((step) => step.people ?? []).map(({ email, name }) => [email, name]));
  people.set(view.submittedBy.email, view.submittedBy.name);

  const heading = ['WHEN', 'STEP', 'WHAT', 'WHO', ''].map((text) => style(text, 'bold'));
  // Every activity is over in a moment here: that it began says nothing.
  const told = view.timeline.filter(({ kind }) => kind !== 'started');
  const rows = told.map((entry) => [
    style(time(entry.at), 'gray'),
    plain(titles.get(entry.step ?? '') ?? ''),
    wordsOf(entry),
    plain(entry.by === undefined ? (asked[entry.seq] ?? []).join(', ') : (people.get(entry.by) ?? entry.by)),
    style(plain(entry.note ?? ''), 'gray'),
  ]);
  const outlook = readiness.map(
    ({ at, readiness: state, cause }) =>
      `${coloured(style, state)} from ${time(at)}${cause === undefined ? '' : ` (${plain(titles.get(cause) ?? cause)})`}`,
  );
  const { job } = view.request;
  const titlesOf = (status: StepView['status']) =>
    view.steps.filter((step) => step.status === status).map(({ title }) => plain(title));
  const hasEnded = gaveUpAt === undefined;
  const end = hasEnded ? '' : ` still on ${time(gaveUpAt)}: ${plain(waiting(view.steps))}`;
  return [
    `${style(view.plan, 'bold')}, played for a start on ${view.startDate} in ${job.location}; times in ${view.timeZone}`,
    '',
    table([heading, ...rows]),
    ...lines('Status', [coloured(style, view.status) + end]),
    ...lines('Readiness', outlook, `\n${' '.repeat(LABEL)}`),
    ...lines('Undone', titlesOf('undone')),
    ...lines('Left behind', hasEnded ? titlesOf('failed') : []),
    '',
  ].join('\n');
}

const wordsOf = ({ kind }: TimelineEntry): string => kind.replaceAll('-', ' ');

const waiting = (steps: readonly StepView[]): string =>
  steps
    .filter(({ status, startedAt, people }) => ASKING.includes(status) && startedAt && people)
    .map(({ title, people = [] }) => `${title} waits for ${people.map(({ name }) => name).join(', ')}`)
    .join('; ');

function lines(label: string, texts: readonly string[], separator = ', '): string[] {
  return texts.length === 0 ? [] : [`${label.padEnd(LABEL)}${texts.join(separator)}`];
}

/** An instant by the clock of a place, to the minute, with its day of the week. */
function timeIn(timeZone: string): (instant: string) => string {
  const day = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' });
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (instant) => `${day.format(new Date(instant))} ${time.format(new Date(instant))}`;
}
