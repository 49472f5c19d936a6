import { formatTable } from '../support/format-table';
import { type Figure, isWithinTarget } from './figure';

/** Figures of one measurement. */
export interface FigureGroup {
  title: string;
  figures: Figure[];
}

/** Formats the groups as one Markdown table. */
export function formatFigures(groups: readonly FigureGroup[]): string {
  const rows = groups.flatMap(({ title, figures }) => [
    [`**${title}**`, '', ''],
    ...figures.map((figure) => [figure.name, formatValue(figure, figure.value), formatTarget(figure)]),
  ]);
  return formatTable(['measurement', 'result', 'target'], rows);
}

function formatTarget(figure: Figure): string {
  const { limit } = figure;
  return limit === undefined ? '' : `≤ ${formatValue(figure, limit)}, ${isWithinTarget(figure) ? 'met' : 'missed'}`;
}

const formatValue = ({ unit }: Figure, value: number): string => {
  const digits = unit === 's' || unit === '/s' || unit === 'kB' ? 1 : unit === 'cores' ? 2 : 0;
  return `${value.toFixed(digits)} ${unit}`.trim();
};
