import type { Report, ReportGroup } from '../../../api/resources/reports/schema';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { findMessage, getTranslator } from '../../../i18n/translate';
import { Table } from '../../ui/table';
import { BarChart } from './bar-chart';
import { formatDuration, formatPercent } from './format-numbers';

const MAX_CHART_BARS = 12;

/** Time from submission to ready, by group. */
export function GroupSection({ title, groups, locale }: { title: string; groups: ReportGroup[]; locale: Locale }) {
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  const measuredGroups = groups.filter(({ medianSeconds }) => medianSeconds !== undefined).slice(0, MAX_CHART_BARS);
  return (
    <section>
      <h2>{title}</h2>
      {measuredGroups.length > 0 && (
        <BarChart
          title={title}
          legend={t('reports.legend')}
          bars={measuredGroups.map(({ name = '', medianSeconds = 0, p90Seconds }) => ({
            name,
            value: medianSeconds,
            behind: p90Seconds,
          }))}
        />
      )}
      <Table
        label={title}
        head={[
          t('reports.name'),
          t('reports.onboardings'),
          t('reports.ready'),
          t('reports.median'),
          t('reports.p90'),
          t('reports.byDayOne'),
        ]}
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
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  return (
    <section>
      <h2>{t('reports.bySteps')}</h2>
      <BarChart
        title={t('reports.bySteps')}
        legend={t('reports.legend')}
        bars={steps.slice(0, MAX_CHART_BARS).map(({ title: name, medianSeconds: value, p90Seconds: behind }) => ({
          name,
          value,
          behind,
        }))}
      />
      <Table
        label={t('reports.bySteps')}
        head={[
          t('reports.step'),
          t('reports.kind'),
          t('reports.done'),
          t('reports.median'),
          t('reports.p90'),
          t('reports.together'),
        ]}
        rows={steps.map((step) => ({
          key: `${step.id}/${step.kind}`,
          cells: [
            step.title,
            t(`reports.kinds.${step.kind}`),
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
  const t = getTranslator(locale);
  const parts = (['approvals', 'tasks', 'activities', 'dates'] as const).map(
    (part) => [part, timeSpent[part]] as const,
  );
  const whole = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
  return (
    <section>
      <h2>{t('reports.timeSpentTitle')}</h2>
      <p>{t('reports.timeSpentIntro')}</p>
      <BarChart
        title={t('reports.timeSpentTitle')}
        bars={parts.map(([part, value]) => ({ name: t(`reports.timeSpent.${part}`), value }))}
      />
      <Table
        label={t('reports.timeSpentTitle')}
        head={[t('reports.waitedFor'), t('reports.together'), t('reports.share')]}
        rows={parts.map(([part, seconds]) => ({
          key: part,
          cells: [
            t(`reports.timeSpent.${part}`),
            formatDuration(seconds, locale),
            formatPercent(seconds, whole, locale),
          ],
        }))}
      />
    </section>
  );
}

export function TerminationSection({ report: { terminations, steps }, locale }: { report: Report; locale: Locale }) {
  const t = getTranslator(locale);
  const formatCause = (cause: string) => findMessage(locale, `reports.causes.${cause}`) ?? cause;
  const findStepTitle = (step: string | undefined) => steps.find(({ id }) => id === step)?.title ?? step;
  const formatTermination = ({ outcome, step, cause }: Report['terminations'][number]) =>
    [t(`reports.outcomes.${outcome}`), findStepTitle(step), formatCause(cause)].filter(Boolean).join(' · ');
  return (
    <section>
      <h2>{t('reports.terminationsTitle')}</h2>
      <BarChart
        title={t('reports.terminationsTitle')}
        bars={terminations
          .slice(0, MAX_CHART_BARS)
          .map((termination) => ({ name: formatTermination(termination), value: termination.onboardings }))}
      />
      <Table
        label={t('reports.terminationsTitle')}
        head={[t('reports.outcome'), t('reports.step'), t('reports.cause'), t('reports.onboardings')]}
        rows={terminations.map(({ outcome, step = '', cause, onboardings }) => ({
          key: `${outcome}/${step}/${cause}`,
          cells: [
            t(`reports.outcomes.${outcome}`),
            findStepTitle(step) || '–',
            formatCause(cause),
            getFormatters(locale).formatNumber(onboardings),
          ],
        }))}
      />
    </section>
  );
}
