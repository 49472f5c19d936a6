import type { FieldError } from '../../../lib/errors';
import { Gantt } from '../../ui/charts/gantt';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import { ReadinessBadge } from '../../ui/status-badge';
import { previewMessages } from './preview-messages';
import { fieldLabels } from '../../i18n/field-labels';
import { StepTable, AssigneeTable } from './preview-steps';
import { type Preview, computeStepWindows } from './step-windows';

export type PreviewOutcome =
  | { kind: 'none' }
  /** `missing`: empty fields; `invalid`: rejected fields; `detail`: why no plan can be made. */
  | { kind: 'invalid'; missing: readonly FieldError[]; invalid: readonly FieldError[]; detail?: string }
  | { kind: 'planned'; preview: Preview; planTitle: string; isPlanChosen: boolean; now: string };

interface PreviewOutcomeProps {
  outcome: PreviewOutcome;
  locale: Locale;
}

/** Reloads the preview whenever the form changes. */
export function PreviewPane({ outcome, locale }: PreviewOutcomeProps) {
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
      <h2 id="preview-title">{previewMessages(locale).title}</h2>
      <div id="outcome">
        <PreviewOutcomeView outcome={outcome} locale={locale} />
      </div>
    </aside>
  );
}

export function PreviewOutcomeView({ outcome, locale }: PreviewOutcomeProps) {
  const messages = previewMessages(locale);
  if (outcome.kind === 'planned') return <PlanPreviewDetails {...outcome} locale={locale} />;
  if (outcome.kind === 'invalid') return <PreviewProblems {...outcome} locale={locale} />;
  return (
    <>
      <p>{messages.begin}</p>
      <noscript>
        <p>{messages.pressPreview}</p>
      </noscript>
    </>
  );
}

function PreviewProblems({
  missing,
  invalid,
  detail,
  locale,
}: Extract<PreviewOutcome, { kind: 'invalid' }> & { locale: Locale }) {
  const messages = previewMessages(locale);
  const labels = fieldLabels(locale);
  return (
    <>
      {invalid.length > 0 && (
        <>
          <p role="status">{messages.doesNotFit}</p>
          <ul>
            {invalid.map(({ field, message }) => (
              <li key={field}>
                <a href={`#${field}`}>{labels[field] ?? field}</a> {message}
              </li>
            ))}
          </ul>
        </>
      )}
      {missing.length > 0 && (
        <>
          <p>{messages.stillNeeded}</p>
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
          {messages.noPlan} {detail}
        </p>
      )}
    </>
  );
}

function PlanPreviewDetails(props: Extract<PreviewOutcome, { kind: 'planned' }> & { locale: Locale }) {
  const { preview, planTitle, isPlanChosen, now, locale } = props;
  const messages = previewMessages(locale);
  const formatters = getFormatters(locale);
  return (
    <>
      <p role="status">
        {messages.readiness}: <ReadinessBadge readiness={preview.readiness} locale={locale} />{' '}
        <ReadinessNote {...props} />
      </p>
      <dl class="facts">
        <dt>{messages.plan}</dt>
        <dd>
          {planTitle} ({isPlanChosen ? messages.byYou : messages.byRule})
        </dd>
        <dt>{messages.dayOne}</dt>
        <dd>
          {formatters.formatDate(preview.dayOne.date)}, {preview.dayOne.location} ({preview.dayOne.timeZone})
          {preview.dayOne.isDayOff && <strong class="more">{messages.isDayOff}</strong>}
        </dd>
        <dt>{messages.cost}</dt>
        <dd>{formatters.formatMoney(preview.cost.amountCents, preview.cost.currency)}</dd>
      </dl>
      <Gantt
        rows={computeStepWindows(preview, now).map(({ step, from, until }) => ({
          ...step,
          startAt: from,
          endAt: until,
        }))}
        dayOne={preview.dayOne.startsAt}
        now={now}
        timeZone={preview.dayOne.timeZone}
        locale={locale}
      />
      <h3>{messages.assigneesHeading}</h3>
      <AssigneeTable preview={preview} now={now} locale={locale} />
      <StepTable preview={preview} now={now} locale={locale} />
    </>
  );
}

/** Cause of being late or at risk, otherwise the instant until which it stays on track. */
function ReadinessNote({ preview, locale }: { preview: Preview; locale: Locale }) {
  const messages = previewMessages(locale);
  const formatTime = (instant: string) => getFormatters(locale).formatInstant(instant, preview.dayOne.timeZone);
  const { readiness, readinessCause, atRiskAt, steps } = preview;
  const step = steps.find(({ id }) => id === readinessCause);
  if (readiness === 'on-track' || step?.beginBy === undefined)
    return <>{atRiskAt && readiness === 'on-track' && messages.onTrackUntil(formatTime(atRiskAt))}</>;
  const formatCause = readiness === 'late' ? messages.late : messages.atRisk;
  return <strong>{formatCause(step.title, formatTime(step.beginBy.latest))}</strong>;
}
