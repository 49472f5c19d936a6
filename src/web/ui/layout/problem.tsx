import type { FirstdayError } from '../../../lib/errors';
import { labelsIn } from '../../i18n/field-labels';
import type { Locale } from '../../i18n/locale';
import { sentenceIn } from '../../i18n/errors';
import { titlesOf } from './problem-messages';
import { shellWords } from './messages';

/** A refusal, in words: what is wrong, and what to do. */
export function Problem({ error, locale, isPart }: { error: FirstdayError; locale: Locale; isPart: boolean }) {
  const words = shellWords(locale);
  const title = titlesOf(locale)[error.code];
  // In the reader's language already where the API said it; what a page finds by itself is not.
  const detail = sentenceIn(locale, error.detail);
  return (
    <div role="alert" class="problem">
      {isPart ? <p class="heading">{words.problem}</p> : <h1>{words.problem}</h1>}
      <p>{title}</p>
      {detail !== title && <p>{detail}</p>}
      {error.fields.length > 0 && (
        <ul>
          {error.fields.map(({ field, message }) => (
            <li key={field}>
              <strong>{labelsIn(locale)[field] ?? field}</strong> {sentenceIn(locale, message)}
            </li>
          ))}
        </ul>
      )}
      {!isPart && (
        <p>
          <a href="/">{words.toStart}</a>
        </p>
      )}
    </div>
  );
}
