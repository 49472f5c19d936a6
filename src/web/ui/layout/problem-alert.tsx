import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import { wordProblem } from '../../../i18n/word-problem';
import type { FirstdayError } from '../../../lib/errors';
import { getFieldLabel } from '../../i18n/field-labels';

export function ProblemAlert({
  error,
  locale,
  isPartial,
  signInPath,
}: {
  error: FirstdayError;
  locale: Locale;
  isPartial: boolean;
  /** Set if a fresh sign-in solves the problem. */
  signInPath?: string;
}) {
  const t = getTranslator(locale);
  const { title, detail, errors } = wordProblem(error, locale);
  return (
    <div role="alert" class="problem">
      {isPartial ? <p class="heading">{t('layout.problem')}</p> : <h1>{t('layout.problem')}</h1>}
      <p>{title}</p>
      {detail !== title && <p>{detail}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ field, message }) => (
            <li key={field}>
              <strong>{getFieldLabel(locale, field)}:</strong> {message}
            </li>
          ))}
        </ul>
      )}
      {signInPath !== undefined && (
        <p>
          <a role="button" href={signInPath}>
            {t('layout.signInAgain')}
          </a>
        </p>
      )}
      {!isPartial && (
        <p>
          <a href="/">{t('layout.toStart')}</a>
        </p>
      )}
    </div>
  );
}
