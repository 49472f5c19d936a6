import type { Access, AccessDeviation, AccountGrant } from '../domain/access';
import { findOwn } from '../domain/find-own';
import type { OnboardingRequest } from '../domain/request';
import type { AccessProfile, CompanySystem } from './access-schema';
import { type ConditionFacts, countConditions, meetsConditions } from './conditions';

/** Parts of the settings on which access depends. */
interface AccessSettings {
  profiles: Readonly<Record<string, AccessProfile>>;
  systems: Readonly<Record<string, CompanySystem>>;
}

type AccessRequest = ConditionFacts & Pick<OnboardingRequest, 'access'>;

/**
 * Resolves the access of a request: of the profiles whose conditions hold, the one with the most conditions, and all
 * additions to it. Accounts in one system become one with the groups of all and the licence of the addition with the most
 * conditions; equipment adds up; a training counts once. Then adds and removes the accounts that the request names.
 */
export function resolveAccess({ profiles, systems }: AccessSettings, request: AccessRequest): Access {
  const matching = Object.entries(profiles).filter(([, { when }]) => meetsConditions(request, when));
  const [mostSpecific] = matching
    .filter(([, { isAddition }]) => !isAddition)
    .sort(([, a], [, b]) => countConditions(b.when) - countConditions(a.when));
  // The order of the profiles in the settings decides nothing.
  const additions = matching
    .filter(([, { isAddition }]) => isAddition)
    .sort(([codeA, a], [codeB, b]) => countConditions(a.when) - countConditions(b.when) || (codeA < codeB ? -1 : 1));
  const granting = [...(mostSpecific ? [mostSpecific] : []), ...additions];
  return applyChange(mergeProfiles(granting, systems), request.access, systems);
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
    accounts: [...accounts.values()].map((grant) => describeAccount(grant, systems)),
    equipment: granting.flatMap(([, { equipment }]) => equipment),
    trainings: [...new Set(granting.flatMap(([, { trainings }]) => trainings))],
    deviations: [],
  };
}

/** Ignores changes without effect: an account that the profiles grant already, or one to remove that they do not. */
function applyChange(access: Access, change: AccessRequest['access'], systems: AccessSettings['systems']): Access {
  const { add = [], remove = [] } = change ?? {};
  const kept = access.accounts.filter(({ system }) => !remove.includes(system));
  const accounts = new Map(kept.map((account) => [account.system, account]));
  const added = add.filter((grant) => {
    const earlier = accounts.get(grant.system);
    const merged = mergeGrants(earlier, grant);
    accounts.set(grant.system, describeAccount(merged, systems));
    return earlier === undefined || merged.licence !== earlier.licence || merged.groups.length > earlier.groups.length;
  });
  const describe = (system: string, kind: AccessDeviation['kind']): AccessDeviation => ({
    ...{ system, kind, title: getTitle(systems, system) },
    owner: findOwn(systems, system)?.owner ?? DEFAULT_OWNER,
  });
  const removed = access.accounts.filter(({ system }) => remove.includes(system));
  return {
    ...access,
    accounts: [...accounts.values()],
    deviations: [
      ...added.map(({ system }) => describe(system, 'added')),
      ...removed.map(({ system }) => describe(system, 'removed')),
    ],
  };
}

/** Of a system that is not in the settings; the request is refused then. */
const DEFAULT_OWNER = 'it';

/** Adds the titles of the system and of the licence. */
export function describeAccount(
  { system, groups, licence }: AccountGrant,
  systems: AccessSettings['systems'],
): Access['accounts'][number] {
  const title = getTitle(systems, system);
  if (licence === undefined) return { system, title, groups };
  const licenceTitle = findOwn(findOwn(systems, system)?.licences ?? {}, licence)?.title;
  return { system, title, groups, licence, ...(licenceTitle !== undefined && { licenceTitle }) };
}

const getTitle = (systems: AccessSettings['systems'], system: string) => findOwn(systems, system)?.title ?? system;

/** Adds a grant to an earlier one in the same system. */
export function mergeGrants(earlier: AccountGrant | undefined, grant: AccountGrant): AccountGrant {
  if (earlier === undefined) return grant;
  const licence = grant.licence ?? earlier.licence;
  const groups = [...new Set([...earlier.groups, ...grant.groups])];
  return { system: grant.system, groups, ...(licence !== undefined && { licence }) };
}
