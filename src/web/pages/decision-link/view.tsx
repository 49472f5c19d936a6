import { formatEmployeeName } from '../../../domain/employee-name';
import type { OnboardingView } from '../../../domain/onboarding/view';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import type { LinkedStep } from './resolve-decision-link';
import { decisionLinkMessages } from './messages';

/** Shown if the step is decided, or if the link holder is no longer an assignee. */
export function AlreadyDecidedMessage({
  linkedStep: { view, step, decision },
  locale,
}: {
  linkedStep: LinkedStep;
  locale: Locale;
}) {
  const messages = decisionLinkMessages(locale);
  return (
    <section class="narrow">
      <h1>{messages.over}</h1>
      <p class="heading">{`${step.title}: ${formatEmployeeName(view.request)}`}</p>
      <p>{describeOutcome(view, decision, locale)}</p>
      {decision?.comment && <blockquote>{decision.comment}</blockquote>}
      <p>
        <a href="/tasks">{messages.signIn}</a>
      </p>
    </section>
  );
}

function describeOutcome({ timeZone }: OnboardingView, decision: LinkedStep['decision'], locale: Locale): string {
  const messages = decisionLinkMessages(locale);
  if (decision === undefined) return messages.reassigned;
  const when = getFormatters(locale).formatInstant(decision.at, timeZone);
  return decision.outcome === 'expired' ? messages.expired(when) : messages[decision.outcome](decision.by, when);
}

export function ThankYouMessage({ action, locale }: { action: string; locale: Locale }) {
  const messages = decisionLinkMessages(locale);
  return (
    <section class="narrow">
      <h1>{messages.thanks}</h1>
      <p class="flash">{messages.confirmations[action]}</p>
      <p>
        <a href="/tasks">{messages.signIn}</a>
      </p>
    </section>
  );
}
