import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { ENGINE_VERSION, toOnboardingWorkflowId } from '../../src/domain/ids';

const ROOT = path.resolve(__dirname, '../..');
const FOLDER = path.join(ROOT, 'test/histories');
/** File names stay below 80 characters, with engine version and number. */
const MAX_NAME_LENGTH = 60;

/** Constant, so that the seals in recorded histories stay valid and identify messages from the API. */
export const TEST_KEYS = { encryption: [], sealing: Buffer.alloc(32, 'firstday') };

export interface RecordedHistory {
  workflowId: string;
  name: string;
  /** In the JSON format of Temporal's CLI. */
  history: unknown;
}

/** Loads every recorded history. A new version of the workflow code must replay all of them. */
export async function loadRecordedHistories(): Promise<RecordedHistory[]> {
  const files = (await readdir(FOLDER, { recursive: true })).filter((file) => file.endsWith('.json'));
  return Promise.all(
    files.map(async (name) => {
      const recorded = JSON.parse(await readFile(path.join(FOLDER, name), 'utf8')) as Omit<RecordedHistory, 'name'>;
      return { ...recorded, name };
    }),
  );
}

export const isRecording = (): boolean => Boolean(process.env.RECORD_HISTORIES);

/** `stories` maps a story to an onboarding id, or to the id of another workflow with its own `toWorkflowId`. */
export async function recordStories(
  client: Client,
  stories: Map<string, string>,
  toWorkflowId = toOnboardingWorkflowId,
): Promise<void> {
  for (const [story, id] of stories) await recordHistory(story, client.workflow.getHandle(toWorkflowId(id)));
}

/** Never overwrites a recording: old code wrote it, and new code must replay it. */
async function recordHistory(story: string, handle: WorkflowHandle): Promise<void> {
  const { workflowId } = handle;
  // Stack traces contain paths of the recording machine.
  const history = historyToJSON(await handle.fetchHistory()).replaceAll(`${ROOT}/`, '');
  const file = path.join(FOLDER, `${story}.engine-${String(ENGINE_VERSION)}.json`);
  await mkdir(path.dirname(file), { recursive: true });
  const recorded = { workflowId, history: JSON.parse(history) as unknown };
  await writeFile(file, `${JSON.stringify(recorded)}\n`, { flag: 'wx' }).catch(() => undefined);
}

/** Records the workflows that the current test has started, under its file and name. */
export async function recordTestHistories(handles: readonly WorkflowHandle[]): Promise<void> {
  const { testPath = '', currentTestName = '' } = expect.getState();
  const words = currentTestName.toLowerCase().split(/[^a-z0-9]+/);
  const name = words.join('-').slice(0, MAX_NAME_LENGTH).replace(/-$/, '');
  const story = path.join(path.basename(testPath, '.test.ts'), name);
  for (const [index, handle] of handles.entries())
    await recordHistory(index === 0 ? story : `${story}-${String(index + 1)}`, handle);
}
