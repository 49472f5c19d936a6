import type { FieldError, FirstdayError } from '../../../lib/errors';
import type { FormValues } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { problemTitles } from '../../ui/layout/problem-messages';
import { type RequestFormOptions, RequestForm } from './request-form';
import { fieldLabels } from '../../i18n/field-labels';
import { type PreviewOutcome, PreviewPane } from './preview';
import { newOnboardingMessages } from './messages';

/** `errors` has the field names of the form, `error.fields` those of the API. */
export interface SubmissionProblem {
  error: FirstdayError;
  errors: readonly FieldError[];
}

interface NewOnboardingProps {
  locale: Locale;
  formValues: FormValues;
  options: RequestFormOptions;
  idempotencyKey: string;
  outcome: PreviewOutcome;
  problem?: SubmissionProblem;
}

export function NewOnboarding({ locale, outcome, problem, ...form }: NewOnboardingProps) {
  const messages = newOnboardingMessages(locale);
  return (
    <>
      <h1>{messages.title}</h1>
      {problem ? <SubmissionProblemSummary problem={problem} locale={locale} /> : <p>{messages.intro}</p>}
      <div class="form-with-preview">
        <RequestForm {...form} locale={locale} />
        <PreviewPane outcome={outcome} locale={locale} />
      </div>
    </>
  );
}

function SubmissionProblemSummary({
  problem: { error, errors },
  locale,
}: {
  problem: SubmissionProblem;
  locale: Locale;
}) {
  const messages = newOnboardingMessages(locale);
  const { onboardingId } = error.extra;
  return (
    <div class="problem" role="alert">
      <p>
        {messages.notSubmitted} {problemTitles(locale)[error.code]}
      </p>
      {error.code === 'not-plannable' && <p>{error.detail}</p>}
      {typeof onboardingId === 'string' && (
        <p>
          <a href={`/onboardings/${onboardingId}`}>{messages.seeOpen}</a>
        </p>
      )}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ field, message }) => (
            <li key={field}>
              <a href={`#${field}`}>{fieldLabels(locale)[field] ?? field}</a> {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
