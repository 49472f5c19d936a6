import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Terminal } from './output/terminal';
import { CliError, EXIT } from './exit';

export interface GlobalOptions {
  url?: string;
  token?: string;
  json?: boolean;
}

export const DEFAULT_URL = 'http://localhost:8080';
const STATE_FILE = 'firstday.json';
/** Subset of the state file that an embedded platform keeps in its data folder. */
interface EmbeddedState {
  url?: string;
  secrets?: { adminToken?: string };
}

const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** Resolves URL and token. Options win over the environment, which wins over the state of an embedded platform. */
export function resolveConnectionSettings(
  options: GlobalOptions,
  env: Terminal['env'],
): { url: string; token: string | undefined } {
  const embedded = readEmbeddedState(env);
  const url = parseApiUrl(options.url ?? (env.FIRSTDAY_URL || embedded.url) ?? DEFAULT_URL);
  const token = options.token ?? (env.FIRSTDAY_TOKEN || findLocalAdminToken(url, env, embedded));
  return { url: url.href.replace(/\/+$/, ''), token };
}

function parseApiUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new CliError(EXIT.usage, 'cli-errors.invalid-url', { text, example: DEFAULT_URL });
}

/** Finds the administrator's token of a local platform. Only for loopback URLs: it is never sent to another machine. */
function findLocalAdminToken({ hostname }: URL, env: Terminal['env'], embedded: EmbeddedState): string | undefined {
  if (!LOOPBACK_HOSTS.includes(hostname)) return undefined;
  return env.ADMIN_TOKEN || embedded.secrets?.adminToken;
}

function readEmbeddedState(env: Terminal['env']): EmbeddedState {
  try {
    return JSON.parse(readFileSync(join(env.DATA_DIR ?? '.data', STATE_FILE), 'utf8')) as EmbeddedState;
  } catch {
    return {};
  }
}
