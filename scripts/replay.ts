import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { settingsSchema } from '../src/app/settings';
import { OnboardingCodec, type PayloadKeys } from '../src/temporal/codec';
import { createDataConverter } from '../src/temporal/data-converter';
import { SEALED_METADATA_KEY } from '../src/temporal/payload-converter';
import { resolveWorkflowBundle } from '../src/worker/workflow-bundle';

const SETTINGS_FILE = '.env';

type History = ReturnType<typeof historyFromJSON>;

/** `npm run replay <file.json>`: replays one history through the workflow code of this checkout. */
async function replayHistory(file: string | undefined): Promise<void> {
  if (file === undefined) throw new Error('Name the file of a history: npm run replay <file.json>');
  if (existsSync(SETTINGS_FILE)) process.loadEnvFile(SETTINGS_FILE);
  const keys = parsePayloadKeys(process.env);
  const history = await readHistory(file);
  await requireMatchingKeys(history, keys);

  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const dataConverter = createDataConverter(keys);
  const sinks = { projection: { write: { fn: () => undefined } } };
  const options = { workflowBundle: await resolveWorkflowBundle(dataConverter), dataConverter, sinks };
  await Worker.runReplayHistory(options, history);
  console.log(`${history.events?.length ?? 0} events replay on the workflow code of this checkout.`);
}

function parsePayloadKeys(env: NodeJS.ProcessEnv): PayloadKeys {
  const settings = settingsSchema.pick({ ENCRYPTION_KEYS: true, SEALING_KEY: true }).safeParse(env);
  if (settings.success) return { encryption: settings.data.ENCRYPTION_KEYS ?? [], sealing: settings.data.SEALING_KEY };
  throw new Error(settings.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}.`).join('\n'));
}

/** Reads the output of `temporal workflow show --output json`, or a recording of test/histories, which wraps it. */
async function readHistory(file: string): Promise<History> {
  const json = JSON.parse(await readFile(file, 'utf8')) as { history?: unknown };
  return historyFromJSON(json.history ?? json);
}

/** Rejects wrong keys: otherwise the workflow fails to read its input, which looks like nondeterminism. */
async function requireMatchingKeys({ events }: History, keys: PayloadKeys): Promise<void> {
  const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  const decoded = await new OnboardingCodec(keys).decode(input);
  if (decoded.length > 0 && decoded.every(({ metadata }) => metadata?.[SEALED_METADATA_KEY])) return;
  throw new Error(
    'This history was written with other keys. Set ENCRYPTION_KEYS and SEALING_KEY to those of its platform: docs/debugging.md.',
  );
}

replayHistory(process.argv[2]).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
