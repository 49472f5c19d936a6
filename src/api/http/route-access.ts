import type { Response } from 'express';
import type { Locale } from '../../domain/locale';
import type { Principal } from '../../domain/principal';
import { hasAnyRole, HR_ROLES } from '../../domain/roles';
import type { Role } from '../../domain/status';
import type { VisibilityScope } from '../../database/onboardings';

const ALL_ROLES: readonly Role[] = ['hr', 'manager', 'it', 'finance', 'admin'];

/**
 * Roles that may use each route; `public` needs no token. Callers other than HR and administrators see and decide only
 * onboardings whose plan names them, or with an open request to them or one of their roles (`getVisibilityScope`).
 * The workflow checks if a caller may answer an open approval or task: the plan determines the assignees.
 */
export const ROUTE_ACCESS = {
  'POST /onboardings': HR_ROLES,
  'POST /onboardings/preview': HR_ROLES,
  'GET /onboardings': ALL_ROLES,
  'GET /onboardings/counts': ALL_ROLES,
  'GET /onboardings/{id}': ALL_ROLES,
  'GET /onboardings/{id}/events': ALL_ROLES,
  'GET /onboardings/{id}/holdings': ALL_ROLES,
  'GET /onboardings/{id}/history': ['it', 'admin'],
  'POST /onboardings/{id}/steps/{step}/approve': ALL_ROLES,
  'POST /onboardings/{id}/steps/{step}/decline': ALL_ROLES,
  'POST /onboardings/{id}/steps/{step}/delegate': ALL_ROLES,
  'POST /onboardings/{id}/steps/{step}/remind': ALL_ROLES,
  'POST /onboardings/{id}/steps/{step}/complete': ALL_ROLES,
  'POST /onboardings/{id}/steps/{step}/retry': ALL_ROLES,
  'POST /onboardings/{id}/steps/{step}/done': ALL_ROLES,
  'POST /onboardings/{id}/steps/{step}/skip': ALL_ROLES,
  'POST /onboardings/{id}/steps/{step}/accept': ALL_ROLES,
  'POST /onboardings/{id}/cancel': HR_ROLES,
  'POST /onboardings/{id}/rollback': HR_ROLES,
  'POST /onboardings/{id}/reschedule': HR_ROLES,
  'POST /onboardings/{id}/reschedule/preview': HR_ROLES,
  'POST /onboardings/{id}/amend/preview': HR_ROLES,
  'PATCH /onboardings/{id}': HR_ROLES,
  'POST /cohorts': HR_ROLES,
  'POST /cohorts/preview': HR_ROLES,
  'GET /cohorts': HR_ROLES,
  'GET /cohorts/template': HR_ROLES,
  'GET /cohorts/{id}': HR_ROLES,
  'POST /cohorts/{id}/cancel': HR_ROLES,
  'POST /cohorts/{id}/resume': HR_ROLES,
  'GET /tasks': ALL_ROLES,
  'GET /plans': ALL_ROLES,
  'GET /plans/{name}': ALL_ROLES,
  'GET /locations': ALL_ROLES,
  'GET /departments': ALL_ROLES,
  'GET /systems': ALL_ROLES,
  'GET /company': HR_ROLES,
  'PUT /company': HR_ROLES,
  'POST /company/preview': HR_ROLES,
  'GET /company/versions': HR_ROLES,
  'GET /company/versions/{version}': HR_ROLES,
  'POST /company/days-off': HR_ROLES,
  'GET /company/access': HR_ROLES,
  'GET /company/setup': HR_ROLES,
  'GET /company/sample': ['admin'],
  'POST /company/remove-sample': ['admin'],
  'GET /inventory': ALL_ROLES,
  'GET /inventory/models': ALL_ROLES,
  'POST /inventory': ['it', 'admin'],
  'POST /inventory/import': ['it', 'admin'],
  'POST /inventory/{tag}/retire': ['it', 'admin'],
  'POST /inventory/{tag}/restore': ['it', 'admin'],
  'GET /trainings': ALL_ROLES,
  'GET /trainings/courses': ALL_ROLES,
  'POST /trainings': HR_ROLES,
  'GET /trainings/{id}': ALL_ROLES,
  'PATCH /trainings/{id}': HR_ROLES,
  'POST /trainings/{id}/cancel': HR_ROLES,
  'GET /people': ['hr', 'it', 'admin'],
  'POST /people': HR_ROLES,
  'POST /people/import': HR_ROLES,
  'POST /people/import/preview': HR_ROLES,
  'GET /people/{email}': HR_ROLES,
  'PUT /people/{email}': HR_ROLES,
  'PATCH /people/{email}': ALL_ROLES,
  'POST /people/{email}/replace': HR_ROLES,
  'POST /people/{email}/suspend': ['admin'],
  'POST /people/{email}/reactivate': ['admin'],
  'POST /people/{email}/remove': ['admin'],
  'GET /people/{email}/sessions': ALL_ROLES,
  'DELETE /people/{email}/sessions': ALL_ROLES,
  'DELETE /people/{email}/sessions/{id}': ALL_ROLES,
  'GET /people/{email}/absences': ALL_ROLES,
  'POST /people/{email}/absences': ALL_ROLES,
  'DELETE /people/{email}/absences/{id}': ALL_ROLES,
  'GET /reports': ['hr', 'finance', 'admin'],
  'GET /reports.csv': ['hr', 'finance', 'admin'],
  'GET /tokens': ['admin'],
  'POST /tokens': ['admin'],
  'DELETE /tokens/{id}': ['admin'],
  'GET /webhooks': ['admin'],
  'GET /webhooks/{id}': ['admin'],
  'POST /webhooks': ['admin'],
  'PATCH /webhooks/{id}': ['admin'],
  'DELETE /webhooks/{id}': ['admin'],
  'POST /webhooks/{id}/test': ['admin'],
  'GET /webhooks/{id}/deliveries': ['admin'],
  'POST /webhooks/{id}/deliveries/{delivery}/repeat': ['admin'],
  'GET /audit': ['admin'],
  'GET /audit/export': ['admin'],
  'GET /security-events': ['admin'],
  'POST /codec/decode': ['it', 'admin'],
  'POST /codec/encode': ['it', 'admin'],
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /openapi.json': 'public',
  'GET /problems/{code}': 'public',
} as const satisfies Record<string, readonly Role[] | 'public'>;

export type RouteName = keyof typeof ROUTE_ACCESS;

/** Principal of a call; `tokenId` identifies the credential used. */
export interface AuthenticatedPrincipal extends Principal {
  name: string;
  /** Setting of a signed-in person. */
  language?: Locale;
  tokenId: string;
}

/** Principal of public routes called without a token. */
export const ANONYMOUS: AuthenticatedPrincipal = { email: 'anonymous', name: 'Anonymous', roles: [], tokenId: 'none' };

/** Principal of the call, which `authenticate` sets; undefined without a valid credential. */
export const getPrincipal = (response: Response): AuthenticatedPrincipal | undefined =>
  response.locals.principal as AuthenticatedPrincipal | undefined;

export function canUseRoute(principal: AuthenticatedPrincipal, route: RouteName): boolean {
  const roles: readonly Role[] | 'public' = ROUTE_ACCESS[route];
  return roles === 'public' || hasAnyRole(principal, roles);
}

/** `undefined` sees all onboardings; a principal sees those that name them or have an open request to them. */
export const getVisibilityScope = (principal: AuthenticatedPrincipal): VisibilityScope =>
  hasAnyRole(principal, HR_ROLES) ? undefined : principal;
