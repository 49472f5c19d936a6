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
  const messages = reportMessages(locale);
  const formatters = getFormatters(locale);
  const measuredGroups = groups.filter(({ medianSeconds }) => medianSeconds !== undefined).slice(0, MAX_CHART_BARS);
  return (
    <section>
      <h2>{title}</h2>
      {measuredGroups.length > 0 && (
        <BarChart
          title={title}
          legend={messages.legend}
          bars={measuredGroups.map(({ name = '', medianSeconds = 0, p90Seconds }) => ({
            name,
            value: medianSeconds,
            behind: p90Seconds,
          }))}
        />
      )}
      <Table
        label={title}
        head={[messages.name, messages.onboardings, messages.ready, messages.median, messages.p90, messages.byDayOne]}
        rows={groups.map((group) => ({
          key: group.name ?? '',
          cells: [
            group.name,
            formatters.formatNumber(group.onboardings),
            formatters.formatNumber(group.ready),
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
  const messages = reportMessages(locale);
  const formatters = getFormatters(locale);
  return (
    <section>
      <h2>{messages.bySteps}</h2>
      <BarChart
        title={messages.bySteps}
        legend={messages.legend}
        bars={steps.slice(0, MAX_CHART_BARS).map(({ title: name, medianSeconds: value, p90Seconds: behind }) => ({
          name,
          value,
          behind,
        }))}
      />
      <Table
        label={messages.bySteps}
        head={[messages.step, messages.kind, messages.done, messages.median, messages.p90, messages.together]}
        rows={steps.map((step) => ({
          key: `${step.id}/${step.kind}`,
          cells: [
            step.title,
            messages.kinds[step.kind],
            formatters.formatNumber(step.done),
            formatDuration(step.medianSeconds, locale),
            formatDuration(step.p90Seconds, locale),
            formatDuration(step.totalSeconds, locale),
          ],
        }))}
      />
    </section>
  );
}

export function TimeSpentSection({ timeSpent, locale }: { timeSpent: Report['timeSpent']; locale: Locale }) {
  const messages = reportMessages(locale);
  const parts = (['approvals', 'tasks', 'activities', 'dates'] as const).map(
    (part) => [part, timeSpent[part]] as const,
  );
  const whole = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
  return (
    <section>
      <h2>{messages.timeSpentTitle}</h2>
      <p>{messages.timeSpentIntro}</p>
      <BarChart
        title={messages.timeSpentTitle}
        bars={parts.map(([part, value]) => ({ name: messages.timeSpent[part], value }))}
      />
      <Table
        label={messages.timeSpentTitle}
        head={[messages.waitedFor, messages.together, messages.share]}
        rows={parts.map(([part, seconds]) => ({
          key: part,
          cells: [messages.timeSpent[part], formatDuration(seconds, locale), formatPercent(seconds, whole, locale)],
        }))}
      />
    </section>
  );
}

export function TerminationSection({ report: { terminations, steps }, locale }: { report: Report; locale: Locale }) {
  const messages = reportMessages(locale);
  const formatCause = (cause: string) => messages.causes[cause] ?? cause;
  const findStepTitle = (step: string | undefined) => steps.find(({ id }) => id === step)?.title ?? step;
  const formatTermination = ({ outcome, step, cause }: Report['terminations'][number]) =>
    [messages.outcomes[outcome], findStepTitle(step), formatCause(cause)].filter(Boolean).join(' · ');
  return (
    <section>
      <h2>{messages.terminationsTitle}</h2>
      <BarChart
        title={messages.terminationsTitle}
        bars={terminations
          .slice(0, MAX_CHART_BARS)
          .map((termination) => ({ name: formatTermination(termination), value: termination.onboardings }))}
      />
      <Table
        label={messages.terminationsTitle}
        head={[messages.outcome, messages.step, messages.cause, messages.onboardings]}
        rows={terminations.map(({ outcome, step = '', cause, onboardings }) => ({
          key: `${outcome}/${step}/${cause}`,
          cells: [
            messages.outcomes[outcome],
            findStepTitle(step) || '–',
            formatCause(cause),
            getFormatters(locale).formatNumber(onboardings),
          ],
        }))}
      />
    </section>
  );
}
