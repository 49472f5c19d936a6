import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Terminal } from './output/terminal';
import { CliError, EXIT } from './exit';

export interface GlobalOptions {
  url?: string;
  token?: string;
  json?: boolean;
}

const DEFAULT_URL = 'http://localhost:8080';
const STATE_FILE = 'firstday.json';
/** What an embedded platform keeps in its data folder, as far as it matters here. */
interface EmbeddedState {
  url?: string;
  secrets?: { adminToken?: string };
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Where the API is and who is calling: options first, then the environment, then what the embedded platform here says. */
export function settingsOf(options: GlobalOptions, env: Terminal['env']): { url: string; token: string | undefined } {
  const here = platformHere(env);
  const url = urlOf(options.url ?? (env.FIRSTDAY_URL || here.url) ?? DEFAULT_URL);
  const token = options.token ?? (env.FIRSTDAY_TOKEN || tokenOfThisMachine(url, env, here));
  return { url: url.href.replace(/\/+$/, ''), token };
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new CliError(EXIT.usage, `“${text}” is no address: give one like ${DEFAULT_URL}.`);
}

/** The administrator's token that a platform here is given, or leaves in its DATA_DIR; never sent to another machine. */
function tokenOfThisMachine({ hostname }: URL, env: Terminal['env'], here: EmbeddedState): string | undefined {
  if (!LOOPBACK.includes(hostname)) return undefined;
  return env.ADMIN_TOKEN || here.secrets?.adminToken;
}

function platformHere(env: Terminal['env']): EmbeddedState {
  try {
    return JSON.parse(readFileSync(join(env.DATA_DIR ?? '.data', STATE_FILE), 'utf8')) as EmbeddedState;
  } catch {
    return {};
  }
}
