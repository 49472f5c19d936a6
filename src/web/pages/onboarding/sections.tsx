import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import { isAssignee, isUnreachable, listAllowedActions } from '../../../domain/onboarding/allowed-actions';
import type { OnboardingView } from '../../../domain/onboarding/view';
import { getAnswerDeadline, getCurrentTitle, isPendingOnPeople } from '../../../domain/onboarding/pending-people';
import type { ApiResponseBodies } from '../../api-client';
import { getFormatters } from '../../i18n/formatters';
import type { Locale } from '../../i18n/locale';
import { translate } from '../../i18n/translate';
import { formatAssignees, StepStatusBadge } from '../../ui/status-badge';
import { getTaskPath } from '../tasks/view';
import { formatNote, getStepTitle } from './format-note';
import { timelineMessages } from './timeline-messages';
import { onboardingMessages } from './messages';

interface OnboardingPartProps {
  view: OnboardingView;
  locale: Locale;
}

/** Steps with an open request, their assignees and, for a principal allowed to act, a link. */
export function OpenRequests({
  view,
  actor: principal,
  locale,
}: OnboardingPartProps & { actor: AuthenticatedPrincipal }) {
  const words = onboardingMessages(locale);
  const formats = getFormatters(locale);
  const openSteps = isUnreachable(view)
    ? []
    : view.steps.filter((step) => isPendingOnPeople(step, view.ending !== undefined));
  if (openSteps.length === 0) return null;
  return (
    <section>
      <h2>{words.waitsFor}</h2>
      <ul>
        {openSteps.map((step) => {
          const until = getAnswerDeadline(step);
          return (
            <li key={step.id}>
              <StepStatusBadge status={step.status} locale={locale} /> {getCurrentTitle(step)}:{' '}
              {formatAssignees(step, locale)}
              {until && ` (${words.until(formats.formatInstant(until, view.timeZone))})`}{' '}
              {listAllowedActions(view, step, principal).length > 0 && (
                <a href={getTaskPath(view.id, step.id)}>{isAssignee(step, principal) ? words.answer : words.stepIn}</a>
              )}
              {step.error && <span class="more">{translate(locale, step.error.message)}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Pending steps that the principal may skip. */
export function SkippableSteps({
  view,
  actor: principal,
  locale,
}: OnboardingPartProps & { actor: AuthenticatedPrincipal }) {
  const words = onboardingMessages(locale);
  const skippable = view.steps.filter(
    (step) => step.status === 'pending' && listAllowedActions(view, step, principal).includes('skip'),
  );
  if (skippable.length === 0) return null;
  return (
    <section>
      <h2>{words.mayBeSkipped}</h2>
      <ul>
        {skippable.map(({ id, title, startAt }) => (
          <li key={id}>
            {title}
            {startAt && ` (${words.from(getFormatters(locale).formatInstant(startAt, view.timeZone))})`}{' '}
            <a href={getTaskPath(view.id, id)}>{words.leaveOut}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function HoldingList({
  held: holdings,
  view,
  locale,
}: OnboardingPartProps & { held: ApiResponseBodies['GET /onboardings/{id}/holdings'] }) {
  const words = onboardingMessages(locale);
  const formats = getFormatters(locale);
  const lines = [
    ...holdings.accounts.map(({ application, username, active }) =>
      words.account(`${username} (${application})`, active),
    ),
    ...holdings.items.map(({ tag, model }) => `${model} ${tag}`),
    ...holdings.seats.map(({ course, startsAt }) => words.seat(course, formats.formatInstant(startsAt, view.timeZone))),
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

/** Newest entry first. */
export function Timeline({ view, locale }: OnboardingPartProps) {
  const words = onboardingMessages(locale);
  const kinds = timelineMessages(locale);
  const formats = getFormatters(locale);
  return (
    <ol class="timeline" reversed>
      {view.timeline.toReversed().map((entry) => (
        <li key={entry.seq}>
          <time dateTime={entry.at}>{formats.formatInstant(entry.at, view.timeZone)}</time>{' '}
          <span>
            {entry.step && <strong>{getStepTitle(view, entry.step)}: </strong>}
            {kinds[entry.kind] ?? entry.kind}
            {entry.by && ` ${words.by(entry.by)}`}
            {entry.via === 'temporal (unverified)' && ` (${words.unverified})`}
            {entry.note && <span class="more">{formatNote(entry, view, locale)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
