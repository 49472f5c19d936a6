import type { Role } from './status';

/** A person who acts, with the roles that they hold now. */
export interface Principal {
  email: string;
  roles: readonly Role[];
}

/** Builds the principal of a message: without our API's proof it holds no role. */
export const principalOf = (email: string, proof?: { roles: readonly Role[] }): Principal => ({
  email,
  roles: proof?.roles ?? [],
});
