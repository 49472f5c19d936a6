import type { FieldError } from '../../../lib/errors';
import type { ApiResponseBodies } from '../../api-client';
import { Field, type FormValues, TextArea } from '../../ui/forms';
import { getFormatters } from '../../i18n/formatters';
import { NextPageLink } from '../../ui/pagination';
import { formatColumnName } from '../../i18n/field-labels';
import type { Locale } from '../../i18n/locale';
import { translate } from '../../i18n/translate';
import { StatusBadge } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { cohortMessages } from './messages';

type Cohort = ApiResponseBodies['GET /cohorts/{id}'];

export function CohortForm({
  formValues,
  problem,
  locale,
}: {
  formValues: FormValues;
  problem?: string;
  locale: Locale;
}) {
  const messages = cohortMessages(locale);
  return (
    <>
      <h1>{messages.title}</h1>
      <p>{messages.intro}</p>
      <p>
        <a href="/cohorts/template">{messages.template}</a>
      </p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <RowErrorTable errors={formValues.errors ?? []} locale={locale} />
      <form method="post" action="/cohorts/new" enctype="multipart/form-data" class="narrow">
        <label class="field">
          {messages.file}
          <input type="file" name="file" accept=".csv,.json,text/csv,application/json" />
        </label>
        <TextArea name="pasted" label={messages.pasted} formValues={formValues} rows={6} />
        <label class="field">
          <input type="checkbox" name="partial" value="true" checked={formValues.values.partial === 'true'} />{' '}
          {messages.partial}
        </label>
        <button>{messages.send}</button>
      </form>
    </>
  );
}

function RowErrorTable({ errors, locale }: { errors: readonly (FieldError & { row?: number })[]; locale: Locale }) {
  const messages = cohortMessages(locale);
  if (errors.length === 0) return null;
  const rows = errors.map(({ row, field, message }) => ({
    key: `${String(row)}/${field}/${message}`,
    cells: [row ?? messages.whole, formatColumnName(locale, field), message],
  }));
  return <Table head={[messages.row, messages.field, messages.wrong]} rows={rows} />;
}

export function CohortList({ cohorts, locale }: { cohorts: ApiResponseBodies['GET /cohorts']; locale: Locale }) {
  const messages = cohortMessages(locale);
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
      <h1>{messages.title}</h1>
      <p class="actions">
        <a href="/cohorts/new" role="button">
          {messages.submit}
        </a>
      </p>
      {rows.length === 0 ? (
        <p>{messages.none}</p>
      ) : (
        <Table head={[messages.submitted, messages.by, messages.rows, messages.open]} rows={rows} />
      )}
      <NextPageLink path="/cohorts" query={{}} nextCursor={cohorts.nextCursor} locale={locale} />
    </>
  );
}

const sumCounts = (counts: Cohort['rows']): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** Polls for updates while rows are waiting or the cohort is not delivered. */
export function CohortDetails({ cohort, locale }: { cohort: Cohort; locale: Locale }) {
  const messages = cohortMessages(locale);
  const isInProgress = (cohort.rows.waiting ?? 0) > 0 || !cohort.commandSent;
  const pollingAttributes = isInProgress
    ? { 'hx-get': `/cohorts/${cohort.id}/live`, 'hx-trigger': 'every 2s', 'hx-swap': 'outerHTML' }
    : {};
  return (
    <div id="cohort" {...pollingAttributes}>
      <h1>{messages.one(getFormatters(locale).formatInstant(cohort.submittedAt))}</h1>
      <CohortProgressBar cohort={cohort} locale={locale} />
      <CohortActions cohort={cohort} locale={locale} />
      <CohortRowTable cohort={cohort} locale={locale} />
      <NextPageLink path={`/cohorts/${cohort.id}`} query={{}} nextCursor={cohort.nextCursor} locale={locale} />
    </div>
  );
}

function CohortProgressBar({ cohort: { rows }, locale }: { cohort: Cohort; locale: Locale }) {
  const messages = cohortMessages(locale);
  const startable = sumCounts(rows) - (rows.invalid ?? 0);
  return (
    <>
      <progress value={rows.started ?? 0} max={Math.max(startable, 1)} aria-label={messages.progress} />
      <ul class="counts">
        {Object.entries(rows).map(([state, count]) => (
          <li key={state}>{`${String(count)} ${messages.states[state as keyof typeof messages.states]}`}</li>
        ))}
      </ul>
    </>
  );
}

function CohortActions({ cohort: { id, rows, open }, locale }: { cohort: Cohort; locale: Locale }) {
  const messages = cohortMessages(locale);
  const canResume = (rows.failed ?? 0) + (rows.cancelled ?? 0) > 0;
  const canCancel = (rows.waiting ?? 0) > 0 || open > 0;
  return (
    <div class="actions">
      {canResume && (
        <form method="post" action={`/cohorts/${id}/resume`}>
          <button>{messages.resume}</button>
        </form>
      )}
      {canCancel && (
        <details>
          <summary>{messages.cancel}</summary>
          <form method="post" action={`/cohorts/${id}/cancel`}>
            <Field name="reason" label={messages.reason} formValues={{ values: {} }} required maxLength={2000} />
            <button class="careful">{messages.cancel}</button>
          </form>
        </details>
      )}
    </div>
  );
}

function CohortRowTable({ cohort, locale }: { cohort: Cohort; locale: Locale }) {
  const messages = cohortMessages(locale);
  const rows = cohort.items.map(({ row, state, employeeName = '', startDate, onboardingId, status, errors = [] }) => ({
    key: String(row),
    cells: [
      row,
      onboardingId && status ? <a href={`/onboardings/${onboardingId}`}>{employeeName}</a> : employeeName,
      startDate && getFormatters(locale).formatDate(startDate),
      <span key={state}>
        {status ? <StatusBadge status={status} locale={locale} /> : messages.states[state]}
        {errors.map(({ field, message }) => (
          <span class="more" key={field}>{`${formatColumnName(locale, field)} ${translate(locale, message)}`}</span>
        ))}
      </span>,
    ],
  }));
  return <Table head={[messages.row, messages.employee, messages.firstDay, messages.state]} rows={rows} />;
}
