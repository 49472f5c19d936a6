import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '::1'];

export type HostCheck = (hostHeader: string | undefined, localAddress: string | undefined) => boolean;

/**
 * Returns a check of the `Host` header. A page of another site can make its own name lead to this machine (DNS
 * rebinding), and a browser then treats our answers as that site's own. An IP address is ours if the connection has
 * arrived at it, as that of a probe by the address of its container, or if it is one of the names.
 * @param names host names and IP addresses by which this server is known, without port
 */
export function createHostCheck(names: readonly string[]): HostCheck {
  const knownHosts = new Set([...LOOPBACK_NAMES, ...names].map(normalizeHost));
  return (hostHeader, localAddress) => {
    if (hostHeader === undefined) return false;
    const host = normalizeHost(removePort(hostHeader));
    return (
      knownHosts.has(host) || (isIP(host) !== 0 && localAddress !== undefined && host === normalizeHost(localAddress))
    );
  };
}

const removePort = (host: string): string => /^(\[.*\])(?::\d*)?$/.exec(host)?.[1] ?? host.replace(/:\d*$/, '');

/** One spelling for each address. An IPv6 address is in brackets in a header, and an IPv4 address may be mapped to one. */
function normalizeHost(host: string): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return isIP(bare) === 0 ? bare : ipaddr.process(bare).toString();
}
