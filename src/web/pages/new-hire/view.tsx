import type { ComponentChildren } from 'preact';
import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { Field, type FormValues } from '../../ui/forms';
import { NewHireTaskList } from './tasks';

interface NewHirePageProps {
  view: OnboardingResponse;
  holdings: ApiResponseBodies['GET /onboardings/{id}/holdings'];
  locationTitle: string;
  /** Path of this page. */
  path: string;
  locale: Locale;
}

const STOPPED_STATUSES: readonly OnboardingResponse['status'][] = [
  'cancelled',
  'declined',
  'rolled-back',
  'rolling-back',
];

const isStopped = ({ status }: OnboardingResponse): boolean => STOPPED_STATUSES.includes(status);

export function getPageTitle(view: OnboardingResponse, locale: Locale): string {
  const { employee } = view.request;
  const t = getTranslator(locale);
  return isStopped(view)
    ? t('new-hire.stoppedTitle')
    : t('new-hire.title', { name: employee.preferredName ?? employee.givenName });
}

/** First-day facts for the new hire. Must not reveal the steps behind them, or any people besides the manager. */
export function NewHirePage({ view, holdings, locationTitle, path, locale }: NewHirePageProps) {
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  const { job, manager } = view.request;
  const title = <h1>{getPageTitle(view, locale)}</h1>;
  if (isStopped(view))
    return (
      <section class="narrow">
        {title}
        <p>{t('new-hire.stopped')}</p>
        <NewHireTaskList view={view} path={path} locale={locale} />
      </section>
    );
  return (
    <section class="narrow">
      {title}
      <dl class="facts">
        <dt>{t('new-hire.when')}</dt>
        <dd>
          {view.dayOneAt
            ? formatters.formatInstant(view.dayOneAt, view.timeZone)
            : formatters.formatDate(view.startDate)}
        </dd>
        <dt>{t('new-hire.where')}</dt>
        <dd>
          {locationTitle}
          {job.remote && `, ${t('new-hire.remote')}`}
        </dd>
        <dt>{t('new-hire.who')}</dt>
        <dd>
          {manager.name}, <a href={`mailto:${manager.email}`}>{manager.email}</a>
        </dd>
        <dt>{t('new-hire.job')}</dt>
        <dd>{`${job.title}, ${job.department}`}</dd>
      </dl>
      <NewHireTaskList view={view} path={path} locale={locale} />
      <h2>{t('new-hire.ready')}</h2>
      <ReadinessList view={view} holdings={holdings} locale={locale} />
    </section>
  );
}

function ReadinessList({ view, holdings, locale }: Omit<NewHirePageProps, 'path' | 'locationTitle'>) {
  const t = getTranslator(locale);
  const formatSeatStart = (instant: string) => getFormatters(locale).formatInstant(instant, view.timeZone);
  const request = view.request;
  return (
    <ul>
      <ReadinessItem label={t('new-hire.kinds.accounts')} isReady={holdings.accounts.length > 0} locale={locale}>
        {[...new Set(holdings.accounts.map(({ username }) => username))].join(', ')}
      </ReadinessItem>
      {(holdings.items.length > 0 || (request.equipment ?? []).length > 0) && (
        <ReadinessItem label={t('new-hire.kinds.equipment')} isReady={holdings.items.length > 0} locale={locale}>
          {holdings.items.map(({ model }) => model).join(', ')}
        </ReadinessItem>
      )}
      {(holdings.seats.length > 0 || (request.trainings ?? []).length > 0) && (
        <ReadinessItem label={t('new-hire.kinds.trainings')} isReady={holdings.seats.length > 0} locale={locale}>
          {holdings.seats
            .map(({ course, startsAt }) => t('new-hire.seat', { course, when: formatSeatStart(startsAt) }))
            .join('; ')}
        </ReadinessItem>
      )}
    </ul>
  );
}

interface ReadinessItemProps {
  label: string;
  isReady: boolean;
  locale: Locale;
  children: ComponentChildren;
}

function ReadinessItem({ label, isReady, locale, children }: ReadinessItemProps) {
  const t = getTranslator(locale);
  return (
    <li>
      {label}{' '}
      <span class={`badge ${isReady ? 'is-done' : ''}`}>{isReady ? t('new-hire.isReady') : t('new-hire.comes')}</span>
      {isReady && <span class="more">{children}</span>}
    </li>
  );
}

/** Shown instead of an expired page: requests a new link by email. */
export function RenewLinkForm({ formValues, locale }: { formValues: FormValues; locale: Locale }) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{t('new-hire.over')}</h1>
      <p>{t('new-hire.overWhy')}</p>
      <form method="post" action="/hire">
        <Field
          name="email"
          type="email"
          label={t('new-hire.email')}
          formValues={formValues}
          required
          autocomplete="email"
          maxLength={254}
        />
        <button>{t('new-hire.renew')}</button>
      </form>
    </section>
  );
}

export function RenewalSentMessage({ locale }: { locale: Locale }) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{t('new-hire.sentTitle')}</h1>
      <p>{t('new-hire.sent')}</p>
    </section>
  );
}
