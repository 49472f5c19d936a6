import type { Locale } from '../../../i18n/locales';
import { getTranslator } from '../../../i18n/translate';
import type { FirstdayError } from '../../../lib/errors';
import { getFieldLabel } from '../../i18n/field-labels';
import { translateApiText } from '../../i18n/translate-api-text';

export function ProblemAlert({
  error,
  locale,
  isPartial: isPartial,
}: {
  error: FirstdayError;
  locale: Locale;
  isPartial: boolean;
}) {
  const t = getTranslator(locale);
  const title = t(`problems.${error.code}`);
  // Errors of the API are already translated; those thrown by a page are not.
  const detail = translateApiText(locale, error.detail);
  return (
    <div role="alert" class="problem">
      {isPartial ? <p class="heading">{t('layout.problem')}</p> : <h1>{t('layout.problem')}</h1>}
      <p>{title}</p>
      {detail !== title && <p>{detail}</p>}
      {error.fields.length > 0 && (
        <ul>
          {error.fields.map(({ field, message }) => (
            <li key={field}>
              <strong>{getFieldLabel(locale, field)}</strong> {translateApiText(locale, message)}
            </li>
          ))}
        </ul>
      )}
      {!isPartial && (
        <p>
          <a href="/">{t('layout.toStart')}</a>
        </p>
      )}
    </div>
  );
}
