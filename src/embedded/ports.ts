import { StartupError } from '../lib/errors';
import type { DataDir, PortName, Ports } from './data-dir';
import { findFreePort, isPortFree, LOOPBACK } from './free-ports';

/** Environment variable of each port, and the port preferred on a first start. */
export const PORTS: Record<PortName, { variable: string; preferred: number }> = {
  postgres: { variable: 'POSTGRES_PORT', preferred: 5433 },
  temporal: { variable: 'TEMPORAL_PORT', preferred: 7233 },
  temporalUi: { variable: 'TEMPORAL_UI_PORT', preferred: 8233 },
  smtp: { variable: 'SMTP_PORT', preferred: 1025 },
  inbox: { variable: 'INBOX_PORT', preferred: 8025 },
};

/**
 * Returns the configured port, else the one of the last start, else a free one. Remembers the result.
 * @throws StartupError when a configured or remembered port is in use
 */
export async function choosePort(name: PortName, configured: Ports, dataDir: DataDir): Promise<number> {
  const { variable, preferred } = PORTS[name];
  const fixedPort = configured[name] ?? dataDir.state.ports[name];
  if (fixedPort !== undefined) await requireFreePort(fixedPort, LOOPBACK, variable);
  const port = fixedPort ?? ((await isPortFree(preferred, LOOPBACK)) ? preferred : await findFreePort());
  dataDir.update({ ports: { ...dataDir.state.ports, [name]: port } });
  return port;
}

/** @throws StartupError naming the port and its variable when another program listens there */
export async function requireFreePort(port: number, host: string, variable: string): Promise<void> {
  if (await isPortFree(port, host)) return;
  throw new StartupError(
    `Port ${port} of ${host} is in use by another program. Stop that program, or set ${variable} to a free port.`,
  );
}
