import { createFreePortFinder } from '../../src/embedded/free-ports';

const PORT_SETTINGS = [
  'PORT',
  'POSTGRES_PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'SMTP_PORT',
  'INBOX_PORT',
] as const;

// Each Jest worker has its own 1,000 ports, below those of the platforms: a port may be used long after its allocation.
const LOWEST_PORT = 11_000 + (Number(process.env.JEST_WORKER_ID ?? 0) % 9) * 1_000;

/** Returns a free loopback TCP port that no other test gets. */
export const allocatePort = createFreePortFinder(LOWEST_PORT, LOWEST_PORT + 999);

/** Allocates the ports of an embedded platform, so that platforms do not conflict. */
export async function allocatePortSettings(): Promise<Record<(typeof PORT_SETTINGS)[number], string>> {
  const ports: [string, string][] = [];
  for (const name of PORT_SETTINGS) ports.push([name, String(await allocatePort())]);
  return Object.fromEntries(ports) as Record<(typeof PORT_SETTINGS)[number], string>;
}
