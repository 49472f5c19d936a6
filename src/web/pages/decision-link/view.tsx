import { employeeNameOf } from '../../../domain/employee';
import type { OnboardingView } from '../../../domain/onboarding/view';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import type { Question } from './question';
import { decideWords } from './messages';

/** How it ended, for whoever comes too late. */
export function IsOver({ question: { view, step, decision }, locale }: { question: Question; locale: Locale }) {
  const words = decideWords(locale);
  return (
    <section class="narrow">
      <h1>{words.over}</h1>
      <p class="heading">{`${step.title}: ${employeeNameOf(view.request)}`}</p>
      <p>{howItEnded(view, decision, locale)}</p>
      {decision?.comment && <blockquote>{decision.comment}</blockquote>}
      <p>
        <a href="/tasks">{words.signIn}</a>
      </p>
    </section>
  );
}

function howItEnded({ timeZone }: OnboardingView, decision: Question['decision'], locale: Locale): string {
  const words = decideWords(locale);
  if (decision === undefined) return words.handedOn;
  const when = formatsOf(locale).instant(decision.at, timeZone);
  return decision.outcome === 'expired' ? words.expired(when) : words[decision.outcome](decision.by, when);
}

export function Thanks({ action, locale }: { action: string; locale: Locale }) {
  const words = decideWords(locale);
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
