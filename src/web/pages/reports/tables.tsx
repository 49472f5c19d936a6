import type { Report, ReportGroup } from '../../../api/resources/reports/schema';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { Table } from '../../ui/table';
import { Bars } from './bars';
import { duration, percent } from './numbers';
import { reportWords } from './messages';

const CHARTED = 12;

/** From submission to ready, by what the groups share. */
export function Groups({ title, groups, locale }: { title: string; groups: ReportGroup[]; locale: Locale }) {
  const words = reportWords(locale);
  const formats = formatsOf(locale);
  const measured = groups.filter(({ medianSeconds }) => medianSeconds !== undefined).slice(0, CHARTED);
  return (
    <section>
      <h2>{title}</h2>
      {measured.length > 0 && (
        <Bars
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
            formats.number(group.onboardings),
            formats.number(group.ready),
            duration(group.medianSeconds, locale),
            duration(group.p90Seconds, locale),
            percent(group.readyByDayOne, group.due, locale),
          ],
        }))}
      />
    </section>
  );
}

export function Steps({ steps, locale }: { steps: Report['steps']; locale: Locale }) {
  const words = reportWords(locale);
  const formats = formatsOf(locale);
  return (
    <section>
      <h2>{words.bySteps}</h2>
      <Bars
        title={words.bySteps}
        legend={words.legend}
        bars={steps.slice(0, CHARTED).map(({ title: name, medianSeconds: value, p90Seconds: behind }) => ({
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
            formats.number(step.done),
            duration(step.medianSeconds, locale),
            duration(step.p90Seconds, locale),
            duration(step.totalSeconds, locale),
          ],
        }))}
      />
    </section>
  );
}

export function Spent({ spent, locale }: { spent: Report['spent']; locale: Locale }) {
  const words = reportWords(locale);
  const parts = (['approvals', 'tasks', 'activities', 'dates'] as const).map((part) => [part, spent[part]] as const);
  const whole = parts.reduce((sum, [, seconds]) => sum + seconds, 0);
  return (
    <section>
      <h2>{words.spentTitle}</h2>
      <p>{words.spentIntro}</p>
      <Bars title={words.spentTitle} bars={parts.map(([part, value]) => ({ name: words.spent[part], value }))} />
      <Table
        label={words.spentTitle}
        head={[words.waitedFor, words.together, words.share]}
        rows={parts.map(([part, seconds]) => ({
          key: part,
          cells: [words.spent[part], duration(seconds, locale), percent(seconds, whole, locale)],
        }))}
      />
    </section>
  );
}

export function Endings({ report: { endings, steps }, locale }: { report: Report; locale: Locale }) {
  const words = reportWords(locale);
  const causeOf = (cause: string) => words.causes[cause] ?? cause;
  const titleOf = (step: string | undefined) => steps.find(({ id }) => id === step)?.title ?? step;
  const nameOf = ({ outcome, step, cause }: Report['endings'][number]) =>
    [words.outcomes[outcome], titleOf(step), causeOf(cause)].filter(Boolean).join(' · ');
  return (
    <section>
      <h2>{words.endingsTitle}</h2>
      <Bars
        title={words.endingsTitle}
        bars={endings.slice(0, CHARTED).map((ending) => ({ name: nameOf(ending), value: ending.onboardings }))}
      />
      <Table
        label={words.endingsTitle}
        head={[words.outcome, words.step, words.cause, words.onboardings]}
        rows={endings.map(({ outcome, step = '', cause, onboardings }) => ({
          key: `${outcome}/${step}/${cause}`,
          cells: [words.outcomes[outcome], titleOf(step) || '–', causeOf(cause), formatsOf(locale).number(onboardings)],
        }))}
      />
    </section>
  );
}
