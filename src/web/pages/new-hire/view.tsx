import type { ComponentChildren } from 'preact';
import type { OnboardingView } from '../../../domain/onboarding/view';
import type { Answers } from '../../api-client';
import { Field, type Filled } from '../../ui/forms';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { OwnTasks } from './tasks';
import { hireWords } from './messages';

interface Props {
  view: OnboardingView;
  held: Answers['GET /onboardings/{id}/holdings'];
  /** Where the new hire will work, as people call it. */
  place: string;
  /** Where this page is. */
  path: string;
  locale: Locale;
}

const STOPPED: readonly OnboardingView['status'][] = ['cancelled', 'declined', 'rolled-back', 'rolling-back'];

const isStopped = ({ status }: OnboardingView): boolean => STOPPED.includes(status);

/** What the page is called. */
export function titleOf(view: OnboardingView, locale: Locale): string {
  const { employee } = view.request;
  const words = hireWords(locale);
  return isStopped(view) ? words.stoppedTitle : words.title(employee.preferredName ?? employee.givenName);
}

/** What a new hire wants to know of the first day; nothing of how it is arranged, nor by whom. */
export function OwnPage({ view, held, place, path, locale }: Props) {
  const words = hireWords(locale);
  const formats = formatsOf(locale);
  const { job, manager } = view.request;
  const title = <h1>{titleOf(view, locale)}</h1>;
  if (isStopped(view))
    return (
      <section class="narrow">
        {title}
        <p>{words.stopped}</p>
        <OwnTasks view={view} path={path} locale={locale} />
      </section>
    );
  return (
    <section class="narrow">
      {title}
      <dl class="facts">
        <dt>{words.when}</dt>
        <dd>{view.dayOneAt ? formats.instant(view.dayOneAt, view.timeZone) : formats.date(view.startDate)}</dd>
        <dt>{words.where}</dt>
        <dd>
          {place}
          {job.remote && `, ${words.remote}`}
        </dd>
        <dt>{words.who}</dt>
        <dd>
          {manager.name}, <a href={`mailto:${manager.email}`}>{manager.email}</a>
        </dd>
        <dt>{words.job}</dt>
        <dd>{`${job.title}, ${job.department}`}</dd>
      </dl>
      <OwnTasks view={view} path={path} locale={locale} />
      <h2>{words.ready}</h2>
      <Ready view={view} held={held} locale={locale} />
    </section>
  );
}

function Ready({ view, held, locale }: Omit<Props, 'path' | 'place'>) {
  const words = hireWords(locale);
  const at = (instant: string) => formatsOf(locale).instant(instant, view.timeZone);
  const wanted = view.request;
  return (
    <ul>
      <Item label={words.kinds.accounts} isReady={held.accounts.length > 0} locale={locale}>
        {[...new Set(held.accounts.map(({ username }) => username))].join(', ')}
      </Item>
      {(held.items.length > 0 || (wanted.equipment ?? []).length > 0) && (
        <Item label={words.kinds.equipment} isReady={held.items.length > 0} locale={locale}>
          {held.items.map(({ model }) => model).join(', ')}
        </Item>
      )}
      {(held.seats.length > 0 || (wanted.trainings ?? []).length > 0) && (
        <Item label={words.kinds.trainings} isReady={held.seats.length > 0} locale={locale}>
          {held.seats.map(({ course, startsAt }) => words.seat(course, at(startsAt))).join('; ')}
        </Item>
      )}
    </ul>
  );
}

interface ItemProps {
  label: string;
  isReady: boolean;
  locale: Locale;
  children: ComponentChildren;
}

function Item({ label, isReady, locale, children }: ItemProps) {
  const words = hireWords(locale);
  return (
    <li>
      {label} <span class={`badge ${isReady ? 'is-done' : ''}`}>{isReady ? words.isReady : words.comes}</span>
      {isReady && <span class="more">{children}</span>}
    </li>
  );
}

/** No page any more: a new link goes to whoever has the address. */
export function Renew({ filled, locale }: { filled: Filled; locale: Locale }) {
  const words = hireWords(locale);
  return (
    <section class="narrow">
      <h1>{words.over}</h1>
      <p>{words.overWhy}</p>
      <form method="post" action="/hire">
        <Field
          name="email"
          type="email"
          label={words.email}
          filled={filled}
          required
          autocomplete="email"
          maxLength={254}
        />
        <button>{words.renew}</button>
      </form>
    </section>
  );
}

export function Sent({ locale }: { locale: Locale }) {
  const words = hireWords(locale);
  return (
    <section class="narrow">
      <h1>{words.sentTitle}</h1>
      <p>{words.sent}</p>
    </section>
  );
}
