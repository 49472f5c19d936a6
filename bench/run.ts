import { parseArgs } from 'node:util';
import { drive, type Measured, together } from './load';
import { ourSide } from './our-side';
import { type Usage, usageOf } from './processes';
import { report, type Result } from './report';
import { sagaSide } from './saga-side';
import { type Servers, startServers } from './servers';
import { historiesOf, type Side } from './side';

const WARM_UP = 40;
const ROUNDS = 2;
const SAMPLE = 20;

interface Round {
  measured: Measured;
  usage: Record<string, Usage>;
  workflowIds: string[];
}

/** Compares one onboarding over HTTP with a hand-written saga that does the same, on one server, in turns. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { count: { type: 'string' }, callers: { type: 'string' } } });
  const count = Number(values.count ?? 400);
  const callers = Number(values.callers ?? 50);

  const servers = await startServers(2 * (count + WARM_UP + callers));
  const starting = [sagaSide(servers.env), ourSide(servers.env)] as const;
  try {
    const sides = await Promise.all(starting);
    console.log(await compare(servers, sides, count, callers));
  } finally {
    const started = (await Promise.allSettled(starting)).filter((side) => side.status === 'fulfilled');
    const processes = started.flatMap(({ value }) => Object.values(value.processes));
    await Promise.all(processes.map((process) => process.stop()));
    await servers.stop();
  }
}

/** Both in turns, and what came of it as a table. */
async function compare(servers: Servers, sides: [Side, Side], count: number, callers: number): Promise<string> {
  const rounds: [Round[], Round[]] = [[], []];
  for (const side of sides) await drive(WARM_UP, callers, async () => void (await side.one()));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, side] of sides.entries())
      rounds[index]?.push(await measure(servers, side, count / ROUNDS, callers));
  }
  const [saga, ours] = await Promise.all([resultOf(sides[0], rounds[0]), resultOf(sides[1], rounds[1])]);
  return `${count} onboardings each, ${callers} callers, in ${ROUNDS} turns\n\n${report(saga, ours)}`;
}

async function measure(servers: Servers, side: Side, count: number, callers: number): Promise<Round> {
  const workflowIds: string[] = [];
  const before = usageNow(servers, side);
  const measured = await drive(count, callers, async () => void workflowIds.push(await side.one()));
  const after = usageNow(servers, side);
  const spent = Object.entries(after).map(([name, { rss, cpu }]) => [
    name,
    { rss, cpu: cpu - (before[name]?.cpu ?? 0) },
  ]);
  return { measured, usage: Object.fromEntries(spent) as Round['usage'], workflowIds };
}

function usageNow({ process }: Servers, side: Side): Record<string, Usage> {
  const own = Object.entries(side.processes).map(([name, { pid }]): [string, Usage] => [name, usageOf(pid)]);
  return {
    ...Object.fromEntries(own),
    Temporal: usageOf(process.pid, 'temporal'),
    PostgreSQL: usageOf(process.pid, 'postgres'),
  };
}

async function resultOf(side: Side, rounds: Round[]): Promise<Result> {
  const measured = rounds.map((round) => round.measured).reduce(together);
  const history = await historiesOf(side, rounds.flatMap(({ workflowIds }) => workflowIds).slice(-SAMPLE));
  const usage = rounds.map((round) => round.usage).reduce(added);
  return { name: side.name, measured, history, usage };
}

const added = (one: Round['usage'], other: Round['usage']): Round['usage'] =>
  Object.fromEntries(
    Object.entries(other).map(([name, { rss, cpu }]) => [name, { rss, cpu: cpu + (one[name]?.cpu ?? 0) }]),
  );

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
