import type { ComponentChildren } from 'preact';
import type { StepStatus } from '../../../domain/status';
import type { Locale } from '../../i18n/locale';
import { statusMessages } from '../status-badge';
import { chartMessages } from './messages';

/** Undefined: the step is only planned. */
export const getStatusClass = (status: StepStatus | undefined): string => `is-${status ?? 'planned'}`;
export const getStatusLabel = (status: StepStatus | undefined, locale: Locale): string =>
  status === undefined ? chartMessages(locale).planned : statusMessages(locale).step[status];

interface ChartFrameProps {
  title: string;
  locale: Locale;
  width: number;
  height: number;
  /** Statuses for the legend; duplicates are removed. */
  statuses: readonly (StepStatus | undefined)[];
  legendExtras?: ComponentChildren;
  /** Text alternative, one line per row or step. */
  textLines: readonly string[];
  children: ComponentChildren;
}

/** Chart that scrolls within the page, with a legend and a text alternative below it. */
export function ChartFrame({
  title,
  locale,
  width,
  height,
  statuses,
  legendExtras,
  textLines,
  children,
}: ChartFrameProps) {
  const messages = chartMessages(locale);
  return (
    <figure class="chart">
      <div class="wide" tabIndex={0} role="region" aria-label={title}>
        <svg role="img" aria-label={title} width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          <title>{title}</title>
          <desc>{textLines.join('. ')}</desc>
          {children}
        </svg>
      </div>
      <figcaption>
        <ul class="legend" aria-label={messages.legend}>
          {[...new Set(statuses)].map((status) => (
            <li key={status}>
              <span class={`badge ${getStatusClass(status)}`}>{getStatusLabel(status, locale)}</span>
            </li>
          ))}
          {legendExtras}
        </ul>
        <details>
          <summary>{messages.asText}</summary>
          <ul>
            {textLines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </details>
      </figcaption>
    </figure>
  );
}
