import { formatEmployeeName } from '../../../domain/employee-name';
import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { findMessage, getTranslator } from '../../../i18n/translate';
import type { LinkedStep } from './resolve-decision-link';

/** Shown if the step is decided, or if the link holder is no longer an assignee. */
export function AlreadyDecidedMessage({
  linkedStep: { view, step, decision },
  locale,
}: {
  linkedStep: LinkedStep;
  locale: Locale;
}) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{t('decision-link.over')}</h1>
      <p class="heading">{`${step.title}: ${formatEmployeeName(view.request)}`}</p>
      <p>{describeOutcome(view, decision, locale)}</p>
      {decision?.comment && <blockquote>{decision.comment}</blockquote>}
      <p>
        <a href="/tasks">{t('decision-link.signIn')}</a>
      </p>
    </section>
  );
}

function describeOutcome({ timeZone }: OnboardingResponse, decision: LinkedStep['decision'], locale: Locale): string {
  const t = getTranslator(locale);
  if (decision === undefined) return t('decision-link.reassigned');
  const when = getFormatters(locale).formatInstant(decision.at, timeZone);
  return decision.outcome === 'expired' || decision.by === undefined
    ? t('decision-link.expired', { when })
    : t(`decision-link.${decision.outcome}`, { by: decision.by, when });
}

export function ThankYouMessage({ action, locale }: { action: string; locale: Locale }) {
  const t = getTranslator(locale);
  return (
    <section class="narrow">
      <h1>{t('decision-link.thanks')}</h1>
      <p class="flash">{findMessage(locale, `decision-link.confirmations.${action}`)}</p>
      <p>
        <a href="/tasks">{t('decision-link.signIn')}</a>
      </p>
    </section>
  );
}
