import { ERRORS, type FirstdayError } from '../../errors';
import type { Locale } from '../locale';
import { titlesOf } from './problem-words';
import { shellWords } from './words';

/** A refusal, in words: what is wrong, and what to do. */
export function Problem({ error, locale, isPart }: { error: FirstdayError; locale: Locale; isPart: boolean }) {
  const words = shellWords(locale);
  // What the API says in detail is English: it is shown where it says more than the title.
  const detail = error.detail === ERRORS[error.code].title ? undefined : error.detail;
  return (
    <div role="alert" class="problem">
      {isPart ? <p class="heading">{words.problem}</p> : <h1>{words.problem}</h1>}
      <p>{titlesOf(locale)[error.code]}</p>
      {detail && <p>{detail}</p>}
      {error.fields.length > 0 && (
        <ul>
          {error.fields.map(({ field, message }) => (
            <li key={field}>
              <strong>{field}</strong> {message}
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
