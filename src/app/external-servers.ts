import { getAddress } from '../temporal/connection';
import type { Config } from './config';

/**
 * Lists the configured servers with the setting of each: a setting that is left in the shell would otherwise use, and
 * migrate, another platform's servers without a word. Names no user and no password.
 */
export function listExternalServers({ temporal, database, mail }: Config): string[] {
  const servers = [
    { name: 'Temporal', address: temporal.connection && getAddress(temporal.connection), setting: temporal.source },
    { name: 'PostgreSQL', address: describeUrl(database.url), setting: 'DATABASE_URL' },
    { name: 'Mail', address: describeUrl(mail.smtpUrl), setting: 'SMTP_URL' },
  ];
  return servers
    .filter(({ address }) => address !== undefined)
    .map(({ name, address, setting }) => `${name}: ${address} from ${setting}`);
}

function describeUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const { host, pathname } = new URL(url);
  return decodeURIComponent(host) + (pathname === '/' ? '' : pathname);
}
