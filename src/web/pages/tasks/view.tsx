import { employeeNameOf } from '../../../domain/employee';
import type { Offer } from '../../../domain/onboarding/allowed-actions';
import type { OnboardingView, StepView } from '../../../domain/onboarding/view';
import { askedTitle } from '../../../domain/onboarding/pending-people';
import type { Answers } from '../../api-client';
import type { Filled } from '../../ui/forms';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import type { Titles } from '../../ui/plan-titles';
import { Table } from '../../ui/table';
import { StepActions } from './actions';
import { HireFacts } from './hire';
import { Schedule } from './schedule';
import { taskWords } from './messages';

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
  const rows = items.map(({ onboardingId, step, asks, employeeName, startDate, dueAt, timeZone }) => ({
    key: `${onboardingId}/${step.id}`,
    cells: [
      <>
        <a href={pathOf(onboardingId, step.id)}>{askedTitle(step)}</a>
        <span class="more">{words.asks[asks]}</span>
      </>,
      employeeName,
      formats.date(startDate),
      <>
        {dueAt ? formats.instant(dueAt, timeZone) : words.noDue}
        {dueAt && <span class="more">{formats.distance(dueAt)}</span>}
      </>,
    ],
  }));
  return <Table head={[words.what, words.who, words.firstDay, words.due]} rows={rows} />;
}

interface OneTaskProps {
  view: OnboardingView;
  step: StepView;
  to: string;
  filled: Filled;
  titles: Titles;
  locale: Locale;
  /** What this person may answer. */
  offers: readonly Offer[];
  /** Whether this person may look at the whole onboarding. */
  hasMore?: boolean;
}

/** One thing that somebody is asked: about whom, what can be answered, and the plan around it. */
export function OneTask({ view, step, to, filled, titles, locale, offers, hasMore }: OneTaskProps) {
  const words = taskWords(locale);
  return (
    <>
      <h1>{`${askedTitle(step)}: ${employeeNameOf(view.request)}`}</h1>
      <div class="columns">
        <section>
          <HireFacts view={view} step={step} titles={titles} locale={locale} />
        </section>
        <section>
          <StepActions view={view} step={step} offers={offers} to={to} filled={filled} locale={locale} />
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
