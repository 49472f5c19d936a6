import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';

const FULL_SIZES = { kills: '200', cases: '300', rows: '1000' };
const JEST = require.resolve('jest/bin/jest');

/** `npm run test:proofs`: runs the proofs by repetition. Options set the sizes; positional arguments filter by file. */
function runProofs(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      full: { type: 'boolean' },
      seed: { type: 'string' },
      kills: { type: 'string' },
      cases: { type: 'string' },
      rows: { type: 'string' },
      'every-view': { type: 'boolean' },
      path: { type: 'string' },
    },
  });
  const sizes = values.full ? FULL_SIZES : undefined;
  const everyView = values['every-view'] ?? values.full;
  const settings = {
    PROOF_SEED: values.seed ?? (process.env.CI ? undefined : String(Date.now() % 2 ** 31)),
    PROOF_KILLS: values.kills ?? sizes?.kills,
    PROOF_CASES: values.cases ?? sizes?.cases,
    PROOF_ROWS: values.rows ?? sizes?.rows,
    PROOF_EVERY_VIEW: everyView ? 'yes' : undefined,
    PROOF_PATH: values.path,
  };
  const env = Object.entries(settings).filter(([, value]) => value !== undefined);
  console.log(env.map(([name, value]) => `${name}=${String(value)}`).join(' '));
  const child = spawn(process.execPath, [JEST, '--config', 'jest.proofs.config.js', ...positionals], {
    stdio: 'inherit',
    env: { ...process.env, ...Object.fromEntries(env) },
  });
  child.once('exit', (code) => process.exit(code ?? 1));
}

runProofs();
