import { scaleLinear } from 'd3-scale';

/** One bar, and a longer, paler one behind it. */
export interface Bar {
  name: string;
  value: number;
  behind?: number;
}

const WIDTH = 640;
const LABEL = 200;
const ROW = 26;
const THICK = 16;
const LONGEST_NAME = 26;

/** Bars beside each other's names. The table beside it has the same in numbers: the drawing is one picture to a screen reader. */
export function Bars({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const longest = Math.max(...bars.map(({ value, behind = 0 }) => Math.max(value, behind)), 0);
  const length = scaleLinear([0, longest || 1], [0, WIDTH - LABEL]);
  return (
    <svg class="bars" role="img" aria-label={title} viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`}>
      {bars.map(({ name, value, behind }, index) => (
        <g key={name} transform={`translate(0 ${index * ROW})`}>
          <text x={LABEL - 8} y={ROW / 2} text-anchor="end" dominant-baseline="central">
            {shortened(name)}
          </text>
          {behind !== undefined && <rect class="behind" x={LABEL} y={5} width={length(behind)} height={THICK} rx={2} />}
          <rect x={LABEL} y={5} width={Math.max(length(value), value > 0 ? 1 : 0)} height={THICK} rx={2} />
        </g>
      ))}
    </svg>
  );
}

const shortened = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);
