import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { ENGINE_VERSION, workflowIdOf } from '../../src/contract/ids';

const ROOT = resolve(__dirname, '../..');
const FOLDER = join(ROOT, 'test/histories');

/** Always the same in tests, so that a recorded history still knows which of its messages came through the API. */
export const SEALING_KEY = Buffer.alloc(32, 'firstday');

export interface RecordedHistory {
  workflowId: string;
  name: string;
  /** As Temporal's own command line prints it. */
  history: unknown;
}

/** Every recorded history: what a new version of the workflow code must be able to replay. */
export async function recordedHistories(): Promise<RecordedHistory[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json'));
  return Promise.all(
    files.map(async (name) => {
      const recorded = JSON.parse(await readFile(join(FOLDER, name), 'utf8')) as Omit<RecordedHistory, 'name'>;
      return { ...recorded, name };
    }),
  );
}

/**
 * Writes the histories of these onboardings (or, by their workflow ids, of something else), by story. A recording that
 * exists is kept: old code wrote it, new code must replay it.
 */
export async function recordHistories(
  cli: string,
  address: string,
  stories: Map<string, string>,
  idOf = workflowIdOf,
): Promise<void> {
  for (const [story, id] of stories) {
    const workflowId = idOf(id);
    const show = ['workflow', 'show', '--workflow-id', workflowId, '--output', 'json', '--address', address];
    const { stdout } = await promisify(execFile)(cli, show, { maxBuffer: 64 * 1024 * 1024 });
    // Stack traces name the folders of the machine that recorded them.
    const recorded = { workflowId, history: JSON.parse(stdout.replaceAll(`${ROOT}/`, '')) as unknown };
    const file = join(FOLDER, `${story}.engine-${String(ENGINE_VERSION)}.json`);
    await writeFile(file, `${JSON.stringify(recorded)}\n`, { flag: 'wx' }).catch(() => undefined);
  }
}
