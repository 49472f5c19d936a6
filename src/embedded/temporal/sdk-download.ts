import { runProgram } from '../run-program';

const DOWNLOAD_TIMEOUT_MS = 180_000;

/** Runs in a separate process: a download by the SDK cannot be aborted, and would install the SDK's runtime in ours. */
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
 * Downloads one of Temporal's servers into `folder` with the SDK, which can only do so by starting it once.
 * @throws Error when the download fails or takes longer than three minutes
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
