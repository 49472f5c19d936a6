import type { ClientConnectConfig } from '@temporalio/envconfig';
import type { Settings } from './settings';

/** Lists the connections without TLS that production refuses, each with a hint. */
export function listInsecureConnections(
  { NODE_ENV, PUBLIC_URL, ALLOW_INSECURE }: Settings,
  temporal: ClientConnectConfig | undefined,
): string[] {
  if (NODE_ENV !== 'production') return [];
  const problems: string[] = [];
  if (PUBLIC_URL?.startsWith('http:') && !ALLOW_INSECURE.includes('public-url'))
    problems.push(
      'PUBLIC_URL: must begin with https:// in production, since sessions and mailed links pass there; for a trial, set ALLOW_INSECURE=public-url',
    );
  const { address, tls } = temporal?.connectionOptions ?? {};
  if (temporal && !tls && !isLoopback(address) && !ALLOW_INSECURE.includes('temporal'))
    problems.push(
      'TEMPORAL_TLS: must be true in production, unless the network is your own: then set ALLOW_INSECURE=temporal',
    );
  return problems;
}

const isLoopback = (address = ''): boolean => /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/.test(address);
