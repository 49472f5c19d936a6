import type { OnboardingView, StepView } from '../../contract/view';
import type { Answers } from '../ask';
import { formatsOf } from '../format';
import type { Locale } from '../locale';
import { StepBadge } from '../status';
import { pathOf } from '../tasks/view';
import { timelineWords } from './timeline-words';
import { onboardingWords } from './words';

interface Shown {
  view: OnboardingView;
  locale: Locale;
}

const WAITING: readonly StepView['status'][] = ['waiting', 'failed', 'undoing', 'undo-failed'];

/** What somebody is asked now, of whom, and where it is answered. */
export function WaitsFor({ view, locale }: Shown) {
  const words = onboardingWords(locale);
  const formats = formatsOf(locale);
  const asking = view.steps.filter(({ status, people = [] }) => WAITING.includes(status) && people.length > 0);
  if (asking.length === 0) return null;
  return (
    <section>
      <h2>{words.waitsFor}</h2>
      <ul>
        {asking.map((step) => {
          const until = step.decideBy ?? step.dueAt ?? step.expireAt;
          return (
            <li key={step.id}>
              <StepBadge status={step.status} locale={locale} /> {step.title}:{' '}
              {(step.people ?? []).map(({ name }) => name).join(', ')}
              {until && ` (${words.until(formats.instant(until, view.timeZone))})`}{' '}
              <a href={pathOf(view.id, step.id)}>{words.answer}</a>
              {step.error && <span class="more">{step.error.message}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Accounts, things and seats that the systems hold for the new hire now. */
export function Held({ held, view, locale }: Shown & { held: Answers['GET /onboardings/{id}/holdings'] }) {
  const words = onboardingWords(locale);
  const formats = formatsOf(locale);
  const lines = [
    ...held.accounts.map(({ application, username, active }) => words.account(`${username} (${application})`, active)),
    ...held.items.map(({ tag, model }) => `${model} ${tag}`),
    ...held.seats.map(({ course, startsAt }) => words.seat(course, formats.instant(startsAt, view.timeZone))),
  ];
  if (lines.length === 0) return <p>{words.nothingHeld}</p>;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Everything that happened, the latest first. */
export function Timeline({ view, locale }: Shown) {
  const words = onboardingWords(locale);
  const kinds = timelineWords(locale);
  const formats = formatsOf(locale);
  const titleOf = (id?: string) => id && (view.steps.find((step) => step.id === id)?.title ?? id);
  return (
    <ol class="timeline" reversed>
      {view.timeline.toReversed().map((entry) => (
        <li key={entry.seq}>
          <time dateTime={entry.at}>{formats.instant(entry.at, view.timeZone)}</time>{' '}
          <span>
            {entry.step && <strong>{titleOf(entry.step)}: </strong>}
            {kinds[entry.kind] ?? entry.kind}
            {entry.by && ` ${words.by(entry.by)}`}
            {entry.via === 'temporal (unverified)' && ` (${words.unverified})`}
            {entry.note && <span class="more">{entry.note}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
