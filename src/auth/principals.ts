import type { Locale } from '../domain/locale';
import type { Principal } from '../domain/principal';
import type { Role } from '../domain/status';
import type { Database } from '../database/client';
import { isInvolvedInOpenOnboarding } from '../database/onboardings';
import { findPerson, type PersonRow } from '../database/people';

/** A principal entitled to sign in. */
export interface NamedPrincipal extends Principal {
  name: string;
  /** Setting of the person. */
  language?: Locale;
}

/** Grants access only to onboardings whose plan names the person. */
const DEFAULT_ROLES: readonly Role[] = ['manager'];

/**
 * Resolves an address to a principal: an active person with a role, the first administrator, or a person without a role
 * who is named by an open onboarding. Evaluated whenever a credential is used, so that changes take effect immediately.
 */
export async function findPrincipal(
  database: Database,
  email: string,
  adminEmail: string,
): Promise<NamedPrincipal | undefined> {
  const person = await findPerson(database, email);
  if (email === adminEmail) return buildAdministrator(email, person);
  if (person && person.state !== 'active') return undefined;
  const roles = person && person.roles.length > 0 ? person.roles : await findDefaultRoles(database, email);
  return roles && { email, name: person?.name ?? email, roles, language: person?.language ?? undefined };
}

/** The first administrator is set by the configuration, and is active whatever `people` says. */
const buildAdministrator = (email: string, person: PersonRow | undefined): NamedPrincipal => ({
  email,
  name: person?.name ?? 'Administrator',
  roles: [...new Set([...(person?.roles ?? []), 'admin' as const])],
  language: person?.language ?? undefined,
});

const findDefaultRoles = async (database: Database, email: string): Promise<readonly Role[] | undefined> =>
  (await isInvolvedInOpenOnboarding(database, email)) ? DEFAULT_ROLES : undefined;

/** True for a suspended or removed person, to whom no link may give access either. */
export async function isBlocked(database: Database, email: string): Promise<boolean> {
  const person = await findPerson(database, email);
  return person !== undefined && person.state !== 'active';
}
