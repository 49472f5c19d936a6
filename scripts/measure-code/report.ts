import { type Measure, isWithinLimit } from './measures';

export function formatTable(measures: Measure[]): string {
  const rows = [['measure', 'value', 'limit', 'ok'], ...measures.map(toRow)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([title = '', value = '', limit = '', ok = '']) =>
      [title.padEnd(widths[0] ?? 0), value.padStart(widths[1] ?? 0), limit.padStart(widths[2] ?? 0), ok].join(' | '),
    )
    .join('\n');
}

function toRow(measure: Measure): string[] {
  const { title, value, unit, limit } = measure;
  const format = (number: number, digits: number) => (unit ? `${number.toFixed(digits)} ${unit}` : `${number}`);
  if (limit === undefined) return [title, format(value, 1), '', ''];
  return [title, format(value, 1), format(limit, 0), isWithinLimit(measure) ? 'yes' : 'no'];
}

/** Lists the offenders of each measure as `file:line name`. */
export function formatOffenders(measures: Measure[]): string {
  return measures
    .filter(({ offenders }) => offenders.length > 0)
    .map(({ title, offenders }) =>
      [`\n${title}:`, ...offenders.map(({ file, line, name }) => `${file}:${line} ${name}`)].join('\n'),
    )
    .join('\n');
}
