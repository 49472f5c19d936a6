import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import { getFieldLabel } from '../../i18n/field-labels';
import { Gantt } from '../../ui/charts/gantt';
import type { FormError } from '../../ui/forms';
import { ReadinessBadge } from '../../ui/status-badge';
import { WarningList } from '../../ui/warning-list';
import { PlannedAccess } from './planned-access';
import { StepTable, AssigneeTable } from './preview-steps';
import { type Preview, computeStepWindows } from './step-windows';

export type PreviewOutcome =
  | { kind: 'none' }
  /** `missing`: empty fields; `invalid`: rejected fields; `detail`: why no plan can be made. */
  | { kind: 'invalid'; missing: readonly FormError[]; invalid: readonly FormError[]; detail?: string }
  | ({ kind: 'planned'; preview: Preview; planTitle: string; isPlanChosen: boolean; now: string } & Pick<
      Parameters<typeof PlannedAccess>[0],
      'requested'
    >);

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
      <h2 id="preview-title">{translate(locale, 'preview.title')}</h2>
      <div id="outcome">
        <PreviewOutcomeView outcome={outcome} locale={locale} />
      </div>
    </aside>
  );
}

export function PreviewOutcomeView({ outcome, locale }: PreviewOutcomeProps) {
  const t = getTranslator(locale);
  if (outcome.kind === 'planned') return <PlanPreviewDetails {...outcome} locale={locale} />;
  if (outcome.kind === 'invalid') return <PreviewProblems {...outcome} locale={locale} />;
  return (
    <>
      <p>{t('preview.begin')}</p>
      <noscript>
        <p>{t('preview.pressPreview')}</p>
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
  const t = getTranslator(locale);
  return (
    <>
      {invalid.length > 0 && (
        <>
          <p role="status">{t('preview.doesNotFit')}</p>
          <ul>
            {invalid.map(({ field, message }) => (
              <li key={field}>
                <a href={`#${field}`}>{getFieldLabel(locale, field)}</a>: {message}
              </li>
            ))}
          </ul>
        </>
      )}
      {missing.length > 0 && (
        <>
          <p>{t('preview.stillNeeded')}</p>
          <ul>
            {missing.map(({ field }) => (
              <li key={field}>
                <a href={`#${field}`}>{getFieldLabel(locale, field)}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {detail && (
        <p role="status">
          {t('preview.noPlan')} {detail}
        </p>
      )}
    </>
  );
}

function PlanPreviewDetails(props: Extract<PreviewOutcome, { kind: 'planned' }> & { locale: Locale }) {
  const { preview, requested, planTitle, isPlanChosen, now, locale } = props;
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  return (
    <>
      <p role="status">
        {t('preview.readiness')}: <ReadinessBadge readiness={preview.readiness} locale={locale} />{' '}
        <ReadinessNote {...props} />
      </p>
      <WarningList warnings={preview.warnings} locale={locale} getFormField={getFormField} />
      <dl class="facts">
        <dt>{t('preview.plan')}</dt>
        <dd>
          {planTitle} ({isPlanChosen ? t('preview.byYou') : t('preview.byRule')})
        </dd>
        <dt>{t('preview.dayOne')}</dt>
        <dd>
          {formatters.formatDate(preview.dayOne.date)}, {preview.dayOne.location} ({preview.dayOne.timeZone})
        </dd>
        <PlannedAccess access={preview.access} requested={requested} locale={locale} />
        <dt>{t('preview.cost')}</dt>
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
      <h3>{t('preview.assigneesHeading')}</h3>
      <AssigneeTable preview={preview} now={now} locale={locale} />
      <StepTable preview={preview} now={now} locale={locale} />
    </>
  );
}

/** Form field of a field of the API: one input holds a whole list. */
const getFormField = (field: string): string => field.replace(/\.\d+$/, '');

/** Instant until which it stays on track; a warning names the cause of being late or at risk. */
function ReadinessNote({ preview, locale }: { preview: Preview; locale: Locale }) {
  const { readiness, atRiskAt, dayOne } = preview;
  if (readiness !== 'on-track' || atRiskAt === undefined) return null;
  const instant = getFormatters(locale).formatInstant(atRiskAt, dayOne.timeZone);
  return <>{translate(locale, 'preview.onTrackUntil', { instant })}</>;
}
