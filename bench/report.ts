import { type Measurement, getPercentile } from './load';
import type { Usage } from './processes';
import type { HistorySize } from './side';

export interface SideResult {
  name: string;
  measurement: Measurement;
  history: HistorySize;
  /** By process name: CPU time during the measurement, and memory at its end. */
  usage: Record<string, Usage>;
}

const MEGABYTE = 1_048_576;
const TARGETS: Record<string, string> = { 'onboardings/s': '≥ 0.80', 'history events': '≤ 1.25' };

/** Formats both sides as a table, with ours as a ratio of the saga's. */
export function formatReport(saga: SideResult, ours: SideResult): string {
  const figures = [computeFigures(saga), computeFigures(ours)] as const;
  const names = [...new Set([...figures[0].keys(), ...figures[1].keys()])];
  const rows = names.map((name) => {
    const [sagaFigure, ourFigure] = [figures[0].get(name), figures[1].get(name)];
    const ratio = sagaFigure && ourFigure !== undefined ? (ourFigure / sagaFigure).toFixed(2) : '';
    return [name, formatFigure(sagaFigure), formatFigure(ourFigure), ratio, TARGETS[name] ?? ''];
  });
  const table = [['', saga.name, ours.name, 'ratio', 'target'], ...rows];
  return table
    .map(([name = '', ...cells]) => name.padEnd(34) + cells.map((cell) => cell.padStart(11)).join(''))
    .join('\n');
}

function computeFigures({ measurement, history, usage }: SideResult): Map<string, number> {
  const figures = new Map([
    ['onboardings/s', measurement.count / measurement.seconds],
    ['p50, ms', getPercentile(measurement, 0.5)],
    ['p99, ms', getPercentile(measurement, 0.99)],
    ['history events', history.events],
    ['history bytes', history.bytes],
  ]);
  for (const [process, { rss, cpu }] of Object.entries(usage)) {
    // PostgreSQL's processes share most of their memory, so their sum is meaningless.
    if (process !== 'PostgreSQL') figures.set(`${process}: memory, MB`, rss / MEGABYTE);
    figures.set(`${process}: CPU per onboarding, ms`, (cpu * 1000) / measurement.count);
  }
  return figures;
}

const formatFigure = (figure: number | undefined): string => {
  if (figure === undefined) return '';
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(1);
};
