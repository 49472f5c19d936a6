import type { Role } from './status';

/** Acting person with their current roles. */
export interface Principal {
  email: string;
  roles: readonly Role[];
  /** Address of the agent that acts on behalf of this one. */
  agent?: string;
}

/** Builds the principal of a message: without the API's proof it has no roles. */
export const createPrincipal = (email: string, proof?: { roles: readonly Role[]; agent?: string }): Principal => ({
  email,
  roles: proof?.roles ?? [],
  agent: proof?.agent,
});
