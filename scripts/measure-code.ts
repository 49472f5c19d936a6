import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isWithinLimit, measureCode } from './measure-code/measures';
import { formatOffenders, formatTable } from './measure-code/report';
import { readSources } from './measure-code/sources';

const ROOT = join(__dirname, '..');

/** `npm run measure [-- --list] [-- --strict]`: measures names, comments and sizes of the code without tests. */
function reportMeasures(): void {
  const options = { list: { type: 'boolean' }, strict: { type: 'boolean' } } as const;
  const { list, strict } = parseArgs({ options }).values;
  const measures = measureCode(readSources(ROOT));
  console.log(formatTable(measures));
  if (list) console.log(formatOffenders(measures));
  if (strict && !measures.every(isWithinLimit)) process.exitCode = 1;
}

reportMeasures();
