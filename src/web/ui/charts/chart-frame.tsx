import type { ComponentChildren } from 'preact';
import type { Locale } from '../../../i18n/locales';
import { getTranslator, translate } from '../../../i18n/translate';
import type { StepAppearance } from '../step-appearance';

/** Undefined: the step is only planned. */
export const getStatusClass = (status: StepAppearance | undefined): string => `is-${status ?? 'planned'}`;
export const getStatusLabel = (status: StepAppearance | undefined, locale: Locale): string =>
  status === undefined ? translate(locale, 'charts.planned') : translate(locale, `status.step.${status}`);

interface ChartFrameProps {
  title: string;
  locale: Locale;
  width: number;
  height: number;
  /** Statuses for the legend; duplicates are removed. */
  statuses: readonly (StepAppearance | undefined)[];
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
  const t = getTranslator(locale);
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
        <ul class="legend" aria-label={t('charts.legend')}>
          {[...new Set(statuses)].map((status) => (
            <li key={status}>
              <span class={`badge ${getStatusClass(status)}`}>{getStatusLabel(status, locale)}</span>
            </li>
          ))}
          {legendExtras}
        </ul>
        <details>
          <summary>{t('charts.asText')}</summary>
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
