import type { StepView, TimelineEntry } from '../../contract/view';
import type { Simulation } from '../../simulation/simulation';
import { coloured, plain, type Style, table } from './text';

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
  return [
    `${style(view.plan, 'bold')}, played for a start on ${view.startDate} in ${job.location}; times in ${view.timeZone}`,
    '',
    `${table([heading, ...rows])}`,
    `Status     ${coloured(style, view.status)}${gaveUpAt === undefined ? '' : ` still on ${time(gaveUpAt)}: ${waiting(view.steps)}`}`,
    `Readiness  ${outlook.join(', ')}`,
    ...undone(view.steps),
    '',
  ].join('\n');
}

const wordsOf = ({ kind }: TimelineEntry): string => kind.replaceAll('-', ' ');

const waiting = (steps: readonly StepView[]): string =>
  steps
    .filter(({ people, startedAt, endedAt }) => people && startedAt && !endedAt)
    .map(({ title, people = [] }) => `${title} waits for ${people.map(({ name }) => name).join(', ')}`)
    .join('; ');

function undone(steps: readonly StepView[]): string[] {
  const titles = (wanted: (step: StepView) => boolean): string =>
    steps
      .filter(wanted)
      .map(({ title }) => title)
      .join(', ');
  const back = titles(({ status }) => status === 'undone');
  return back === '' ? [] : [`Undone     ${back}`];
}

/** An instant by the clock of a place, to the minute, with its day of the week. */
function timeIn(timeZone: string): (instant: string) => string {
  const day = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' });
  const time = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return (instant) => `${day.format(new Date(instant))} ${time.format(new Date(instant))}`;
}
