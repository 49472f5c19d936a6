import type { Spread } from '../support/statistics';
import type { ComparedFigure } from './compare-figures';
import { formatTable } from '../support/format-table';

/** Formats the comparison as a Markdown table: `median [lowest–highest]` of the rounds. */
export function formatComparison(figures: readonly ComparedFigure[]): string {
  const rows = figures.map(({ name, saga, ours, ratio, target }) => [
    name,
    formatSpread(saga, formatFigure),
    formatSpread(ours, formatFigure),
    formatSpread(ratio, (value) => value.toFixed(2)),
    target === undefined ? '' : formatTarget(target, ratio?.median ?? NaN),
  ]);
  return formatTable(['', 'saga', 'Firstday', 'ratio', 'target'], rows);
}

const formatTarget = (target: number, median: number): string =>
  `≥ ${target.toFixed(2)}, ${median >= target ? 'met' : 'missed'}`;

const formatSpread = (spread: Spread | undefined, format: (value: number) => string): string =>
  spread ? `${format(spread.median)} [${format(spread.min)}–${format(spread.max)}]` : '–';

const formatFigure = (value: number): string => value.toFixed(value >= 100 ? 0 : 1);
