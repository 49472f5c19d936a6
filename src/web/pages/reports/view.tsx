import type { Report } from '../../../api/resources/reports/schema';
import { getFormatters } from '../../i18n/formatters';
import { Field, type FormValues, Select } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { formatDuration, formatPercent } from './format-numbers';
import { TerminationSection, GroupSection, TimeSpentSection, StepSection } from './sections';
import { reportMessages } from './messages';

interface ReportsViewProps {
  locale: Locale;
  formValues: FormValues;
  /** Plan titles by name. */
  plans: ReadonlyMap<string, string>;
  /** Undefined if the filters are invalid. */
  report?: Report;
  csvUrl: string;
}

export function ReportsView({ locale, formValues, plans, report, csvUrl }: ReportsViewProps) {
  const messages = reportMessages(locale);
  return (
    <>
      <h1>{messages.title}</h1>
      <p>{messages.intro}</p>
      <ReportFilterForm locale={locale} formValues={formValues} plans={plans} />
      {report && <ReportBody report={report} locale={locale} csvUrl={csvUrl} plans={plans} />}
    </>
  );
}

/** Keeps the filters in the URL, so that a report can be shared and bookmarked. */
function ReportFilterForm({ locale, formValues, plans }: Pick<ReportsViewProps, 'locale' | 'formValues' | 'plans'>) {
  const messages = reportMessages(locale);
  return (
    <form method="get" action="/reports">
      <div class="columns">
        <Field name="from" type="date" label={messages.from} formValues={formValues} />
        <Field name="to" type="date" label={messages.to} formValues={formValues} hint={messages.toHint} />
        <Field name="department" label={messages.department} formValues={formValues} maxLength={80} />
        <Select
          name="plan"
          label={messages.plan}
          formValues={formValues}
          placeholder={messages.all}
          options={[...plans].map(([value, label]) => ({ value, label }))}
        />
      </div>
      <div class="actions">
        <button>{messages.show}</button>
      </div>
    </form>
  );
}

function ReportBody({ report, locale, csvUrl, plans }: Omit<ReportsViewProps, 'formValues'> & { report: Report }) {
  const messages = reportMessages(locale);
  const byPlan = report.plans.map((group) => ({ ...group, name: plans.get(group.name ?? '') ?? group.name }));
  if (report.total.onboardings === 0) return <p>{messages.nothing}</p>;
  return (
    <>
      <ReportTotals total={report.total} locale={locale} />
      <p>
        {messages.asOf(getFormatters(locale).formatInstant(report.asOf))}{' '}
        <a href={csvUrl} download>
          {messages.download}
        </a>
      </p>
      <GroupSection title={messages.byPlan} groups={byPlan} locale={locale} />
      <GroupSection title={messages.byDepartment} groups={report.departments} locale={locale} />
      {report.steps.length > 0 && <StepSection steps={report.steps} locale={locale} />}
      {report.total.ready > 0 && <TimeSpentSection timeSpent={report.timeSpent} locale={locale} />}
      {report.terminations.length > 0 && <TerminationSection report={report} locale={locale} />}
    </>
  );
}

function ReportTotals({ total, locale }: { total: Report['total']; locale: Locale }) {
  const messages = reportMessages(locale);
  const formatters = getFormatters(locale);
  const share = formatPercent(total.readyByDayOne, total.due, locale);
  const facts = [
    [messages.onboardings, formatters.formatNumber(total.onboardings)],
    [messages.ready, formatters.formatNumber(total.ready)],
    [messages.median, formatDuration(total.medianSeconds, locale)],
    [messages.p90, formatDuration(total.p90Seconds, locale)],
    [
      messages.byDayOne,
      `${share} (${messages.ofDue(formatters.formatNumber(total.readyByDayOne), formatters.formatNumber(total.due))})`,
    ],
  ];
  return (
    <section>
      <h2>{messages.total}</h2>
      <dl class="facts">
        {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-is`}>{value}</dd>])}
      </dl>
    </section>
  );
}
