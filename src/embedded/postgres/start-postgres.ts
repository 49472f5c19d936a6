import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { StartupError } from '../../lib/errors';
import type { DataDir, Ports } from '../data-dir';
import { stopOrphan, stopProcess } from '../orphan';
import { choosePort } from '../ports';
import { identifyProcess } from '../process-identity';
import { hasProcessArgument } from '../process-arguments';
import { type ServerSpec, type SupervisedServer, supervise } from '../supervisor';
import { POSTGRES_MAJOR } from './binaries';
import { canHoldSocket, removeStaleSockets } from './socket';
import {
  type Cluster,
  waitForCluster,
  buildClusterUrl,
  ensureDatabase,
  initCluster,
  buildServerCommand,
} from './cluster';

const DATABASE = 'firstday';

/**
 * Starts and supervises the embedded PostgreSQL of a data folder.
 * @throws StartupError when its port is taken, its folder is damaged, or it does not start
 */
export async function startPostgres(
  dataDir: DataDir,
  ports: Ports,
  logger: Logger,
  onLaunch?: () => void,
): Promise<{ url: string; server: SupervisedServer }> {
  const folder = dataDir.resolvePath('postgres');
  const recordFile = dataDir.resolvePath('postgres.process');
  await stopOrphan(recordFile);
  await clearStalePid(folder);
  removeStaleSockets(folder);
  requireMatchingVersion(folder);
  const { postgresSuperuserPassword: superuser, postgresPassword: app } = dataDir.state.secrets;
  const passwords = { superuser, app };
  const port = await choosePort('postgres', ports, dataDir);
  await initCluster({ folder, passwords });
  const cluster: Cluster = { folder, passwords, port, hasSocket: await canHoldSocket(folder, port) };
  const server = await supervise({ ...buildServerSpec(dataDir, cluster), recordFile, onLaunch }, logger);
  await ensureDatabase(cluster, DATABASE);
  return { url: buildClusterUrl(cluster, DATABASE), server };
}

const buildServerSpec = (dataDir: DataDir, cluster: Cluster): Omit<ServerSpec, 'recordFile'> => ({
  name: 'The embedded PostgreSQL',
  command: buildServerCommand(cluster),
  logFile: dataDir.resolvePath('logs', 'postgres.log'),
  waitUntilReady: (giveUp) => waitForCluster(cluster, giveUp),
  hint: 'Mend what its log names; where its files are damaged, restore DATA_DIR from a backup.',
});

function requireMatchingVersion(folder: string): void {
  if (!existsSync(folder)) return;
  const file = path.join(folder, 'PG_VERSION');
  const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'none';
  if (found === POSTGRES_MAJOR) return;
  throw new StartupError(
    `${folder} is not a data folder of PostgreSQL ${POSTGRES_MAJOR} (version found: ${found}). Restore DATA_DIR from ` +
      `a backup, or set it to an empty folder to begin anew.`,
  );
}

/**
 * PostgreSQL refuses to start if its pid file names a running process, even one that merely reused the pid.
 * A pid file without a process is left to PostgreSQL, which first makes sure that none of its sessions remain.
 */
async function clearStalePid(folder: string): Promise<void> {
  const file = path.join(folder, 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n', 1)[0]) : NaN;
  const found = Number.isInteger(pid) && pid > 0 ? identifyProcess(pid) : undefined;
  if (!found) return;
  if (hasProcessArgument(pid, folder)) await stopProcess(found);
  else rmSync(file, { force: true });
}
