import { type Measured, percentile } from './load';
import type { Usage } from './processes';
import type { History } from './side';

export interface Result {
  name: string;
  measured: Measured;
  history: History;
  /** By process: what it used while this side was measured; memory is what it holds at the end. */
  usage: Record<string, Usage>;
}

const MEGABYTE = 1_048_576;
const TARGETS: Record<string, string> = { 'onboardings/s': '≥ 0.80', 'history events': '≤ 1.25' };

/** Both sides beside each other, and ours as a ratio of the saga's. */
export function report(saga: Result, ours: Result): string {
  const figures = [figuresOf(saga), figuresOf(ours)] as const;
  const names = [...new Set([...figures[0].keys(), ...figures[1].keys()])];
  const rows = names.map((name) => {
    const [theirs, own] = [figures[0].get(name), figures[1].get(name)];
    const ratio = theirs && own !== undefined ? (own / theirs).toFixed(2) : '';
    return [name, shown(theirs), shown(own), ratio, TARGETS[name] ?? ''];
  });
  const table = [['', saga.name, ours.name, 'ratio', 'target'], ...rows];
  return table
    .map(([name = '', ...cells]) => name.padEnd(34) + cells.map((cell) => cell.padStart(11)).join(''))
    .join('\n');
}

function figuresOf({ measured, history, usage }: Result): Map<string, number> {
  const figures = new Map([
    ['onboardings/s', measured.count / measured.seconds],
    ['p50, ms', percentile(measured, 0.5)],
    ['p99, ms', percentile(measured, 0.99)],
    ['history events', history.events],
    ['history bytes', history.bytes],
  ]);
  for (const [process, { rss, cpu }] of Object.entries(usage)) {
    // PostgreSQL's processes share most of theirs: the sum would say nothing.
    if (process !== 'PostgreSQL') figures.set(`${process}: memory, MB`, rss / MEGABYTE);
    figures.set(`${process}: CPU per onboarding, ms`, (cpu * 1000) / measured.count);
  }
  return figures;
}

const shown = (figure: number | undefined): string => {
  if (figure === undefined) return '';
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(1);
};
