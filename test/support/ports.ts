import { createFreePortFinder } from '../../src/embedded/free-ports';

const PORT_SETTINGS = [
  'PORT',
  'POSTGRES_PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'SMTP_PORT',
  'INBOX_PORT',
] as const;

// Each process of tests has a thousand for itself, below those of the platforms: a port may be used long after it was given.
const LOWEST_PORT = 11_000 + (Number(process.env.JEST_WORKER_ID ?? 0) % 9) * 1_000;

/** A free TCP port of the loopback interface that no other test is given. */
export const allocatePort = createFreePortFinder(LOWEST_PORT, LOWEST_PORT + 999);

/** Settings by which an embedded platform disturbs no other. */
export async function allocatePortSettings(): Promise<Record<(typeof PORT_SETTINGS)[number], string>> {
  const ports: [string, string][] = [];
  for (const name of PORT_SETTINGS) ports.push([name, String(await allocatePort())]);
  return Object.fromEntries(ports) as Record<(typeof PORT_SETTINGS)[number], string>;
}
