import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import { isAssignee, isUnreachable, listAllowedActions } from '../../../domain/onboarding/allowed-actions';
import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import { getAnswerDeadline, getCurrentTitle, isPendingOnPeople } from '../../../domain/onboarding/pending-people';
import { getFormatters } from '../../../i18n/formatters';
import type { Locale } from '../../../i18n/locales';
import { createReasonReader } from '../../../i18n/render-reason';
import { findMessage, getTranslator } from '../../../i18n/translate';
import type { ApiResponseBodies } from '../../api-client';
import { formatAuthor } from '../../ui/format-author';
import { formatAssignees, StepStatusBadge } from '../../ui/status-badge';
import { ActionForm } from '../tasks/action-form';
import { getTaskPath } from '../tasks/view';

interface OnboardingSectionProps {
  view: OnboardingResponse;
  locale: Locale;
}

/** Steps with an open request, their assignees and, for a principal allowed to act, a link. */
export function OpenRequests({
  view,
  principal,
  locale,
}: OnboardingSectionProps & { principal: AuthenticatedPrincipal }) {
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  const openSteps = isUnreachable(view)
    ? []
    : view.steps.filter((step) => isPendingOnPeople(step, view.termination !== undefined));
  if (openSteps.length === 0) return null;
  return (
    <section>
      <h2>{t('onboarding.waitsFor')}</h2>
      <ul>
        {openSteps.map((step) => {
          const until = getAnswerDeadline(step);
          const allowedActions = listAllowedActions(view, step, principal);
          const submitPath = getTaskPath(view.id, step.id);
          return (
            <li key={step.id}>
              <StepStatusBadge status={step.status} locale={locale} /> {getCurrentTitle(step)}:{' '}
              {formatAssignees(step, locale)}
              {until && ` (${t('onboarding.until', { when: formatters.formatInstant(until, view.timeZone) })})`}{' '}
              {allowedActions.some((action) => action !== 'remind') && (
                <a href={submitPath}>{isAssignee(step, principal) ? t('onboarding.answer') : t('onboarding.stepIn')}</a>
              )}
              {step.error && <span class="more">{step.error.message}</span>}
              {step.remindedAt && (
                <span class="more">
                  {t('onboarding.reminded', { when: formatters.formatInstant(step.remindedAt, view.timeZone) })}
                </span>
              )}
              {allowedActions.includes('remind') && (
                <ActionForm action="remind" submitPath={submitPath} formValues={{ values: {} }} locale={locale} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Steps whose system does not do its part yet, and when the next attempt is. */
export function RetriedSteps({ view, locale }: OnboardingSectionProps) {
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  const formatTime = (instant: string) => formatters.formatInstant(instant, view.timeZone);
  const retried = view.steps.flatMap(({ id, title, failedAttempts }) =>
    failedAttempts === undefined ? [] : [{ id, title, ...failedAttempts }],
  );
  if (retried.length === 0) return null;
  return (
    <section>
      <h2>{t('onboarding.triedAgain')}</h2>
      <ul>
        {retried.map(({ id, title, count, since, nextAt, message }) => (
          <li key={id}>
            {title}: {t('onboarding.attempts', { count, since: formatTime(since), next: formatTime(nextAt) })}
            <span class="more">{message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Pending steps that the principal may skip. */
export function SkippableSteps({
  view,
  principal,
  locale,
}: OnboardingSectionProps & { principal: AuthenticatedPrincipal }) {
  const t = getTranslator(locale);
  const skippable = view.steps.filter(
    (step) => step.status === 'pending' && listAllowedActions(view, step, principal).includes('skip'),
  );
  if (skippable.length === 0) return null;
  return (
    <section>
      <h2>{t('onboarding.mayBeSkipped')}</h2>
      <ul>
        {skippable.map(({ id, title, startAt }) => (
          <li key={id}>
            {title}
            {startAt &&
              ` (${t('onboarding.from', { when: getFormatters(locale).formatInstant(startAt, view.timeZone) })})`}{' '}
            <a href={getTaskPath(view.id, id)}>{t('onboarding.leaveOut')}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function HoldingList({
  holdings,
  view,
  locale,
}: OnboardingSectionProps & { holdings: ApiResponseBodies['GET /onboardings/{id}/holdings'] }) {
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  const lines = [
    ...holdings.accounts.map(({ system, username, active }) =>
      t('onboarding.account', { name: `${username} (${system})`, isActive: String(active) }),
    ),
    ...holdings.items.map(({ tag, model }) => `${model} ${tag}`),
    ...holdings.seats.map(({ course, startsAt }) =>
      t('onboarding.seat', { course, when: formatters.formatInstant(startsAt, view.timeZone) }),
    ),
  ];
  if (lines.length === 0) return <p>{t('onboarding.noHoldings')}</p>;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** Newest entry first. */
export function Timeline({ view, locale }: OnboardingSectionProps) {
  const t = getTranslator(locale);
  const formatters = getFormatters(locale);
  const reader = createReasonReader(view, locale);
  return (
    <ol class="timeline" reversed>
      {view.timeline.toReversed().map((entry) => (
        <li key={entry.seq}>
          <time dateTime={entry.at}>{formatters.formatInstant(entry.at, view.timeZone)}</time>{' '}
          <span>
            {entry.step && <strong>{reader.getStepTitle(entry.step)}: </strong>}
            {findMessage(locale, `timeline.${entry.kind}`) ?? entry.kind}
            {entry.by && ` ${formatAuthor(entry, locale)}`}
            {entry.via === 'temporal (unverified)' && ` (${t('onboarding.unverified')})`}
            {entry.reason && <span class="more">{entry.message}</span>}
            {entry.comment && <span class="more">{entry.comment}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
