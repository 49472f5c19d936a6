import { runProgram } from '../run-program';

const DOWNLOAD_TIMEOUT_MS = 180_000;

/** In a process of its own: the SDK cannot be told to give up, and it would install its runtime in ours. */
const DOWNLOAD_SCRIPT = `
  const [sdk, type, version, downloadDir] = process.argv.slice(1);
  const { Runtime } = require(sdk);
  const exe = { type: 'cached-download', version, downloadDir, ttl: 0, sdkName: 'sdk-typescript', sdkVersion: '1' };
  const local = { ip: '127.0.0.1', uiPort: null, dbFilename: null, ui: false, namespace: 'default' };
  const server = { type, exe, port: null, extraArgs: [], log: { format: 'pretty', level: 'error' }, ...local };
  const runtime = Runtime.instance();
  runtime.createEphemeralServer(server).then((started) => runtime.shutdownEphemeralServer(started)).then(
    () => process.exit(0),
    (error) => { console.error(error.message.split(': ').at(-1)); process.exit(1); });
`;

/**
 * Has Temporal's SDK download one of its servers into `folder`, which it can only do by starting it once.
 * @throws Error where that fails or takes longer than three minutes
 */
export async function downloadWithSdk(
  type: 'dev-server' | 'time-skipping',
  version: string,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const args = ['-e', DOWNLOAD_SCRIPT, require.resolve('@temporalio/worker'), type, version, folder];
  await runProgram(process.execPath, args, { timeoutMs: DOWNLOAD_TIMEOUT_MS, signal });
}
