import { type ComparedFigure, getMedianRatio, THROUGHPUT, TOTAL_CPU } from './comparison/compare-figures';
import { compareSides } from './comparison/compare-sides';
import { formatComparison } from './comparison/format-comparison';
import { findRegression, readRecordedRatio, writeRecordedRatio } from './comparison/recorded-ratio';
import { describeRun, parseOptions, writeJson } from './support/options';
import { runCommand } from './support/run-command';
import { startServers } from './support/servers';

const DEFAULTS = { rounds: 10, count: 200, callers: 50, 'warm-up': 100 };

/** `npm run bench`: compares Firstday with an equivalent hand-written saga, in rounds by turns on the same servers. */
async function runComparison(): Promise<boolean> {
  const { json, check, record, ...sizes } = parseOptions(DEFAULTS, ['json'], ['check', 'record']);
  const { rounds, count, callers, 'warm-up': warmUp } = sizes;
  const servers = await startServers(2 * (rounds * count + warmUp + callers));
  try {
    const figures = await compareSides(servers, { rounds, count, callers, warmUp }, printRound);
    const run = describeRun();
    console.log(`\n${rounds} rounds of ${count} onboardings, ${run.date}, commit ${run.commit}, ${run.cores} cores`);
    console.log(`\n${formatComparison(figures)}\n\nMedians: ${formatRatios(figures)}.`);
    if (json) writeJson(json, { ...run, ...sizes, figures });
    if (record) recordRatios(figures);
    return check ? checkRegression(figures) : true;
  } finally {
    await servers.stop();
  }
}

const printRound = (round: number, figures: ComparedFigure[]): void =>
  console.log(`Round ${round}: ${formatRatios(figures)}`);

const formatRatios = (figures: ComparedFigure[]): string =>
  `CPU ratio ${getMedianRatio(figures, TOTAL_CPU).toFixed(2)} (saga’s total / ours), ` +
  `throughput ratio ${getMedianRatio(figures, THROUGHPUT).toFixed(2)} (ours / saga’s)`;

const recordRatios = (figures: ComparedFigure[]): void =>
  writeRecordedRatio({
    cpuRatio: getMedianRatio(figures, TOTAL_CPU),
    throughputRatio: getMedianRatio(figures, THROUGHPUT),
    ...describeRun(),
  });

/** @returns false if the CPU ratio has regressed */
function checkRegression(figures: ComparedFigure[]): boolean {
  const recorded = readRecordedRatio();
  const lowest = findRegression(recorded, getMedianRatio(figures, TOTAL_CPU));
  const verdict = lowest === undefined ? 'No regression' : `A regression: it is below ${lowest.toFixed(2)}`;
  console.log(`${verdict}. The recorded CPU ratio is ${recorded.cpuRatio.toFixed(2)} (commit ${recorded.commit}).`);
  return lowest === undefined;
}

runCommand(runComparison);
