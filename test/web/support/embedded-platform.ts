import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type PlatformProcess, startPlatform, createTemporaryFolder } from '../../support/platform-process';
import { allocatePortSettings } from '../../support/ports';

/** The platform as `npm start` runs it: fully embedded, in its own folder. */
export interface EmbeddedPlatform {
  url: string;
  inboxUrl: string;
  adminToken: string;
  databaseUrl: string;
  stop(): Promise<void>;
}

const ADMIN_TOKEN = 'the-administrator-of-the-browser-tests';

export async function startEmbeddedPlatform(env: Record<string, string> = {}): Promise<EmbeddedPlatform> {
  const root = createTemporaryFolder();
  const ports = await allocatePortSettings();
  const settings = { DATA_DIR: root, ADMIN_TOKEN, RATE_LIMIT: '1000000', ANSWER_SECONDS: '60', LOG_LEVEL: 'warn' };
  const process: PlatformProcess = await startPlatform('all', { ...settings, ...ports, ...env });
  return {
    url: `http://localhost:${ports.PORT}`,
    // Its path contains a secret.
    inboxUrl: /Mail inbox\s+(\S+)/.exec(process.output())?.[1] ?? '',
    adminToken: ADMIN_TOKEN,
    databaseUrl: `postgresql://firstday:${encodeURIComponent(readPassword(root))}@127.0.0.1:${ports.POSTGRES_PORT}/firstday`,
    stop: async () => {
      await process.stop('SIGTERM');
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function readPassword(root: string): string {
  const state = JSON.parse(readFileSync(path.join(root, 'firstday.json'), 'utf8')) as {
    secrets: { postgresPassword: string };
  };
  return state.secrets.postgresPassword;
}
