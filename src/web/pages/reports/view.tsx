import type { Report } from '../../../api/resources/reports/schema';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { Field, type FormValues, Select } from '../../ui/forms';
import { formatDuration, formatPercent } from './format-numbers';
import { TerminationSection, GroupSection, TimeSpentSection, StepSection } from './sections';

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
  const t = getTranslator(locale);
  return (
    <>
      <h1>{t('reports.title')}</h1>
      <p>{t('reports.intro')}</p>
      <ReportFilterForm locale={locale} formValues={formValues} plans={plans} />
      {report && <ReportBody report={report} locale={locale} csvUrl={csvUrl} plans={plans} />}
    </>
  );
}

/** Keeps the filters in the URL, so that a report can be shared and bookmarked. */
function ReportFilterForm({ locale, formValues, plans }: Pick<ReportsViewProps, 'locale' | 'formValues' | 'plans'>) {
  const t = getTranslator(locale);
  return (
    <form method="get" action="/reports">
      <div class="columns">
        <Field name="from" type="date" label={t('reports.from')} formValues={formValues} />
        <Field name="to" type="date" label={t('reports.to')} formValues={formValues} hint={t('reports.toHint')} />
        <Field name="department" label={t('reports.department')} formValues={formValues} maxLength={80} />
        <Select
          name="plan"
          label={t('reports.plan')}
          formValues={formValues}
          placeholder={t('reports.all')}
          options={[...plans].map(([value, label]) => ({ value, label }))}
        />
      </div>
      <div class="actions">
        <button>{t('reports.show')}</button>
      </div>
    </form>
  );
}

function ReportBody({ report, locale, csvUrl, plans }: Omit<ReportsViewProps, 'formValues'> & { report: Report }) {
  const t = getTranslator(locale);
  const byPlan = report.plans.map((group) => ({ ...group, name: plans.get(group.name ?? '') ?? group.name }));
  if (report.total.onboardings === 0) return <p>{t('reports.nothing')}</p>;
  return (
    <>
      <ReportTotals total={report.total} locale={locale} />
      <p>
        {t('reports.asOf', { at: getFormatters(locale).formatInstant(report.asOf) })}{' '}
        <a href={csvUrl} download>
          {t('reports.download')}
        </a>
      </p>
      <GroupSection title={t('reports.byPlan')} groups={byPlan} locale={locale} />
      <GroupSection title={t('reports.byDepartment')} groups={report.departments} locale={locale} />
      {report.steps.length > 0 && <StepSection steps={report.steps} locale={locale} />}
      {report.total.ready > 0 && <TimeSpentSection timeSpent={report.timeSpent} locale={locale} />}
      {report.terminations.length > 0 && <TerminationSection report={report} locale={locale} />}
    </>
  );
}

function ReportTotals({ total, locale }: { total: Report['total']; locale: Locale }) {
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  const share = formatPercent(total.readyByDayOne, total.due, locale);
  const facts = [
    [t('reports.onboardings'), formatters.formatNumber(total.onboardings)],
    [t('reports.ready'), formatters.formatNumber(total.ready)],
    [t('reports.median'), formatDuration(total.medianSeconds, locale)],
    [t('reports.p90'), formatDuration(total.p90Seconds, locale)],
    [
      t('reports.byDayOne'),
      `${share} (${t('reports.ofDue', { ready: formatters.formatNumber(total.readyByDayOne), due: formatters.formatNumber(total.due) })})`,
    ],
  ];
  return (
    <section>
      <h2>{t('reports.total')}</h2>
      <dl class="facts">
        {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-is`}>{value}</dd>])}
      </dl>
    </section>
  );
}
