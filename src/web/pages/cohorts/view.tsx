import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { formatColumnName } from '../../i18n/field-labels';
import { EmptyState } from '../../ui/empty-state';
import { Field, type FormValues, TextArea } from '../../ui/forms';
import { NextPageLink } from '../../ui/pagination';
import { RowErrorTable } from '../../ui/row-error-table';
import { StatusBadge } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { WarningList } from '../../ui/warning-list';

type Cohort = ApiResponseBodies['GET /cohorts/{id}'];

interface CohortFormProps {
  formValues: FormValues;
  problem?: string;
  /** Result of the check, from which on the file can be imported. */
  preview?: ApiResponseBodies['POST /cohorts/preview'];
  locale: Locale;
}

export function CohortForm({ formValues, problem, preview, locale }: CohortFormProps) {
  const t = getTranslator(locale);
  return (
    <>
      <h1>{t('cohorts.title')}</h1>
      <p>{t('cohorts.intro')}</p>
      <p>
        <a href="/cohorts/template">{t('cohorts.template')}</a>
      </p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {preview && <p role="status">{t('cohorts.checked', preview.rows)}</p>}
      <WarningList warnings={preview?.warnings ?? []} locale={locale} />
      <RowErrorTable errors={formValues.errors ?? []} locale={locale} />
      <form method="post" action="/cohorts/new" enctype="multipart/form-data" class="narrow">
        <label class="field">
          {t('cohorts.file')}
          <input type="file" name="file" accept=".csv,.json,text/csv,application/json" />
        </label>
        <TextArea name="pasted" label={t('cohorts.pasted')} formValues={formValues} rows={6} />
        {!preview && (
          <label class="field">
            <input type="checkbox" name="partial" value="true" checked={formValues.values.partial === 'true'} />{' '}
            {t('cohorts.partial')}
          </label>
        )}
        <div class="actions">
          {preview && preview.rows.valid > 0 && (
            <button name="partial" value={String(preview.rows.invalid > 0)}>
              {t('cohorts.send', { count: preview.rows.valid })}
            </button>
          )}
          <button class={preview && 'secondary outline'} formaction="/cohorts/new/preview">
            {preview ? t('cohorts.checkAgain') : t('cohorts.check')}
          </button>
        </div>
      </form>
    </>
  );
}

export function CohortList({ cohorts, locale }: { cohorts: ApiResponseBodies['GET /cohorts']; locale: Locale }) {
  const t = getTranslator(locale);
  const rows = cohorts.items.map(({ id, submittedAt, submittedBy, rows: counts, open }) => ({
    key: id,
    cells: [
      <a key={id} href={`/cohorts/${id}`}>
        {getFormatters(locale).formatInstant(submittedAt)}
      </a>,
      submittedBy.name,
      sumCounts(counts),
      open,
    ],
  }));
  return (
    <>
      <h1>{t('cohorts.title')}</h1>
      <p class="actions">
        <a href="/cohorts/new" role="button">
          {t('cohorts.submit')}
        </a>
      </p>
      {rows.length === 0 ? (
        <EmptyState text={t('cohorts.none')} links={[{ href: '/cohorts/template', label: t('cohorts.template') }]} />
      ) : (
        <Table head={[t('cohorts.submitted'), t('cohorts.by'), t('cohorts.rows'), t('cohorts.open')]} rows={rows} />
      )}
      <NextPageLink path="/cohorts" query={{}} nextCursor={cohorts.nextCursor} locale={locale} />
    </>
  );
}

const sumCounts = (counts: Cohort['rows']): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

const buildLivePath = (id: string, cursor: string | undefined): string =>
  `/cohorts/${id}/live${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`;

/** Polls for updates of the page at `cursor` while rows are waiting or the cohort is not delivered. */
export function CohortDetails({ cohort, cursor, locale }: { cohort: Cohort; cursor?: string; locale: Locale }) {
  const t = getTranslator(locale);
  const isInProgress = (cohort.rows.waiting ?? 0) > 0 || !cohort.commandSent;
  const pollingAttributes = isInProgress
    ? { 'hx-get': buildLivePath(cohort.id, cursor), 'hx-trigger': 'every 2s', 'hx-swap': 'outerHTML' }
    : {};
  return (
    <div id="cohort" {...pollingAttributes}>
      <h1>{t('cohorts.one', { when: getFormatters(locale).formatInstant(cohort.submittedAt) })}</h1>
      <CohortProgressBar cohort={cohort} locale={locale} />
      <CohortActions cohort={cohort} locale={locale} />
      <CohortRowTable cohort={cohort} locale={locale} />
      <NextPageLink path={`/cohorts/${cohort.id}`} query={{}} nextCursor={cohort.nextCursor} locale={locale} />
    </div>
  );
}

function CohortProgressBar({ cohort: { rows }, locale }: { cohort: Cohort; locale: Locale }) {
  const t = getTranslator(locale);
  const startable = sumCounts(rows) - (rows.invalid ?? 0);
  return (
    <>
      <progress value={rows.started ?? 0} max={Math.max(startable, 1)} aria-label={t('cohorts.progress')} />
      <ul class="counts">
        {Object.entries(rows).map(([state, count]) => (
          <li key={state}>{`${String(count)} ${t(`cohorts.states.${state as keyof typeof rows}`)}`}</li>
        ))}
      </ul>
    </>
  );
}

function CohortActions({ cohort: { id, rows, open }, locale }: { cohort: Cohort; locale: Locale }) {
  const t = getTranslator(locale);
  const canResume = (rows.failed ?? 0) + (rows.cancelled ?? 0) > 0;
  const canCancel = (rows.waiting ?? 0) > 0 || open > 0;
  return (
    <div class="actions">
      {canResume && (
        <form method="post" action={`/cohorts/${id}/resume`}>
          <button>{t('cohorts.resume')}</button>
        </form>
      )}
      {canCancel && (
        <details>
          <summary>{t('cohorts.cancel')}</summary>
          <form method="post" action={`/cohorts/${id}/cancel`}>
            <Field name="reason" label={t('cohorts.reason')} formValues={{ values: {} }} required maxLength={2000} />
            <button class="careful">{t('cohorts.cancel')}</button>
          </form>
        </details>
      )}
    </div>
  );
}

function CohortRowTable({ cohort, locale }: { cohort: Cohort; locale: Locale }) {
  const t = getTranslator(locale);
  const rows = cohort.items.map(({ row, state, employeeName = '', startDate, onboardingId, status, errors = [] }) => ({
    key: String(row),
    cells: [
      row,
      onboardingId && status ? <a href={`/onboardings/${onboardingId}`}>{employeeName}</a> : employeeName,
      startDate && getFormatters(locale).formatDate(startDate),
      <span key={state}>
        {status ? <StatusBadge status={status} locale={locale} /> : t(`cohorts.states.${state}`)}
        {errors.map(({ field, message }) => (
          <span class="more" key={field}>{`${formatColumnName(locale, field)}: ${message}`}</span>
        ))}
      </span>,
    ],
  }));
  return (
    <Table head={[t('cohorts.row'), t('cohorts.employee'), t('cohorts.firstDay'), t('cohorts.state')]} rows={rows} />
  );
}
