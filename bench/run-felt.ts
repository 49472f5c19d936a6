import { type FigureGroup, formatFigures } from './felt/format-figures';
import { MEASUREMENTS } from './felt/measurements';
import { DEFAULT_SIZES } from './felt/sizes';
import { describeRun, parseOptions, writeJson } from './support/options';
import { runCommand } from './support/run-command';

/** `npm run bench:felt`: measures how long people wait. A measurement that fails does not keep the others from running. */
async function runFelt(): Promise<boolean> {
  const { json, only, ...sizes } = parseOptions(DEFAULT_SIZES, ['json', 'only']);
  const names = only?.split(',') ?? Object.keys(MEASUREMENTS);
  const groups: FigureGroup[] = [];
  let hasFailed = false;
  for (const name of names) {
    const measurement = MEASUREMENTS[name];
    if (!measurement)
      throw new Error(`There is no measurement "${name}". Choose from: ${Object.keys(MEASUREMENTS).join()}.`);
    console.log(`${new Date().toISOString().slice(11, 19)} ${name} …`);
    try {
      groups.push({ title: measurement.getTitle(sizes), figures: await measurement.measure(sizes) });
    } catch (error) {
      hasFailed = true;
      console.error(error);
    }
  }
  const run = describeRun();
  console.log(`\n${run.date}, commit ${run.commit}, ${run.cores} cores\n\n${formatFigures(groups)}`);
  if (json) writeJson(json, { ...run, sizes, groups });
  return !hasFailed;
}

runCommand(runFelt);
