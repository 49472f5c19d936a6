import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ComparedFigure } from '../../bench/comparison/compare-figures';

const ROOT = resolve(__dirname, '../..');
const SIZES = ['--rounds', '1', '--count', '2', '--callers', '2', '--warm-up', '1'];

/** Keeps the benchmark from rotting; its numbers mean nothing at this size. */
test('npm run bench measures both sides', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'firstday-benchmark-test-'));
  const json = join(folder, 'result.json');
  const args = ['--import', 'tsx', 'bench/run-comparison.ts', ...SIZES, '--json', json];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  const { figures } = JSON.parse(readFileSync(json, 'utf8')) as { figures: ComparedFigure[] };
  rmSync(folder, { recursive: true });
  expect(stdout).toContain('CPU ratio');
  for (const name of [
    'onboardings/s',
    'CPU in all, ms',
    'CPU of worker, ms',
    'CPU of PostgreSQL, ms',
    'history events',
  ]) {
    const figure = figures.find((candidate) => candidate.name === name);
    expect({ name, ...figure?.saga }).toMatchObject({ name, median: expect.any(Number) });
    expect({ name, ...figure?.ours }).toMatchObject({ name, median: expect.any(Number) });
  }
  expect(figures.find(({ name }) => name === 'CPU in all, ms')?.ours?.median).toBeGreaterThan(0);
});
