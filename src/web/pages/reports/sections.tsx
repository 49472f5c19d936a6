import type { Report, ReportGroup } from '../../../api/resources/reports/schema';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import { Table } from '../../ui/table';
import { BarChart } from './bar-chart';
import { formatDuration, formatPercent } from './format-numbers';
import { reportMessages } from './messages';

const MAX_CHART_BARS = 12;

/** Time from submission to ready, by group. */
export function GroupSection({ title, groups, locale }: { title: string; groups: ReportGroup[]; locale: Locale }) {
  const words = reportMessages(locale);
  const formats = getFormatters(locale);
  const measured = groups.filter(({ medianSeconds }) => medianSeconds !== undefined).slice(0, MAX_CHART_BARS);
  return (
    <section>
      <h2>{title}</h2>
      {measured.length > 0 && (
        <BarChart
          title={title}
          legend={words.legend}
          bars={measured.map(({ name = '', medianSeconds = 0, p90Seconds }) => ({
            name,
            value: medianSeconds,
            behind: p90Seconds,
          }))}
        />
      )}
      <Table
        label={title}
        head={[words.name, words.onboardings, words.ready, words.median, words.p90, words.byDayOne]}
        rows={groups.map((group) => ({
          key: group.name ?? '',
          cells: [
            group.name,
            formats.formatNumber(group.onboardings),
            formats.formatNumber(group.ready),
            formatDuration(group.medianSeconds, locale),
            formatDuration(group.p90Seconds, locale),
            formatPercent(group.readyByDayOne, group.due, locale),
          ],
        }))}
      />
    </section>
  );
}

export function StepSection({ steps, locale }: { steps: Report['steps']; locale: Locale }) {
  const words = reportMessages(locale);
  const formats = getFormatters(locale);
  return (
    <section>
      <h2>{words.bySteps}</h2>
      <BarChart
        title={words.bySteps}
        legend={words.legend}
        bars={steps.slice(0, MAX_CHART_BARS).map(({ title: name, medianSeconds: value, p90Seconds: behind }) => ({
          name,
          value,
          behind,
        }))}
      />
      <Table
        label={words.bySteps}
        head={[words.step, words.kind, words.done, words.median, words.p90, words.together]}
        rows={steps.map((step) => ({
          key: `${step.id}/${step.kind}`,
          cells: [
            step.title,
            words.kinds[step.kind],
            formats.formatNumber(step.done),
            formatDuration(step.medianSeconds, locale),
            formatDuration(step.p90Seconds, locale),
            formatDuration(step.totalSeconds, locale),
          ],
        }))}
      />
    </section>
  );
}

export function TimeSpentSection({ spent, locale }: { spent: Report['spent']; locale: Locale }) {
  const words = reportMessages(locale);
  const parts = (['approvals', 'tasks', 'activities', 'dates'] as const).map((part) => [part, spent[part]] as const);
  const whole = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
  return (
    <section>
      <h2>{words.spentTitle}</h2>
      <p>{words.spentIntro}</p>
      <BarChart title={words.spentTitle} bars={parts.map(([part, value]) => ({ name: words.spent[part], value }))} />
      <Table
        label={words.spentTitle}
        head={[words.waitedFor, words.together, words.share]}
        rows={parts.map(([part, seconds]) => ({
          key: part,
          cells: [words.spent[part], formatDuration(seconds, locale), formatPercent(seconds, whole, locale)],
        }))}
      />
    </section>
  );
}

export function TerminationSection({ report: { endings, steps }, locale }: { report: Report; locale: Locale }) {
  const words = reportMessages(locale);
  const formatCause = (cause: string) => words.causes[cause] ?? cause;
  const findStepTitle = (step: string | undefined) => steps.find(({ id }) => id === step)?.title ?? step;
  const formatTermination = ({ outcome, step, cause }: Report['endings'][number]) =>
    [words.outcomes[outcome], findStepTitle(step), formatCause(cause)].filter(Boolean).join(' · ');
  return (
    <section>
      <h2>{words.endingsTitle}</h2>
      <BarChart
        title={words.endingsTitle}
        bars={endings
          .slice(0, MAX_CHART_BARS)
          .map((ending) => ({ name: formatTermination(ending), value: ending.onboardings }))}
      />
      <Table
        label={words.endingsTitle}
        head={[words.outcome, words.step, words.cause, words.onboardings]}
        rows={endings.map(({ outcome, step = '', cause, onboardings }) => ({
          key: `${outcome}/${step}/${cause}`,
          cells: [
            words.outcomes[outcome],
            findStepTitle(step) || '–',
            formatCause(cause),
            getFormatters(locale).formatNumber(onboardings),
          ],
        }))}
      />
    </section>
  );
}
