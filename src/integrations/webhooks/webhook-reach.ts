import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whom webhooks may call: the public internet over HTTPS alone, or anybody. */
export type WebhookReach = 'public' | 'any';

const NOT_PUBLIC_MESSAGE = 'its address is not a public one';

/** Whether an address is somebody's on the internet: not this machine's, not a network's own, not a cloud's metadata. */
export const isPublicAddress = (address: string): boolean => ipaddr.process(address).range() === 'unicast';

/** Why this address is never called; undefined where it may be. A name may still turn out to stand for a private address. */
export function checkWebhookUrl({ protocol, hostname }: URL, reach: WebhookReach): string | undefined {
  if (reach === 'any') return undefined;
  if (protocol !== 'https:') return 'must begin with https://';
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) && !isPublicAddress(bare) ? NOT_PUBLIC_MESSAGE : undefined;
}

/** Resolves a name, and refuses it where it stands for an address that is not public: judged as the call is connected. */
export const lookupPublicAddress: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error) return callback(error, '');
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new Error(NOT_PUBLIC_MESSAGE), '');
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
