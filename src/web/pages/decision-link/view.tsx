import { formatEmployeeName } from '../../../domain/employee-name';
import type { OnboardingView } from '../../../domain/onboarding/view';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import type { LinkedStep } from './resolve-decision-link';
import { decisionLinkMessages } from './messages';

/** Shown if the step is decided, or if the link holder is no longer an assignee. */
export function AlreadyDecidedMessage({
  question: { view, step, decision },
  locale,
}: {
  question: LinkedStep;
  locale: Locale;
}) {
  const words = decisionLinkMessages(locale);
  return (
    <section class="narrow">
      <h1>{words.over}</h1>
      <p class="heading">{`${step.title}: ${formatEmployeeName(view.request)}`}</p>
      <p>{describeOutcome(view, decision, locale)}</p>
      {decision?.comment && <blockquote>{decision.comment}</blockquote>}
      <p>
        <a href="/tasks">{words.signIn}</a>
      </p>
    </section>
  );
}

function describeOutcome({ timeZone }: OnboardingView, decision: LinkedStep['decision'], locale: Locale): string {
  const words = decisionLinkMessages(locale);
  if (decision === undefined) return words.handedOn;
  const when = getFormatters(locale).formatInstant(decision.at, timeZone);
  return decision.outcome === 'expired' ? words.expired(when) : words[decision.outcome](decision.by, when);
}

export function ThankYouMessage({ action, locale }: { action: string; locale: Locale }) {
  const words = decisionLinkMessages(locale);
  return (
    <section class="narrow">
      <h1>{words.thanks}</h1>
      <p class="said">{words.did[action]}</p>
      <p>
        <a href="/tasks">{words.signIn}</a>
      </p>
    </section>
  );
}
