import { scaleLinear } from 'd3-scale';

/** One bar, and a longer, paler one behind it. */
export interface Bar {
  name: string;
  value: number;
  behind?: number;
}

const ROW = 40;
const TEXT = 14;
const THICK = 14;
/** A value that is there is seen. */
const LEAST = 0.3;

/**
 * Bars below their names, as wide as there is room, with letters that stay readable on a phone. The table beside has the same
 * in numbers: to a screen reader this is one picture.
 */
export function Bars({ title, bars, legend }: { title: string; bars: readonly Bar[]; legend?: string }) {
  const longest = Math.max(...bars.map(({ value, behind = 0 }) => Math.max(value, behind)), 0);
  const scale = scaleLinear([0, longest || 1], [0, 100]);
  const length = (value: number) => `${value > 0 ? Math.max(scale(value), LEAST) : 0}%`;
  return (
    <figure class="bars">
      <svg role="img" aria-label={title} width="100%" height={bars.length * ROW}>
        {bars.map(({ name, value, behind }, index) => (
          <svg key={name} y={index * ROW} width="100%" height={ROW}>
            <text y={TEXT}>{name}</text>
            {behind !== undefined && <rect class="behind" y={20} width={length(behind)} height={THICK} />}
            <rect y={20} width={length(value)} height={THICK} />
          </svg>
        ))}
      </svg>
      {legend && <figcaption>{legend}</figcaption>}
    </figure>
  );
}
