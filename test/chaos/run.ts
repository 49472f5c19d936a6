import { parseArgs } from 'node:util';
import { wreakHavoc } from './chaos';
import type { Mode } from './victims';

const MODES: Mode[] = ['together', 'apart'];

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: String(Date.now()) },
      kills: { type: 'string', default: '30' },
      mode: { type: 'string' },
    },
  });
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  let failed = false;
  for (const mode of MODES.filter((one) => values.mode === undefined || one === values.mode)) {
    say(`${mode}: seed ${values.seed}, ${values.kills} kills`);
    const { faults, ...counts } = await wreakHavoc(mode, Number(values.seed), Number(values.kills), say);
    say(JSON.stringify(counts));
    faults.forEach(say);
    failed ||= faults.length > 0;
  }
  process.exit(failed ? 1 : 0);
}

void main();
