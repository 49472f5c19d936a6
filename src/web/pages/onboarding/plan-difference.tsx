import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { createReasonReader, type ReasonReader } from '../../../i18n/render-reason';
import { getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { ReadinessBadge } from '../../ui/status-badge';
import { Table } from '../../ui/table';
import { WarningList } from '../../ui/warning-list';

export type PlanDifference = ApiResponseBodies['POST /onboardings/{id}/amend/preview'];

/** Differences that a change of the plan would make. */
export function PlanDifferenceSection({
  view,
  difference,
  locale,
}: {
  view: OnboardingResponse;
  difference: PlanDifference;
  locale: Locale;
}) {
  const t = getTranslator(locale);
  const reader = createReasonReader(view, locale);
  const { getStepTitle } = reader;
  const formatMovedInstant = (at?: string) =>
    at === undefined ? '–' : getFormatters(locale).formatInstant(at, view.timeZone);
  const rows = difference.moved.map(({ step, field, from, to }) => ({
    key: `${step}/${field}`,
    cells: [`${getStepTitle(step)}, ${t(`onboarding.${field}`)}`, formatMovedInstant(from), formatMovedInstant(to)],
  }));
  return (
    <>
      <p>
        <ReadinessBadge readiness={difference.readiness} locale={locale} />{' '}
        {difference.readinessCause && t('onboarding.because', { step: getStepTitle(difference.readinessCause) })}
      </p>
      <WarningList warnings={difference.warnings} locale={locale} />
      {difference.requiresReapproval && <p>{t('onboarding.requiresReapproval')}</p>}
      <CorrectionList difference={difference} reader={reader} />
      {difference.moved.length === 0 && <p>{t('onboarding.nothingMoves')}</p>}
      {difference.moved.length > 0 && (
        <Table head={[t('onboarding.what'), t('onboarding.before'), t('onboarding.after')]} rows={rows} />
      )}
    </>
  );
}

/** Lists the steps that have used changed data, each with its consequence; empty without any. */
function CorrectionList({ difference, reader }: { difference: PlanDifference; reader: ReasonReader }) {
  if (difference.corrections.length === 0) return null;
  const t = getTranslator(reader.locale);
  return (
    <section class="corrections">
      <h3>{t('onboarding.corrections')}</h3>
      <ul>
        {difference.corrections.map(({ step, kind }) => (
          <li key={step}>{t(`onboarding.correction.${kind}`, { step: reader.getStepTitle(step) })}</li>
        ))}
      </ul>
    </section>
  );
}
