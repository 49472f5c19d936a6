import type { Locale } from '../domain/locale';
import type { Principal } from '../domain/principal';
import type { Role } from '../domain/status';
import type { Database } from '../database/client';
import { isInvolvedInOpenOnboarding } from '../database/onboardings';
import { findPerson } from '../database/people';

/** A principal entitled to sign in. */
export interface NamedPrincipal extends Principal {
  name: string;
  /** Setting of the person. */
  language?: Locale;
}

/** Grants access only to onboardings whose plan names the person. */
const DEFAULT_ROLES: readonly Role[] = ['manager'];

/**
 * Resolves an address to a principal: an entry in `people`, the first administrator, or a person named by an open
 * onboarding but missing in `people`. Evaluated on every request, so that changes of roles take effect immediately.
 */
export async function findPrincipal(
  database: Database,
  email: string,
  adminEmail: string,
): Promise<NamedPrincipal | undefined> {
  const person = await findPerson(database, email);
  const language = person?.language ?? undefined;
  if (email === adminEmail)
    return {
      email,
      name: person?.name ?? 'Administrator',
      roles: [...new Set([...(person?.roles ?? []), 'admin' as const])],
      language,
    };
  if (person)
    return { email, name: person.name, roles: person.roles.length > 0 ? person.roles : DEFAULT_ROLES, language };
  return (await isInvolvedInOpenOnboarding(database, email)) ? { email, name: email, roles: DEFAULT_ROLES } : undefined;
}
