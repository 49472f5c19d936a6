import type { OnboardingView, StepView } from '../../contract/view';
import type { Answers } from '../ask';
import type { Filled } from '../forms';
import { formatsOf } from '../format';
import type { Locale } from '../locale';
import { StepActions } from './actions';
import { HireFacts, nameOf } from './hire';
import { Schedule } from './schedule';
import { taskWords } from './words';

type Task = Answers['GET /tasks']['items'][number];

export const pathOf = (onboardingId: string, step: string): string => `/tasks/${onboardingId}/${step}`;

export function TaskList({ items, locale }: { items: readonly Task[]; locale: Locale }) {
  const words = taskWords(locale);
  return (
    <>
      <h1>{words.title}</h1>
      {items.length === 0 ? <p>{words.nothing}</p> : <TaskTable items={items} locale={locale} />}
    </>
  );
}

function TaskTable({ items, locale }: { items: readonly Task[]; locale: Locale }) {
  const words = taskWords(locale);
  const formats = formatsOf(locale);
  return (
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          <th scope="col">{words.who}</th>
          <th scope="col">{words.firstDay}</th>
          <th scope="col">{words.due}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ onboardingId, step, asks, employeeName, startDate, dueAt, timeZone }) => (
          <tr key={`${onboardingId}/${step.id}`}>
            <th scope="row" data-label={words.what}>
              <span>
                <a href={pathOf(onboardingId, step.id)}>{step.title}</a>
                <span class="more">{words.asks[asks]}</span>
              </span>
            </th>
            <td data-label={words.who}>{employeeName}</td>
            <td data-label={words.firstDay}>{formats.date(startDate)}</td>
            <td data-label={words.due}>
              <span>
                {dueAt ? formats.instant(dueAt, timeZone) : words.noDue}
                {dueAt && <span class="more">{formats.distance(dueAt)}</span>}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface OneTaskProps {
  view: OnboardingView;
  step: StepView;
  to: string;
  filled: Filled;
  locale: Locale;
  mayRollBack?: boolean;
  /** Whether this person may look at the whole onboarding. */
  hasMore?: boolean;
}

/** One thing that somebody is asked: about whom, what can be answered, and the plan around it. */
export function OneTask({ view, step, to, filled, locale, mayRollBack, hasMore }: OneTaskProps) {
  const words = taskWords(locale);
  return (
    <>
      <h1>{`${step.title}: ${nameOf(view)}`}</h1>
      <div class="columns">
        <section>
          <HireFacts view={view} step={step} locale={locale} />
        </section>
        <section>
          <StepActions step={step} to={to} filled={filled} locale={locale} mayRollBack={mayRollBack} />
        </section>
      </div>
      <h2>{words.schedule}</h2>
      <Schedule view={view} locale={locale} />
      {hasMore && (
        <p>
          <a href={`/onboardings/${view.id}`}>{words.all}</a>
        </p>
      )}
    </>
  );
}
