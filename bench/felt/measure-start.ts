import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { allocatePortSettings } from '../../test/support/ports';
import { type Process, startCommand } from '../support/processes';
import { buildSlowestFigures, type Figure } from './figure';
import type { Sizes } from './sizes';

const TARGET_S = 5;

/** Measures from `npm start` until it prints that it is ready; the first start fills the caches and does not count. */
export async function measureStart({ starts }: Sizes): Promise<Figure[]> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'firstday-bench-'));
  const env = { DATA_DIR: dataDir, ...(await allocatePortSettings()) };
  try {
    await endPlatform(await startCommand('npm', ['start'], env), dataDir, 'SIGTERM');
    const orderly = await startRepeatedly(starts, env, 'SIGTERM');
    // Its first start follows an orderly stop as well.
    const [, ...killed] = await startRepeatedly(starts + 1, env, 'SIGKILL');
    // Stops the servers, which survive a kill of the platform.
    await endPlatform(await startCommand('npm', ['start'], env), dataDir, 'SIGTERM');
    return [
      ...buildSlowestFigures('ready', orderly, TARGET_S),
      ...buildSlowestFigures('ready after a SIGKILL', killed, TARGET_S),
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function startRepeatedly(
  count: number,
  env: Record<'DATA_DIR', string> & Record<string, string>,
  signal: NodeJS.Signals,
): Promise<number[]> {
  const seconds: number[] = [];
  for (let start = 0; start < count; start += 1) {
    const startedAt = performance.now();
    const npm = await startCommand('npm', ['start'], env);
    seconds.push((performance.now() - startedAt) / 1_000);
    await endPlatform(npm, env.DATA_DIR, signal);
  }
  return seconds;
}

/** Signals the platform itself, not npm. */
async function endPlatform(npm: Process, dataDir: string, signal: NodeJS.Signals): Promise<void> {
  const { pid } = JSON.parse(readFileSync(path.join(dataDir, 'lock'), 'utf8')) as { pid: number };
  process.kill(pid, signal);
  await npm.stop();
}
