import { formatEmployeeName } from '../../../domain/employee-name';
import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import { listAllowedChanges } from '../../../domain/onboarding/allowed-actions';
import { hasAnyRole } from '../../../domain/roles';
import { isFinal } from '../../../domain/status';
import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import type { Locale } from '../../../i18n/locales';
import { createReasonReader } from '../../../i18n/render-reason';
import { getTranslator, translate } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { PlanGraph } from '../../ui/charts/plan-graph';
import type { TitleLookup } from '../../ui/load-titles';
import { ReadinessBadge, StatusBadge } from '../../ui/status-badge';
import { getStepAppearance } from '../../ui/step-appearance';
import { canOpenPage } from '../../access';
import { canBeResubmitted } from '../new-onboarding/prefill';
import { HireFacts } from '../tasks/hire-facts';
import { Schedule } from '../tasks/schedule';
import { ResponseList } from '../tasks/step-responses';
import { HoldingList, SkippableSteps, Timeline, OpenRequests, RetriedSteps } from './sections';

interface OnboardingProps {
  view: OnboardingResponse;
  holdings: ApiResponseBodies['GET /onboardings/{id}/holdings'];
  principal: AuthenticatedPrincipal;
  /** Workflow in the Temporal UI. */
  temporalUrl?: string;
  titles: TitleLookup;
  locale: Locale;
}

/** Updates itself by server-sent events while the onboarding runs. */
export function OnboardingDetails(props: OnboardingProps) {
  const { view } = props;
  const path = `/onboardings/${view.id}`;
  const eventStreamAttributes = isFinal(view.status) ? {} : { 'hx-ext': 'sse', 'sse-connect': `/api/v1${path}/events` };
  const refreshTrigger = 'sse:timeline delay:200ms, sse:status delay:200ms, sse:attempts delay:200ms';
  return (
    <div {...eventStreamAttributes}>
      <div id="live" hx-get={`${path}/live`} hx-trigger={refreshTrigger} hx-swap="innerHTML">
        <OnboardingLiveSection {...props} />
      </div>
    </div>
  );
}

/** Part of the page that is replaced on every event. */
export function OnboardingLiveSection({ view, holdings, principal, temporalUrl, titles, locale }: OnboardingProps) {
  const t = getTranslator(locale);
  return (
    <>
      <h1>{formatEmployeeName(view.request)}</h1>
      <StatusSummary view={view} locale={locale} />
      <OnboardingActions view={view} principal={principal} temporalUrl={temporalUrl} locale={locale} />
      <div class="columns">
        <div>
          <HireFacts view={view} titles={titles} locale={locale} />
          <ResponseList view={view} locale={locale} />
        </div>
        <div>
          <RetriedSteps view={view} locale={locale} />
          <OpenRequests view={view} principal={principal} locale={locale} />
          <SkippableSteps view={view} principal={principal} locale={locale} />
          <h2>{t('onboarding.holdings')}</h2>
          <HoldingList holdings={holdings} view={view} locale={locale} />
        </div>
      </div>
      <h2>{t('onboarding.graph')}</h2>
      <PlanGraph steps={view.steps.map((step) => ({ ...step, status: getStepAppearance(step) }))} locale={locale} />
      <h2>{t('onboarding.schedule')}</h2>
      <Schedule view={view} locale={locale} />
      <h2>{t('onboarding.happened')}</h2>
      <Timeline view={view} locale={locale} />
    </>
  );
}

function StatusSummary({ view, locale }: { view: OnboardingResponse; locale: Locale }) {
  const { status, readiness, readinessCause, termination, incident } = view;
  const reader = createReasonReader(view, locale);
  const cause = readinessCause && reader.getStepTitle(readinessCause);
  return (
    <>
      <p>
        <StatusBadge status={status} locale={locale} />{' '}
        {!isFinal(status) && <ReadinessBadge readiness={readiness} locale={locale} />}{' '}
        {cause && !isFinal(status) && translate(locale, 'onboarding.because', { step: cause })}
      </p>
      {termination?.message && <p>{termination.message}</p>}
      {termination?.comment && <p>{termination.comment}</p>}
      {incident && <p class="problem">{incident.message}</p>}
    </>
  );
}

function OnboardingActions({ view, principal, temporalUrl, locale }: Omit<OnboardingProps, 'holdings' | 'titles'>) {
  const t = getTranslator(locale);
  const path = `/onboardings/${view.id}`;
  return (
    <nav class="actions" aria-label={t('onboarding.now')}>
      {listAllowedChanges(view, principal).map((change) => (
        <a key={change} href={`${path}/${change}`}>
          {t(`onboarding.${change}`)}
        </a>
      ))}
      {canOpenPage(principal, 'GET /onboardings/new') && (
        <a href={`/onboardings/new?from=${view.id}`}>
          {t(canBeResubmitted(view) ? 'onboarding.submitAgain' : 'onboarding.duplicate')}
        </a>
      )}
      {temporalUrl && hasAnyRole(principal, ['it', 'admin']) && <a href={temporalUrl}>{t('onboarding.inTemporal')}</a>}
    </nav>
  );
}
