import type { ComponentChildren } from 'preact';
import type { StepStatus } from '../../../domain/status';
import type { Locale } from '../../i18n/locale';
import { statusWords } from '../status-badge';
import { drawingWords } from './messages';

/** A step that is only planned has no status yet. */
export const statusClass = (status: StepStatus | undefined): string => `is-${status ?? 'planned'}`;
export const statusWord = (status: StepStatus | undefined, locale: Locale): string =>
  status === undefined ? drawingWords(locale).planned : statusWords(locale).step[status];

interface FrameProps {
  title: string;
  locale: Locale;
  width: number;
  height: number;
  /** The statuses that occur, for the legend. */
  statuses: readonly (StepStatus | undefined)[];
  /** What else the legend explains. */
  marks?: ComponentChildren;
  /** The same in words, line by line. */
  text: readonly string[];
  children: ComponentChildren;
}

/** A drawing that scrolls within the page, with a legend below it and the same as text. */
export function Frame({ title, locale, width, height, statuses, marks, text, children }: FrameProps) {
  const words = drawingWords(locale);
  return (
    <figure class="drawing">
      <div class="wide" tabIndex={0} role="region" aria-label={title}>
        <svg role="img" aria-label={title} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          <title>{title}</title>
          <desc>{text.join('. ')}</desc>
          {children}
        </svg>
      </div>
      <figcaption>
        <ul class="legend" aria-label={words.legend}>
          {[...new Set(statuses)].map((status) => (
            <li key={status}>
              <span class={`badge ${statusClass(status)}`}>{statusWord(status, locale)}</span>
            </li>
          ))}
          {marks}
        </ul>
        <details>
          <summary>{words.asText}</summary>
          <ul>
            {text.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      </figcaption>
    </figure>
  );
}
