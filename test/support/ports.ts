import { freePort } from '../../src/embedded/free-port';

const SETTINGS = ['PORT', 'POSTGRES_PORT', 'TEMPORAL_PORT', 'TEMPORAL_UI_PORT', 'SMTP_PORT', 'INBOX_PORT'] as const;

/** Settings by which an embedded platform disturbs no other. */
export async function freePorts(): Promise<Record<(typeof SETTINGS)[number], string>> {
  const ports: [string, string][] = [];
  for (const name of SETTINGS) ports.push([name, String(await freePort())]);
  return Object.fromEntries(ports) as Record<(typeof SETTINGS)[number], string>;
}
