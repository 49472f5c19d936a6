import type { Principal } from '../domain/principal';
import type { Role } from '../domain/status';
import type { Database } from '../database/client';
import { isInvolvedInOpenOnboarding } from '../database/onboardings';
import { findPerson } from '../database/people';

/** A person who may sign in. */
export interface NamedPrincipal extends Principal {
  name: string;
}

/** Sees and decides where a plan names them, and nothing else. */
const DEFAULT_ROLES: readonly Role[] = ['manager'];

/**
 * Who signs in with this address: one of the company's people, the first administrator, or whoever an open onboarding names
 * though nobody has entered them. Read at every request, so that what changes there holds at once.
 */
export async function findPrincipal(
  database: Database,
  email: string,
  adminEmail: string,
): Promise<NamedPrincipal | undefined> {
  const person = await findPerson(database, email);
  if (email === adminEmail)
    return {
      email,
      name: person?.name ?? 'Administrator',
      roles: [...new Set([...(person?.roles ?? []), 'admin' as const])],
    };
  if (person) return { email, name: person.name, roles: person.roles.length > 0 ? person.roles : DEFAULT_ROLES };
  return (await isInvolvedInOpenOnboarding(database, email)) ? { email, name: email, roles: DEFAULT_ROLES } : undefined;
}
