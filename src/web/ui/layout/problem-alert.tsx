import type { FirstdayError } from '../../../lib/errors';
import { fieldLabels } from '../../i18n/field-labels';
import type { Locale } from '../../i18n/locale';
import { translate } from '../../i18n/translate';
import { problemTitles } from './problem-messages';
import { layoutMessages } from './messages';

export function ProblemAlert({
  error,
  locale,
  isPartial: isPartial,
}: {
  error: FirstdayError;
  locale: Locale;
  isPartial: boolean;
}) {
  const messages = layoutMessages(locale);
  const title = problemTitles(locale)[error.code];
  // Errors of the API are already translated; those thrown by a page are not.
  const detail = translate(locale, error.detail);
  return (
    <div role="alert" class="problem">
      {isPartial ? <p class="heading">{messages.problem}</p> : <h1>{messages.problem}</h1>}
      <p>{title}</p>
      {detail !== title && <p>{detail}</p>}
      {error.fields.length > 0 && (
        <ul>
          {error.fields.map(({ field, message }) => (
            <li key={field}>
              <strong>{fieldLabels(locale)[field] ?? field}</strong> {translate(locale, message)}
            </li>
          ))}
        </ul>
      )}
      {!isPartial && (
        <p>
          <a href="/">{messages.toStart}</a>
        </p>
      )}
    </div>
  );
}
