import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** `public`: only public internet addresses over HTTPS; `any`: unrestricted. */
export type WebhookReach = 'public' | 'any';

export type BlockedUrl = 'url.not-https' | 'url.not-public';

/** True for public unicast addresses: excludes loopback, private networks and cloud metadata. */
export const isPublicAddress = (address: string): boolean => ipaddr.process(address).range() === 'unicast';

/** Returns the code of the field error that blocks this URL. A hostname may still resolve to a private address: `lookupPublicAddress`. */
export function checkWebhookUrl({ protocol, hostname }: URL, reach: WebhookReach): BlockedUrl | undefined {
  if (reach === 'any') return undefined;
  if (protocol !== 'https:') return 'url.not-https';
  const bareHostname = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bareHostname) && !isPublicAddress(bareHostname) ? 'url.not-public' : undefined;
}

export class NotPublicError extends Error {}

/** Fails with `NotPublicError` if any resolved address is not public. Runs at connect time, on the addresses that the call then uses. */
export const lookupPublicAddress: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error) return callback(error, '');
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new NotPublicError(), '');
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
