import { parseArgs } from 'node:util';
import { runLoad, type Measurement, mergeMeasurements } from './load';
import { startFirstdaySide } from './firstday-side';
import { type Usage, measureUsage } from './processes';
import { formatReport, type SideResult } from './report';
import { startSagaSide } from './saga-side';
import { type Servers, startServers } from './servers';
import { measureHistories, type Side } from './side';

const WARM_UP_COUNT = 40;
const ROUNDS = 2;
const HISTORY_SAMPLE_SIZE = 20;

interface Round {
  measurement: Measurement;
  usage: Record<string, Usage>;
  workflowIds: string[];
}

/** Compares onboardings over HTTP with an equivalent hand-written saga, in alternating rounds on one set of servers. */
async function runComparison(): Promise<void> {
  const { values } = parseArgs({ options: { count: { type: 'string' }, callers: { type: 'string' } } });
  const count = Number(values.count ?? 400);
  const callers = Number(values.callers ?? 50);

  const servers = await startServers(2 * (count + WARM_UP_COUNT + callers));
  const starting = [startSagaSide(servers.env), startFirstdaySide(servers.env)] as const;
  try {
    const sides = await Promise.all(starting);
    console.log(await compareSides(servers, sides, count, callers));
  } finally {
    const started = (await Promise.allSettled(starting)).filter((side) => side.status === 'fulfilled');
    const processes = started.flatMap(({ value }) => Object.values(value.processes));
    await Promise.all(processes.map((process) => process.stop()));
    await servers.stop();
  }
}

/** Warms up both sides, measures them in alternating rounds and returns the report. */
async function compareSides(servers: Servers, sides: [Side, Side], count: number, callers: number): Promise<string> {
  const rounds: [Round[], Round[]] = [[], []];
  for (const side of sides) await runLoad(WARM_UP_COUNT, callers, async () => void (await side.runOnboarding()));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, side] of sides.entries())
      rounds[index]?.push(await measureRound(servers, side, count / ROUNDS, callers));
  }
  const [saga, ours] = await Promise.all([summarizeRounds(sides[0], rounds[0]), summarizeRounds(sides[1], rounds[1])]);
  return `${count} onboardings each, ${callers} callers, in ${ROUNDS} turns\n\n${formatReport(saga, ours)}`;
}

async function measureRound(servers: Servers, side: Side, count: number, callers: number): Promise<Round> {
  const workflowIds: string[] = [];
  const before = measureAllUsage(servers, side);
  const measurement = await runLoad(count, callers, async () => void workflowIds.push(await side.runOnboarding()));
  const after = measureAllUsage(servers, side);
  const usageDuringRound = Object.entries(after).map(([name, { rss, cpu }]) => [
    name,
    { rss, cpu: cpu - (before[name]?.cpu ?? 0) },
  ]);
  return { measurement, usage: Object.fromEntries(usageDuringRound) as Round['usage'], workflowIds };
}

function measureAllUsage({ process }: Servers, side: Side): Record<string, Usage> {
  const sideUsage = Object.entries(side.processes).map(([name, { pid }]): [string, Usage] => [name, measureUsage(pid)]);
  return {
    ...Object.fromEntries(sideUsage),
    Temporal: measureUsage(process.pid, 'temporal'),
    PostgreSQL: measureUsage(process.pid, 'postgres'),
  };
}

async function summarizeRounds(side: Side, rounds: Round[]): Promise<SideResult> {
  const measurement = rounds.map((round) => round.measurement).reduce(mergeMeasurements);
  const history = await measureHistories(
    side,
    rounds.flatMap(({ workflowIds }) => workflowIds).slice(-HISTORY_SAMPLE_SIZE),
  );
  const usage = rounds.map((round) => round.usage).reduce(addUsage);
  return { name: side.name, measurement, history, usage };
}

const addUsage = (one: Round['usage'], other: Round['usage']): Round['usage'] =>
  Object.fromEntries(
    Object.entries(other).map(([name, { rss, cpu }]) => [name, { rss, cpu: cpu + (one[name]?.cpu ?? 0) }]),
  );

runComparison().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
