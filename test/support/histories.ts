import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { ENGINE_VERSION, toOnboardingWorkflowId } from '../../src/domain/ids';

const ROOT = path.resolve(__dirname, '../..');
const FOLDER = path.join(ROOT, 'test/histories');

/** Always the same in tests, so that a recorded history still knows which of its messages came through the API. */
export const TEST_KEYS = { encryption: [], sealing: Buffer.alloc(32, 'firstday') };

export interface RecordedHistory {
  workflowId: string;
  name: string;
  /** As Temporal's own command line prints it. */
  history: unknown;
}

/** Every recorded history: what a new version of the workflow code must be able to replay. */
export async function loadRecordedHistories(): Promise<RecordedHistory[]> {
  const files = (await readdir(FOLDER, { recursive: true })).filter((file) => file.endsWith('.json'));
  return Promise.all(
    files.map(async (name) => {
      const recorded = JSON.parse(await readFile(path.join(FOLDER, name), 'utf8')) as Omit<RecordedHistory, 'name'>;
      return { ...recorded, name };
    }),
  );
}

/** Whether the tests that run now are to write histories. */
export const isRecording = (): boolean => Boolean(process.env.RECORD_HISTORIES);

/** Writes the histories of these onboardings (or, by their workflow ids, of something else), by story. */
export async function recordStories(
  client: Client,
  stories: Map<string, string>,
  toWorkflowId = toOnboardingWorkflowId,
): Promise<void> {
  for (const [story, id] of stories) await recordHistory(story, client.workflow.getHandle(toWorkflowId(id)));
}

/** Writes the history of a story. A recording that exists is kept: old code wrote it, new code must replay it. */
async function recordHistory(story: string, handle: WorkflowHandle): Promise<void> {
  const { workflowId } = handle;
  // Stack traces name the folders of the machine that recorded them.
  const history = historyToJSON(await handle.fetchHistory()).replaceAll(`${ROOT}/`, '');
  const file = path.join(FOLDER, `${story}.engine-${String(ENGINE_VERSION)}.json`);
  await mkdir(path.dirname(file), { recursive: true });
  const recorded = { workflowId, history: JSON.parse(history) as unknown };
  await writeFile(file, `${JSON.stringify(recorded)}\n`, { flag: 'wx' }).catch(() => undefined);
}

/** Writes the histories of the onboardings that the test just run began, by its file and name. */
export async function recordTestHistories(handles: readonly WorkflowHandle[]): Promise<void> {
  const { testPath = '', currentTestName = '' } = expect.getState();
  const name = currentTestName.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  const story = path.join(path.basename(testPath, '.test.ts'), name);
  for (const [index, handle] of handles.entries())
    await recordHistory(index === 0 ? story : `${story}-${String(index + 1)}`, handle);
}
