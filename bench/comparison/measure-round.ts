import { setTimeout as sleep } from 'node:timers/promises';
import { runLoad, type LoadResult } from '../support/run-load';
import { measureServersUsage, type Servers } from '../support/servers';
import { computeQuantile } from '../support/statistics';
import { MEGABYTE, measureUsage, type Usage } from '../support/usage';
import { type Figures, THROUGHPUT, TOTAL_CPU } from './compare-figures';
import { measureHistories, type Side } from './side';

const HISTORY_SAMPLE_SIZE = 10;
/** After the last result the projection, the outbox and the database still work for it: their share counts. */
const SETTLE_MS = 1_500;

export interface RoundSize {
  count: number;
  callers: number;
}

/** Measures one side while the processes of the other are paused: its background work is no cost of this round. */
export async function measureRound(servers: Servers, side: Side, other: Side, size: RoundSize): Promise<Figures> {
  signalSide(other, 'SIGSTOP');
  signalSide(side, 'SIGCONT');
  // From here on: work that came due during the pause is done first, and is a cost of this side.
  const before = measureAllUsage(servers, side);
  await sleep(SETTLE_MS);
  const workflowIds: string[] = [];
  const load = await runLoad(size.count, size.callers, async () => void workflowIds.push(await side.runOnboarding()));
  await sleep(SETTLE_MS);
  const after = measureAllUsage(servers, side);
  await side.checkResults();
  const history = await measureHistories(side, workflowIds.slice(-HISTORY_SAMPLE_SIZE));
  return {
    ...computeLoadFigures(load),
    'history events': history.events,
    'history bytes': history.bytes,
    ...computeUsageFigures(before, after, size.count),
  };
}

function signalSide({ processes }: Side, signal: 'SIGSTOP' | 'SIGCONT'): void {
  for (const { pid } of Object.values(processes)) process.kill(pid, signal);
}

const computeLoadFigures = ({ throughput, latenciesMs }: LoadResult): Figures => ({
  [THROUGHPUT]: throughput,
  'p50, ms': computeQuantile(latenciesMs, 0.5),
  'p99, ms': computeQuantile(latenciesMs, 0.99),
});

function computeUsageFigures(before: Record<string, Usage>, after: Record<string, Usage>, count: number): Figures {
  const names = Object.keys(after);
  const getCpuMs = (name: string) => (1_000 * ((after[name]?.cpu ?? 0) - (before[name]?.cpu ?? 0))) / count;
  // PostgreSQL's processes share most of their memory, so their sum is meaningless.
  const namesWithMemory = names.filter((name) => name !== 'PostgreSQL');
  return {
    [TOTAL_CPU]: names.reduce((sum, name) => sum + getCpuMs(name), 0),
    ...Object.fromEntries(names.map((name) => [`CPU of ${name}, ms`, getCpuMs(name)])),
    ...Object.fromEntries(namesWithMemory.map((name) => [`memory of ${name}, MB`, (after[name]?.rss ?? 0) / MEGABYTE])),
  };
}

function measureAllUsage(servers: Servers, side: Side): Record<string, Usage> {
  const sideUsage = Object.entries(side.processes).map(([name, { pid }]): [string, Usage] => [name, measureUsage(pid)]);
  return { ...Object.fromEntries(sideUsage), ...measureServersUsage(servers) };
}
