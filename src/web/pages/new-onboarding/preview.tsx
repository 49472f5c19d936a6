import type { FieldError } from '../../../lib/errors';
import { Gantt } from '../../ui/charts/gantt';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { ReadinessBadge } from '../../ui/status-badge';
import { previewWords } from './preview-messages';
import { labelsIn } from '../../i18n/field-labels';
import { AllSteps, Asked } from './preview-steps';
import { type Preview, windowsOf } from './windows';

/** What is known of what would happen: nothing yet, what is in the way, or the plan. */
export type Outcome =
  | { is: 'unasked' }
  /** `missing`: fields that are empty; `wrong`: fields that do not fit; `detail`: why no plan can be made. */
  | { is: 'refused'; missing: readonly FieldError[]; wrong: readonly FieldError[]; detail?: string }
  | { is: 'planned'; preview: Preview; planTitle: string; isChosen: boolean; now: string };

interface OutcomeProps {
  outcome: Outcome;
  locale: Locale;
}

/** Beside the form; asks again whenever something there changes. */
export function PreviewPane({ outcome, locale }: OutcomeProps) {
  return (
    <aside
      id="preview"
      aria-labelledby="preview-title"
      hx-post="/onboardings/new/preview"
      hx-include="#request"
      hx-trigger="load, input from:#request delay:500ms, change from:#request delay:300ms"
      hx-target="#outcome"
      hx-sync="this:replace"
    >
      <h2 id="preview-title">{previewWords(locale).title}</h2>
      <div id="outcome">
        <OutcomeOf outcome={outcome} locale={locale} />
      </div>
    </aside>
  );
}

export function OutcomeOf({ outcome, locale }: OutcomeProps) {
  const words = previewWords(locale);
  if (outcome.is === 'planned') return <Planned {...outcome} locale={locale} />;
  if (outcome.is === 'refused') return <Refused {...outcome} locale={locale} />;
  return (
    <>
      <p>{words.begin}</p>
      <noscript>
        <p>{words.pressPreview}</p>
      </noscript>
    </>
  );
}

function Refused({ missing, wrong, detail, locale }: Extract<Outcome, { is: 'refused' }> & { locale: Locale }) {
  const words = previewWords(locale);
  const labels = labelsIn(locale);
  return (
    <>
      {wrong.length > 0 && (
        <>
          <p role="status">{words.doesNotFit}</p>
          <ul>
            {wrong.map(({ field, message }) => (
              <li key={field}>
                <a href={`#${field}`}>{labels[field] ?? field}</a> {message}
              </li>
            ))}
          </ul>
        </>
      )}
      {missing.length > 0 && (
        <>
          <p>{words.stillNeeded}</p>
          <ul>
            {missing.map(({ field }) => (
              <li key={field}>
                <a href={`#${field}`}>{labels[field] ?? field}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {detail && (
        <p role="status">
          {words.noPlan} {detail}
        </p>
      )}
    </>
  );
}

function Planned(planned: Extract<Outcome, { is: 'planned' }> & { locale: Locale }) {
  const { preview, planTitle, isChosen, now, locale } = planned;
  const words = previewWords(locale);
  const formats = formatsOf(locale);
  return (
    <>
      <p role="status">
        {words.readiness}: <ReadinessBadge readiness={preview.readiness} locale={locale} /> <Cause {...planned} />
      </p>
      <dl class="facts">
        <dt>{words.plan}</dt>
        <dd>
          {planTitle} ({isChosen ? words.byYou : words.byRule})
        </dd>
        <dt>{words.dayOne}</dt>
        <dd>
          {formats.date(preview.dayOne.date)}, {preview.dayOne.location} ({preview.dayOne.timeZone})
          {preview.dayOne.isDayOff && <strong class="more">{words.isDayOff}</strong>}
        </dd>
        <dt>{words.cost}</dt>
        <dd>{formats.money(preview.cost.amountCents, preview.cost.currency)}</dd>
      </dl>
      <Gantt
        rows={windowsOf(preview, now).map(({ step, from, until }) => ({ ...step, startAt: from, endAt: until }))}
        dayOne={preview.dayOne.startsAt}
        now={now}
        timeZone={preview.dayOne.timeZone}
        locale={locale}
      />
      <h3>{words.asked}</h3>
      <Asked preview={preview} now={now} locale={locale} />
      <AllSteps preview={preview} now={now} locale={locale} />
    </>
  );
}

/** Why it is late or at risk; else, until when it is not. */
function Cause({ preview, locale }: { preview: Preview; locale: Locale }) {
  const words = previewWords(locale);
  const at = (instant: string) => formatsOf(locale).instant(instant, preview.dayOne.timeZone);
  const { readiness, readinessCause, atRiskAt, steps } = preview;
  const step = steps.find(({ id }) => id === readinessCause);
  if (readiness === 'on-track' || step?.beginBy === undefined)
    return <>{atRiskAt && readiness === 'on-track' && words.onTrackUntil(at(atRiskAt))}</>;
  const inWords = readiness === 'late' ? words.late : words.atRisk;
  return <strong>{inWords(step.title, at(step.beginBy.latest))}</strong>;
}
