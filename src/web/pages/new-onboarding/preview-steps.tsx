import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import { Table } from '../../ui/table';
import { isExpectedToRun, type Preview, type PreviewStep, computeStepWindows } from './step-windows';

/** Further names are only counted. */
const MAX_NAMES = 3;

interface PreviewStepsProps {
  preview: Preview;
  now: string;
  locale: Locale;
}

/** Steps with assignees, including those that run only after a failure. */
export function AssigneeTable({ preview, now, locale }: PreviewStepsProps) {
  const t = getTranslator(locale);
  const humanSteps = preview.steps.filter(({ assignees, reason }) => assignees !== undefined && reason === undefined);
  if (humanSteps.length === 0) return <p>{t('preview.nobody')}</p>;
  const formatWindow = createWindowFormatter(preview, now, locale);
  const rows = humanSteps.map((step) => ({
    key: step.id,
    cells: [
      step.title,
      <AssigneeNames key="who" step={step} locale={locale} />,
      step.onlyAsBranch ? t('preview.onlyOnFailure') : formatWindow(step).from,
    ],
  }));
  return <Table head={[t('preview.step'), t('preview.who'), t('preview.from')]} rows={rows} />;
}

function AssigneeNames({ step: { assignees, substitutes = [] }, locale }: { step: PreviewStep; locale: Locale }) {
  const t = getTranslator(locale);
  const people = assignees?.people ?? [];
  const getPersonName = (email: string) => people.find((person) => person.email === email)?.name ?? email;
  const names = people.slice(0, MAX_NAMES).map(({ name }) => name);
  return (
    <>
      {names.join(', ') || assignees?.label}{' '}
      {people.length > MAX_NAMES && t('preview.more', { count: people.length - MAX_NAMES })}
      {substitutes.map(({ representedEmail, deputy }) => (
        <span class="more" key={representedEmail}>
          {t('preview.substitute', { representedName: getPersonName(representedEmail), deputyName: deputy.name })}
        </span>
      ))}
    </>
  );
}

/** Whole plan as a table, as the text alternative to the chart. */
export function StepTable({ preview, now, locale }: PreviewStepsProps) {
  const t = getTranslator(locale);
  const formatWindow = createWindowFormatter(preview, now, locale);
  const rows = preview.steps.map((step) => ({
    key: step.id,
    cells: [
      <>
        {step.title}
        <span class="more">{step.message ?? t(`preview.kinds.${step.kind}`)}</span>
      </>,
      step.onlyAsBranch ? t('preview.onlyOnFailure') : formatWindow(step).from,
      formatWindow(step).until,
    ],
  }));
  return (
    <details>
      <summary>{t('preview.allSteps', { count: preview.steps.length })}</summary>
      <Table head={[t('preview.step'), t('preview.from'), t('preview.until')]} rows={rows} />
    </details>
  );
}

/** Formats step windows in the location's time zone; a dash for a step not expected to run. */
function createWindowFormatter(preview: Preview, now: string, locale: Locale) {
  const windows = new Map(computeStepWindows(preview, now).map((window) => [window.step.id, window]));
  const formatTime = (instant: string) => getFormatters(locale).formatInstant(instant, preview.dayOne.timeZone);
  return (step: PreviewStep): { from: string; until: string } => {
    const window = isExpectedToRun(step) ? windows.get(step.id) : undefined;
    if (window === undefined) return { from: '–', until: '–' };
    return {
      from: window.from === now ? translate(locale, 'preview.atOnce') : formatTime(window.from),
      until: window.until === undefined ? '–' : formatTime(window.until),
    };
  };
}
