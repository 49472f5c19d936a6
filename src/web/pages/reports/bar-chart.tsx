import { scaleLinear } from 'd3-scale';

/** One bar, and a longer, paler one behind it. */
export interface Bar {
  name: string;
  value: number;
  behind?: number;
}

const ROW_HEIGHT = 40;
const TEXT_BASELINE = 14;
const BAR_THICKNESS = 14;
/** A value that is there is seen. */
const MIN_BAR_PERCENT = 0.3;

/**
 * Bars below their names, as wide as there is room, with letters that stay readable on a phone. The table beside has the same
 * in numbers: to a screen reader this is one picture.
 */
export function BarChart({ title, bars, legend }: { title: string; bars: readonly Bar[]; legend?: string }) {
  const maxValue = Math.max(...bars.map(({ value, behind = 0 }) => Math.max(value, behind)), 0);
  const scale = scaleLinear([0, maxValue || 1], [0, 100]);
  const toPercent = (value: number) => `${value > 0 ? Math.max(scale(value), MIN_BAR_PERCENT) : 0}%`;
  return (
    <figure class="bars">
      <svg role="img" aria-label={title} width="100%" height={bars.length * ROW_HEIGHT}>
        {bars.map(({ name, value, behind }, index) => (
          <svg key={name} y={index * ROW_HEIGHT} width="100%" height={ROW_HEIGHT}>
            <text y={TEXT_BASELINE}>{name}</text>
            {behind !== undefined && <rect class="behind" y={20} width={toPercent(behind)} height={BAR_THICKNESS} />}
            <rect y={20} width={toPercent(value)} height={BAR_THICKNESS} />
          </svg>
        ))}
      </svg>
      {legend && <figcaption>{legend}</figcaption>}
    </figure>
  );
}
