import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whom webhooks may call: the public internet over HTTPS alone, or anybody. */
export type Reach = 'public' | 'any';

const NOT_PUBLIC = 'its address is not a public one';

/** Whether an address is somebody's on the internet: not this machine's, not a network's own, not a cloud's metadata. */
export const isPublic = (address: string): boolean => ipaddr.process(address).range() === 'unicast';

/** Why this address is never called; undefined where it may be. A name may still turn out to stand for a private address. */
export function whyOutOfReach({ protocol, hostname }: URL, reach: Reach): string | undefined {
  if (reach === 'any') return undefined;
  if (protocol !== 'https:') return 'must begin with https://';
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) && !isPublic(bare) ? NOT_PUBLIC : undefined;
}

/** Resolves a name, and refuses it where it stands for an address that is not public: judged as the call is connected. */
export const lookupPublic: LookupFunction = (hostname, options, answer) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error) return answer(error, '');
    if (first === undefined || !addresses.every(({ address }) => isPublic(address)))
      return answer(new Error(NOT_PUBLIC), '');
    if (options.all) answer(null, addresses);
    else answer(null, first.address, first.family);
  });
};
