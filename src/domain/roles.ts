import type { Role } from './status';

/** Roles that submit, change and end every onboarding, and delegate open requests of other people. */
export const HR_ROLES: readonly Role[] = ['hr', 'admin'];

/** Roles that may resolve any failure. The assignees of a failure may resolve that one. */
export const FAILURE_RESOLVER_ROLES: readonly Role[] = ['hr', 'it', 'admin'];

export const hasAnyRole = ({ roles }: { roles: readonly Role[] }, allowedRoles: readonly Role[]): boolean =>
  roles.some((role) => allowedRoles.includes(role));
