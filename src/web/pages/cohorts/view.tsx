import type { FieldError } from '../../../lib/errors';
import type { Answers } from '../../api-client';
import { Field, type Filled, TextArea } from '../../ui/forms';
import { formatsOf } from '../../i18n/format';
import { More } from '../../ui/pagination';
import { columnIn } from '../../i18n/field-labels';
import type { Locale } from '../../i18n/locale';
import { sentenceIn } from '../../i18n/errors';
import { StatusBadge } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { cohortWords } from './messages';

type Cohort = Answers['GET /cohorts/{id}'];

/** A file of many requests, and what is wrong in it. */
export function CohortForm({ filled, problem, locale }: { filled: Filled; problem?: string; locale: Locale }) {
  const words = cohortWords(locale);
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <p>
        <a href="/cohorts/template">{words.template}</a>
      </p>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <Faults errors={filled.errors ?? []} locale={locale} />
      <form method="post" action="/cohorts/new" enctype="multipart/form-data" class="narrow">
        <label class="field">
          {words.file}
          <input type="file" name="file" accept=".csv,.json,text/csv,application/json" />
        </label>
        <TextArea name="pasted" label={words.pasted} filled={filled} rows={6} />
        <label class="field">
          <input type="checkbox" name="partial" value="true" checked={filled.values.partial === 'true'} />{' '}
          {words.partial}
        </label>
        <button>{words.send}</button>
      </form>
    </>
  );
}

function Faults({ errors, locale }: { errors: readonly (FieldError & { row?: number })[]; locale: Locale }) {
  const words = cohortWords(locale);
  if (errors.length === 0) return null;
  const rows = errors.map(({ row, field, message }) => ({
    key: `${String(row)}/${field}/${message}`,
    cells: [row ?? words.whole, columnIn(locale, field), message],
  }));
  return <Table head={[words.row, words.field, words.wrong]} rows={rows} />;
}

export function CohortList({ cohorts, locale }: { cohorts: Answers['GET /cohorts']; locale: Locale }) {
  const words = cohortWords(locale);
  const rows = cohorts.items.map(({ id, submittedAt, submittedBy, rows: counts, open }) => ({
    key: id,
    cells: [
      <a key={id} href={`/cohorts/${id}`}>
        {formatsOf(locale).instant(submittedAt)}
      </a>,
      submittedBy.name,
      totalOf(counts),
      open,
    ],
  }));
  return (
    <>
      <h1>{words.title}</h1>
      <p class="actions">
        <a href="/cohorts/new" role="button">
          {words.submit}
        </a>
      </p>
      {rows.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <Table head={[words.submitted, words.by, words.rows, words.open]} rows={rows} />
      )}
      <More path="/cohorts" query={{}} nextCursor={cohorts.nextCursor} locale={locale} />
    </>
  );
}

const totalOf = (counts: Cohort['rows']): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** One cohort; while rows wait, it is looked at again by itself. */
export function OneCohort({ cohort, locale }: { cohort: Cohort; locale: Locale }) {
  const words = cohortWords(locale);
  const isMoving = (cohort.rows.waiting ?? 0) > 0 || !cohort.delivered;
  const again = isMoving
    ? { 'hx-get': `/cohorts/${cohort.id}/live`, 'hx-trigger': 'every 2s', 'hx-swap': 'outerHTML' }
    : {};
  return (
    <div id="cohort" {...again}>
      <h1>{words.one(formatsOf(locale).instant(cohort.submittedAt))}</h1>
      <Progress cohort={cohort} locale={locale} />
      <Orders cohort={cohort} locale={locale} />
      <Rows cohort={cohort} locale={locale} />
      <More path={`/cohorts/${cohort.id}`} query={{}} nextCursor={cohort.nextCursor} locale={locale} />
    </div>
  );
}

function Progress({ cohort: { rows }, locale }: { cohort: Cohort; locale: Locale }) {
  const words = cohortWords(locale);
  const startable = totalOf(rows) - (rows.invalid ?? 0);
  return (
    <>
      <progress value={rows.started ?? 0} max={Math.max(startable, 1)} aria-label={words.progress} />
      <ul class="counts">
        {Object.entries(rows).map(([state, count]) => (
          <li key={state}>{`${String(count)} ${words.states[state as keyof typeof words.states]}`}</li>
        ))}
      </ul>
    </>
  );
}

function Orders({ cohort: { id, rows, open }, locale }: { cohort: Cohort; locale: Locale }) {
  const words = cohortWords(locale);
  const canResume = (rows.failed ?? 0) + (rows.cancelled ?? 0) > 0;
  const canCancel = (rows.waiting ?? 0) > 0 || open > 0;
  return (
    <div class="actions">
      {canResume && (
        <form method="post" action={`/cohorts/${id}/resume`}>
          <button>{words.resume}</button>
        </form>
      )}
      {canCancel && (
        <details>
          <summary>{words.cancel}</summary>
          <form method="post" action={`/cohorts/${id}/cancel`}>
            <Field name="reason" label={words.reason} filled={{ values: {} }} required maxLength={2000} />
            <button class="careful">{words.cancel}</button>
          </form>
        </details>
      )}
    </div>
  );
}

function Rows({ cohort, locale }: { cohort: Cohort; locale: Locale }) {
  const words = cohortWords(locale);
  const rows = cohort.items.map(({ row, state, employeeName = '', startDate, onboardingId, status, errors = [] }) => ({
    key: String(row),
    cells: [
      row,
      onboardingId && status ? <a href={`/onboardings/${onboardingId}`}>{employeeName}</a> : employeeName,
      startDate && formatsOf(locale).date(startDate),
      <span key={state}>
        {status ? <StatusBadge status={status} locale={locale} /> : words.states[state]}
        {errors.map(({ field, message }) => (
          <span class="more" key={field}>{`${columnIn(locale, field)} ${sentenceIn(locale, message)}`}</span>
        ))}
      </span>,
    ],
  }));
  return <Table head={[words.row, words.employee, words.firstDay, words.state]} rows={rows} />;
}
