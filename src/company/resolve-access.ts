import type { Access, AccountGrant } from '../domain/access';
import { findOwn } from '../domain/find-own';
import type { OnboardingRequest } from '../domain/request';
import type { AccessConditions, AccessProfile, CompanySystem } from './access-schema';

/** Parts of the settings on which access depends. */
interface AccessSettings {
  profiles: Readonly<Record<string, AccessProfile>>;
  systems: Readonly<Record<string, CompanySystem>>;
}

type AccessRequest = Pick<OnboardingRequest, 'job' | 'plan'>;

/**
 * Resolves the access of a request: of the profiles whose conditions hold, the one with the most conditions, and all
 * additions to it. Accounts in one system become one with the groups of all and the licence named last; equipment adds up;
 * a training counts once.
 */
export function resolveAccess({ profiles, systems }: AccessSettings, request: AccessRequest): Access {
  const matching = Object.entries(profiles).filter(([, { when }]) => meetsConditions(request, when));
  const [mostSpecific] = matching
    .filter(([, { isAddition }]) => !isAddition)
    .sort(([, a], [, b]) => countConditions(b.when) - countConditions(a.when));
  const additions = matching.filter(([, { isAddition }]) => isAddition);
  const granting = [...(mostSpecific ? [mostSpecific] : []), ...additions];
  return mergeProfiles(granting, systems);
}

function mergeProfiles(
  granting: readonly (readonly [string, AccessProfile])[],
  systems: AccessSettings['systems'],
): Access {
  const accounts = new Map<string, AccountGrant>();
  for (const grant of granting.flatMap(([, profile]) => profile.accounts))
    accounts.set(grant.system, mergeGrants(accounts.get(grant.system), grant));
  return {
    profiles: granting.map(([code, { title }]) => ({ code, title })),
    accounts: [...accounts.values()].map((grant) => ({
      ...grant,
      title: findOwn(systems, grant.system)?.title ?? grant.system,
    })),
    equipment: granting.flatMap(([, { equipment }]) => equipment),
    trainings: [...new Set(granting.flatMap(([, { trainings }]) => trainings))],
  };
}

/** Adds a grant to an earlier one in the same system. */
export function mergeGrants(earlier: AccountGrant | undefined, grant: AccountGrant): AccountGrant {
  if (earlier === undefined) return grant;
  const licence = grant.licence ?? earlier.licence;
  const groups = [...new Set([...earlier.groups, ...grant.groups])];
  return { system: grant.system, groups, ...(licence !== undefined && { licence }) };
}

export const countConditions = (when: AccessConditions): number =>
  Object.values(when).filter((values) => values !== undefined).length;

const meetsConditions = ({ job, plan }: AccessRequest, when: AccessConditions): boolean =>
  isAmong(job.department, when.department) &&
  isAmong(job.location, when.location) &&
  isAmong(job.employmentType, when.employmentType) &&
  isAmong(job.title, when.title) &&
  isAmong(plan, when.plan) &&
  (when.remote === undefined || when.remote.includes(job.remote));

const isAmong = (value: string | undefined, values: readonly string[] | undefined): boolean =>
  values === undefined || values.some((one) => one.toLowerCase() === value?.toLowerCase());
