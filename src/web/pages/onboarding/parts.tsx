import type { Actor } from '../../../api/http/access';
import { isAsked, isOutOfReach, offersOf } from '../../../domain/onboarding/allowed-actions';
import type { OnboardingView } from '../../../domain/onboarding/view';
import { answerBy, askedTitle, asksNow } from '../../../domain/onboarding/pending-people';
import type { Answers } from '../../api-client';
import { formatsOf } from '../../i18n/format';
import type { Locale } from '../../i18n/locale';
import { sentenceIn } from '../../i18n/errors';
import { namesOf, StepBadge } from '../../ui/status-badge';
import { pathOf } from '../tasks/view';
import { noteOf, titleIn } from './notes';
import { timelineWords } from './timeline-messages';
import { onboardingWords } from './messages';

interface Shown {
  view: OnboardingView;
  locale: Locale;
}

/** What somebody is asked now, of whom, and where whoever may answers it. */
export function WaitsFor({ view, actor, locale }: Shown & { actor: Actor }) {
  const words = onboardingWords(locale);
  const formats = formatsOf(locale);
  const asking = isOutOfReach(view) ? [] : view.steps.filter((step) => asksNow(step, view.ending !== undefined));
  if (asking.length === 0) return null;
  return (
    <section>
      <h2>{words.waitsFor}</h2>
      <ul>
        {asking.map((step) => {
          const until = answerBy(step);
          return (
            <li key={step.id}>
              <StepBadge status={step.status} locale={locale} /> {askedTitle(step)}: {namesOf(step, locale)}
              {until && ` (${words.until(formats.instant(until, view.timeZone))})`}{' '}
              {offersOf(view, step, actor).length > 0 && (
                <a href={pathOf(view.id, step.id)}>{isAsked(step, actor) ? words.answer : words.stepIn}</a>
              )}
              {step.error && <span class="more">{sentenceIn(locale, step.error.message)}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What nobody is asked yet, and this person may have left out. */
export function MayBeSkipped({ view, actor, locale }: Shown & { actor: Actor }) {
  const words = onboardingWords(locale);
  const ahead = view.steps.filter((step) => step.status === 'pending' && offersOf(view, step, actor).includes('skip'));
  if (ahead.length === 0) return null;
  return (
    <section>
      <h2>{words.mayBeSkipped}</h2>
      <ul>
        {ahead.map(({ id, title, startAt }) => (
          <li key={id}>
            {title}
            {startAt && ` (${words.from(formatsOf(locale).instant(startAt, view.timeZone))})`}{' '}
            <a href={pathOf(view.id, id)}>{words.leaveOut}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Accounts, things and seats that the systems hold for the new hire now. */
export function Held({ held, view, locale }: Shown & { held: Answers['GET /onboardings/{id}/holdings'] }) {
  const words = onboardingWords(locale);
  const formats = formatsOf(locale);
  const lines = [
    ...held.accounts.map(({ application, username, active }) => words.account(`${username} (${application})`, active)),
    ...held.items.map(({ tag, model }) => `${model} ${tag}`),
    ...held.seats.map(({ course, startsAt }) => words.seat(course, formats.instant(startsAt, view.timeZone))),
  ];
  if (lines.length === 0) return <p>{words.nothingHeld}</p>;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Everything that happened, the latest first. */
export function Timeline({ view, locale }: Shown) {
  const words = onboardingWords(locale);
  const kinds = timelineWords(locale);
  const formats = formatsOf(locale);
  return (
    <ol class="timeline" reversed>
      {view.timeline.toReversed().map((entry) => (
        <li key={entry.seq}>
          <time dateTime={entry.at}>{formats.instant(entry.at, view.timeZone)}</time>{' '}
          <span>
            {entry.step && <strong>{titleIn(view, entry.step)}: </strong>}
            {kinds[entry.kind] ?? entry.kind}
            {entry.by && ` ${words.by(entry.by)}`}
            {entry.via === 'temporal (unverified)' && ` (${words.unverified})`}
            {entry.note && <span class="more">{noteOf(entry, view, locale)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
