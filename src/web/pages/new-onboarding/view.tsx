import type { OnboardingResponse } from '../../../api/resources/onboardings/view-schema';
import { formatEmployeeName } from '../../../domain/employee-name';
import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { wordProblem } from '../../../i18n/word-problem';
import type { FirstdayError } from '../../../lib/errors';
import { getFieldLabel } from '../../i18n/field-labels';
import type { FormError, FormValues } from '../../ui/forms';
import { StatusBadge } from '../../ui/status-badge';
import { canBeResubmitted } from './prefill';
import { type RequestFormOptions, RequestForm } from './request-form';
import { PLANNING_PROBLEMS } from './load-preview';
import { type PreviewOutcome, PreviewPane } from './preview';

/** `errors` has the field names of the form, `error.fields` those of the API. */
export interface SubmissionProblem {
  error: FirstdayError;
  errors: readonly FormError[];
}

interface NewOnboardingProps {
  locale: Locale;
  formValues: FormValues;
  options: RequestFormOptions;
  idempotencyKey: string;
  /** Onboarding from which the form was filled. */
  source?: OnboardingResponse;
  outcome: PreviewOutcome;
  problem?: SubmissionProblem;
}

export function NewOnboarding({ locale, source, outcome, problem, ...form }: NewOnboardingProps) {
  const t = getTranslator(locale);
  return (
    <>
      <h1>{t('new-onboarding.title')}</h1>
      {source && <SourceNote source={source} locale={locale} />}
      {problem ? <SubmissionProblemSummary problem={problem} locale={locale} /> : <p>{t('new-onboarding.intro')}</p>}
      <div class="form-with-preview">
        <RequestForm {...form} sourceId={source?.id} locale={locale} />
        <PreviewPane outcome={outcome} locale={locale} />
      </div>
    </>
  );
}

/** Names the earlier onboarding, and the reason why it ended. */
function SourceNote({ source, locale }: { source: OnboardingResponse; locale: Locale }) {
  const t = getTranslator(locale);
  const { id, status, request, termination } = source;
  const isRepeated = canBeResubmitted(source);
  return (
    <section class="source">
      <p>
        {t(isRepeated ? 'new-onboarding.repeats' : 'new-onboarding.copies')}{' '}
        <a href={`/onboardings/${id}`}>{formatEmployeeName(request)}</a> <StatusBadge status={status} locale={locale} />
      </p>
      {isRepeated && termination?.message && <p>{termination.message}</p>}
      {isRepeated && termination?.comment && <blockquote>{termination.comment}</blockquote>}
    </section>
  );
}

function SubmissionProblemSummary({
  problem: { error, errors },
  locale,
}: {
  problem: SubmissionProblem;
  locale: Locale;
}) {
  const t = getTranslator(locale);
  const { onboardingId } = error.extra;
  return (
    <div class="problem" role="alert">
      <p>
        {error.code === 'idempotency-key-reused'
          ? t('new-onboarding.keyReused')
          : `${t('new-onboarding.notSubmitted')} ${t(`problems.${error.code}`)}`}
      </p>
      {PLANNING_PROBLEMS.has(error.code) && <p>{wordProblem(error, locale).detail}</p>}
      {typeof onboardingId === 'string' && (
        <p>
          <a href={`/onboardings/${onboardingId}`}>{t('new-onboarding.seeOpen')}</a>
        </p>
      )}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ field, message }) => (
            <li key={field}>
              <a href={`#${field}`}>{getFieldLabel(locale, field)}</a>: {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
