import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { Logger } from 'pino';
import { StartupError } from '../../lib/errors';
import type { DataDir, Ports } from '../data-dir';
import { LOOPBACK } from '../free-ports';
import { stopOrphan } from '../orphan';
import { choosePort } from '../ports';
import { type ServerSpec, type SupervisedServer, supervise } from '../supervisor';
import {
  type DevelopmentServer,
  getTemporalAddress,
  buildTemporalCommand,
  waitForTemporal,
} from './development-server';

const SQLITE_MAGIC = 'SQLite format 3\0';

/**
 * Starts and supervises the embedded Temporal server of a data folder.
 * @param cli path of Temporal's command line
 * @throws StartupError when a port is taken, its file is damaged, or it does not start
 */
export async function startTemporal(
  dataDir: DataDir,
  ports: Ports,
  cli: string,
  logger: Logger,
  onLaunch?: () => void,
): Promise<{ address: string; uiUrl: string; server: SupervisedServer }> {
  const recordFile = dataDir.resolvePath('temporal.process');
  const file = dataDir.resolvePath('temporal', 'temporal.db');
  // A second server would silently open the same file, so the old one must have ended first.
  await stopOrphan(recordFile);
  requireSqlite(file);
  const port = await choosePort('temporal', ports, dataDir);
  const uiPort = await choosePort('temporalUi', ports, dataDir);
  const developmentServer = { cli, port, uiPort, file };
  const server = await supervise({ ...buildServerSpec(dataDir, developmentServer), recordFile, onLaunch }, logger);
  return { address: getTemporalAddress(developmentServer), uiUrl: `http://${LOOPBACK}:${uiPort}`, server };
}

const buildServerSpec = (dataDir: DataDir, server: DevelopmentServer): Omit<ServerSpec, 'recordFile'> => ({
  name: "Temporal's development server",
  command: buildTemporalCommand(server),
  logFile: dataDir.resolvePath('logs', 'temporal.log'),
  waitUntilReady: (giveUp) => waitForTemporal(server, giveUp),
  hint: `Mend what its log names; where its file ${server.file ?? ''} is damaged, restore DATA_DIR from a backup.`,
});

function requireSqlite(file: string): void {
  if (!existsSync(file)) return;
  const head = Buffer.alloc(SQLITE_MAGIC.length);
  const descriptor = openSync(file, 'r');
  const length = readSync(descriptor, head, 0, head.length, 0);
  closeSync(descriptor);
  // A server killed before its first write leaves an empty file.
  if (length === 0 || head.toString('latin1') === SQLITE_MAGIC) return;
  throw new StartupError(
    `${file} is damaged: it is not an SQLite file. Restore DATA_DIR from a backup, or set it to an empty folder to ` +
      `begin anew.`,
  );
}
