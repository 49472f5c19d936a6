import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { Table } from '../../ui/table';
import { previewWords, type PreviewWords } from './preview-messages';
import { isPlanned, type Preview, type PreviewStep, windowsOf } from './windows';

/** More names than these are counted. */
const NAMED = 3;

interface StepsProps {
  preview: Preview;
  now: string;
  locale: Locale;
}

/** Every step in which people are waited for, and those that only a failure leads to. */
export function Asked({ preview, now, locale }: StepsProps) {
  const words = previewWords(locale);
  const asking = preview.steps.filter(({ assignees, skipped }) => assignees !== undefined && skipped === undefined);
  if (asking.length === 0) return <p>{words.nobody}</p>;
  const inTime = timesOf(preview, now, locale);
  const rows = asking.map((step) => ({
    key: step.id,
    cells: [
      step.title,
      <Who key="who" step={step} words={words} />,
      step.branch ? words.onlyOnFailure : inTime(step).from,
    ],
  }));
  return <Table head={[words.step, words.who, words.from]} rows={rows} />;
}

function Who({ step: { assignees, standIns = [] }, words }: { step: PreviewStep; words: PreviewWords }) {
  const people = assignees?.people ?? [];
  const nameOf = (email: string) => people.find((person) => person.email === email)?.name ?? email;
  const named = people.slice(0, NAMED).map(({ name }) => name);
  return (
    <>
      {named.join(', ') || assignees?.label} {people.length > NAMED && words.more(people.length - NAMED)}
      {standIns.map(({ of, deputy }) => (
        <span class="more" key={of}>
          {words.standsIn(nameOf(of), deputy.name)}
        </span>
      ))}
    </>
  );
}

/** The whole plan as a table: what the drawing shows, in words. */
export function AllSteps({ preview, now, locale }: StepsProps) {
  const words = previewWords(locale);
  const inTime = timesOf(preview, now, locale);
  const rows = preview.steps.map((step) => ({
    key: step.id,
    cells: [
      <>
        {step.title}
        <span class="more">{step.skipped ? words.leftOut(step.skipped) : words.kinds[step.kind]}</span>
      </>,
      step.branch ? words.onlyOnFailure : inTime(step).from,
      inTime(step).until,
    ],
  }));
  return (
    <details>
      <summary>{words.allSteps(preview.steps.length)}</summary>
      <Table head={[words.step, words.from, words.until]} rows={rows} />
    </details>
  );
}

/** The window of a step by the clock of the place; nothing for a step that is not to run. */
function timesOf(preview: Preview, now: string, locale: Locale) {
  const windows = new Map(windowsOf(preview, now).map((window) => [window.step.id, window]));
  const at = (instant: string) => formatsOf(locale).instant(instant, preview.dayOne.timeZone);
  return (step: PreviewStep): { from: string; until: string } => {
    const window = isPlanned(step) ? windows.get(step.id) : undefined;
    if (window === undefined) return { from: '–', until: '–' };
    return {
      from: window.from === now ? previewWords(locale).atOnce : at(window.from),
      until: window.until === undefined ? '–' : at(window.until),
    };
  };
}
