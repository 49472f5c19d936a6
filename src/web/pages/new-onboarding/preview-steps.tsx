import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import { Table } from '../../ui/table';
import { previewMessages, type PreviewMessages } from './preview-messages';
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
  const messages = previewMessages(locale);
  const humanSteps = preview.steps.filter(
    ({ assignees, skipReason }) => assignees !== undefined && skipReason === undefined,
  );
  if (humanSteps.length === 0) return <p>{messages.nobody}</p>;
  const formatWindow = createWindowFormatter(preview, now, locale);
  const rows = humanSteps.map((step) => ({
    key: step.id,
    cells: [
      step.title,
      <AssigneeNames key="who" step={step} messages={messages} />,
      step.onlyAsBranch ? messages.onlyOnFailure : formatWindow(step).from,
    ],
  }));
  return <Table head={[messages.step, messages.who, messages.from]} rows={rows} />;
}

function AssigneeNames({
  step: { assignees, substitutes = [] },
  messages,
}: {
  step: PreviewStep;
  messages: PreviewMessages;
}) {
  const people = assignees?.people ?? [];
  const getPersonName = (email: string) => people.find((person) => person.email === email)?.name ?? email;
  const names = people.slice(0, MAX_NAMES).map(({ name }) => name);
  return (
    <>
      {names.join(', ') || assignees?.label} {people.length > MAX_NAMES && messages.more(people.length - MAX_NAMES)}
      {substitutes.map(({ representedEmail, deputy }) => (
        <span class="more" key={representedEmail}>
          {messages.substitute(getPersonName(representedEmail), deputy.name)}
        </span>
      ))}
    </>
  );
}

/** Whole plan as a table, as the text alternative to the chart. */
export function StepTable({ preview, now, locale }: PreviewStepsProps) {
  const messages = previewMessages(locale);
  const formatWindow = createWindowFormatter(preview, now, locale);
  const rows = preview.steps.map((step) => ({
    key: step.id,
    cells: [
      <>
        {step.title}
        <span class="more">{step.skipReason ? messages.leftOut(step.skipReason) : messages.kinds[step.kind]}</span>
      </>,
      step.onlyAsBranch ? messages.onlyOnFailure : formatWindow(step).from,
      formatWindow(step).until,
    ],
  }));
  return (
    <details>
      <summary>{messages.allSteps(preview.steps.length)}</summary>
      <Table head={[messages.step, messages.from, messages.until]} rows={rows} />
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
      from: window.from === now ? previewMessages(locale).atOnce : formatTime(window.from),
      until: window.until === undefined ? '–' : formatTime(window.until),
    };
  };
}
