import { scaleLinear } from 'd3-scale';

/** `behind`: a longer, paler bar drawn behind `value`. */
export interface Bar {
  name: string;
  value: number;
  behind?: number;
}

const ROW_HEIGHT = 40;
const TEXT_BASELINE = 14;
const BAR_THICKNESS = 14;
/** Keeps small values visible. */
const MIN_BAR_PERCENT = 0.3;

/**
 * Bars below their names at full width, with text that stays readable on a phone. A single image to screen readers: the
 * table beside it has the numbers.
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
