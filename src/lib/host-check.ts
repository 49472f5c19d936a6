import { isIP } from 'node:net';

const LOOPBACK_NAME = 'localhost';

/**
 * Returns a check of the `Host` header. A page of another site can make its own name lead to this machine (DNS
 * rebinding), and a browser then treats our answers as that site's own. It cannot do so with an IP address.
 * @param names host names by which this server is known, without port
 */
export function createHostCheck(names: readonly string[]): (hostHeader: string | undefined) => boolean {
  const allowedNames = new Set([LOOPBACK_NAME, ...names.map((name) => name.toLowerCase())]);
  return (hostHeader) => {
    if (hostHeader === undefined) return false;
    const name = removePort(hostHeader).toLowerCase();
    return allowedNames.has(name) || isIP(name) !== 0;
  };
}

/** An IPv6 address is in brackets. */
const removePort = (host: string): string => /^\[(.*)\](?::\d*)?$/.exec(host)?.[1] ?? host.replace(/:\d*$/, '');
