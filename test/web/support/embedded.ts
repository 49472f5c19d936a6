import { rmSync } from 'node:fs';
import { type PlatformProcess, startPlatform, temporaryFolder } from '../../support/platform-process';
import { portSettings } from '../../support/ports';

/** The platform as `npm start` runs it, with everything embedded, in a folder of its own. */
export interface EmbeddedPlatform {
  url: string;
  inbox: string;
  adminToken: string;
  stop(): Promise<void>;
}

const ADMIN_TOKEN = 'the-administrator-of-the-browser-tests';

export async function startEmbedded(env: Record<string, string> = {}): Promise<EmbeddedPlatform> {
  const root = temporaryFolder();
  const ports = await portSettings();
  const settings = { DATA_DIR: root, ADMIN_TOKEN, RATE_LIMIT: '1000000', ANSWER_SECONDS: '60', LOG_LEVEL: 'warn' };
  const process: PlatformProcess = await startPlatform('all', { ...settings, ...ports, ...env });
  return {
    url: `http://localhost:${ports.PORT}`,
    inbox: `http://127.0.0.1:${ports.INBOX_PORT}`,
    adminToken: ADMIN_TOKEN,
    stop: async () => {
      await process.end('SIGTERM');
      rmSync(root, { recursive: true, force: true });
    },
  };
}
