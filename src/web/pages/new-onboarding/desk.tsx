import type { FieldError, FirstdayError } from '../../../lib/errors';
import type { Filled } from '../../ui/forms';
import type { Locale } from '../../i18n/locale';
import { titlesOf } from '../../ui/layout/problem-messages';
import { type Offered, RequestForm } from './form';
import { labelsIn } from '../../i18n/field-labels';
import { type Outcome, PreviewPane } from './preview';
import { submitWords } from './messages';

/** Why a submission was not taken, with what is wrong by field. */
export interface Refusal {
  error: FirstdayError;
  errors: readonly FieldError[];
}

interface DeskProps {
  locale: Locale;
  filled: Filled;
  offered: Offered;
  idempotencyKey: string;
  outcome: Outcome;
  refusal?: Refusal;
}

/** The form, and beside it what would happen. */
export function Desk({ locale, outcome, refusal, ...form }: DeskProps) {
  const words = submitWords(locale);
  return (
    <>
      <h1>{words.title}</h1>
      {refusal ? <NotSubmitted refusal={refusal} locale={locale} /> : <p>{words.intro}</p>}
      <div class="desk">
        <RequestForm {...form} locale={locale} />
        <PreviewPane outcome={outcome} locale={locale} />
      </div>
    </>
  );
}

/** Every fault again on top, each leading to its field. */
function NotSubmitted({ refusal: { error, errors }, locale }: { refusal: Refusal; locale: Locale }) {
  const words = submitWords(locale);
  const { onboardingId } = error.extra;
  return (
    <div class="problem" role="alert">
      <p>
        {words.notSubmitted} {titlesOf(locale)[error.code]}
      </p>
      {error.code === 'not-plannable' && <p>{error.detail}</p>}
      {typeof onboardingId === 'string' && (
        <p>
          <a href={`/onboardings/${onboardingId}`}>{words.seeOpen}</a>
        </p>
      )}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ field, message }) => (
            <li key={field}>
              <a href={`#${field}`}>{labelsIn(locale)[field] ?? field}</a> {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
