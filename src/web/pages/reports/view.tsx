import type { Report } from '../../../api/resources/reports/schema';
import { formatsOf } from '../../i18n/format';
import { Field, type Filled, Select } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { duration, percent } from './numbers';
import { Endings, Groups, Spent, Steps } from './tables';
import { reportWords } from './messages';

interface Shown {
  locale: Locale;
  filled: Filled;
  /** The plans that there are, by name. */
  plans: ReadonlyMap<string, string>;
  /** Nothing where the filters do not fit. */
  report?: Report;
  /** Where the same is as a table. */
  table: string;
}

export function ReportsView({ locale, filled, plans, report, table }: Shown) {
  const words = reportWords(locale);
  return (
    <>
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <Filters locale={locale} filled={filled} plans={plans} />
      {report && <Whole report={report} locale={locale} table={table} plans={plans} />}
    </>
  );
}

/** They stand in the address: a report can be sent to somebody, and found again. */
function Filters({ locale, filled, plans }: Pick<Shown, 'locale' | 'filled' | 'plans'>) {
  const words = reportWords(locale);
  return (
    <form method="get" action="/reports">
      <div class="columns">
        <Field name="from" type="date" label={words.from} filled={filled} />
        <Field name="to" type="date" label={words.to} filled={filled} hint={words.toHint} />
        <Field name="department" label={words.department} filled={filled} maxLength={80} />
        <Select
          name="plan"
          label={words.plan}
          filled={filled}
          none={words.all}
          options={[...plans].map(([value, label]) => ({ value, label }))}
        />
      </div>
      <div class="actions">
        <button>{words.show}</button>
      </div>
    </form>
  );
}

function Whole({ report, locale, table, plans }: Omit<Shown, 'filled'> & { report: Report }) {
  const words = reportWords(locale);
  const byPlan = report.plans.map((group) => ({ ...group, name: plans.get(group.name ?? '') ?? group.name }));
  if (report.total.onboardings === 0) return <p>{words.nothing}</p>;
  return (
    <>
      <Total total={report.total} locale={locale} />
      <p>
        {words.asOf(formatsOf(locale).instant(report.asOf))}{' '}
        <a href={table} download>
          {words.download}
        </a>
      </p>
      <Groups title={words.byPlan} groups={byPlan} locale={locale} />
      <Groups title={words.byDepartment} groups={report.departments} locale={locale} />
      {report.steps.length > 0 && <Steps steps={report.steps} locale={locale} />}
      {report.total.ready > 0 && <Spent spent={report.spent} locale={locale} />}
      {report.endings.length > 0 && <Endings report={report} locale={locale} />}
    </>
  );
}

function Total({ total, locale }: { total: Report['total']; locale: Locale }) {
  const words = reportWords(locale);
  const formats = formatsOf(locale);
  const share = percent(total.readyByDayOne, total.due, locale);
  const facts = [
    [words.onboardings, formats.number(total.onboardings)],
    [words.ready, formats.number(total.ready)],
    [words.median, duration(total.medianSeconds, locale)],
    [words.p90, duration(total.p90Seconds, locale)],
    [words.byDayOne, `${share} (${words.ofDue(formats.number(total.readyByDayOne), formats.number(total.due))})`],
  ];
  return (
    <section>
      <h2>{words.total}</h2>
      <dl class="facts">
        {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}-is`}>{value}</dd>])}
      </dl>
    </section>
  );
}
