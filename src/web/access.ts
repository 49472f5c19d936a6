import type { AuthenticatedPrincipal } from '../api/http/route-access';
import { hasAnyRole } from '../domain/roles';
import type { Role } from '../domain/status';

const ANY_ROLE: readonly Role[] = ['hr', 'manager', 'it', 'finance', 'admin'];
const HR: readonly Role[] = ['hr', 'admin'];
const IT: readonly Role[] = ['it', 'admin'];

/**
 * Roles that may open each page; `public` needs no sign-in. Pages call the API as the signed-in principal, so its own
 * access rules apply as well.
 */
export const PAGE_ACCESS = {
  'GET /': ANY_ROLE,
  'GET /reports': ['hr', 'finance', 'admin'],
  'GET /reports.csv': ['hr', 'finance', 'admin'],
  'POST /language': 'public',
  'GET /sign-in': 'public',
  'POST /sign-in': 'public',
  'GET /sign-in/oidc': 'public',
  'GET /sign-in/oidc/callback': 'public',
  'GET /sign-in/{secret}': 'public',
  'POST /sign-in/{secret}': 'public',
  'POST /sign-out': 'public',
  'GET /onboardings': ANY_ROLE,
  'GET /onboardings/{id}': ANY_ROLE,
  'GET /onboardings/{id}/live': ANY_ROLE,
  'GET /onboardings/{id}/cancel': HR,
  'POST /onboardings/{id}/cancel': HR,
  'GET /onboardings/{id}/reschedule': HR,
  'POST /onboardings/{id}/reschedule': HR,
  'GET /onboardings/{id}/amend': HR,
  'POST /onboardings/{id}/amend': HR,
  'GET /tasks': ANY_ROLE,
  'GET /tasks/{id}/{step}': ANY_ROLE,
  'POST /tasks/{id}/{step}': ANY_ROLE,
  'GET /hire': 'public',
  'POST /hire': 'public',
  'GET /hire/{token}': 'public',
  'GET /hire/{token}/{step}': 'public',
  'POST /hire/{token}/{step}': 'public',
  'GET /decide/{token}': 'public',
  'POST /decide/{token}': 'public',

  'GET /onboardings/new': HR,
  'POST /onboardings/new': HR,
  'GET /onboardings/new/preview': HR,
  'POST /onboardings/new/preview': HR,
  'GET /onboardings/new/people': HR,
  'GET /onboardings/new/models': HR,
  'GET /onboardings/new/courses': HR,
  'GET /absences': ANY_ROLE,
  'POST /absences': ANY_ROLE,
  'POST /absences/{id}/remove': ANY_ROLE,
  'GET /cohorts': HR,
  'GET /cohorts/new': HR,
  'POST /cohorts/new': HR,
  'GET /cohorts/new/preview': HR,
  'POST /cohorts/new/preview': HR,
  'GET /cohorts/template': HR,
  'GET /cohorts/{id}': HR,
  'GET /cohorts/{id}/live': HR,
  'POST /cohorts/{id}/cancel': HR,
  'POST /cohorts/{id}/resume': HR,
  'GET /admin': ['hr', 'it', 'admin'],
  'GET /admin/people': ['hr', 'it', 'admin'],
  'GET /admin/people/{email}': HR,
  'POST /admin/people': HR,
  'POST /admin/people/{email}/replace': HR,
  'POST /admin/people/{email}/suspend': ['admin'],
  'POST /admin/people/{email}/reactivate': ['admin'],
  'POST /admin/people/{email}/remove': ['admin'],
  'POST /admin/people/{email}/sessions/end-all': ['admin'],
  'POST /admin/people/{email}/sessions/{id}/end': ['admin'],
  'GET /admin/tokens': ['admin'],
  'POST /admin/tokens': ['admin'],
  'POST /admin/tokens/{id}/revoke': ['admin'],
  'GET /admin/trainings': HR,
  'POST /admin/trainings': HR,
  'GET /admin/trainings/{id}': HR,
  'POST /admin/trainings/{id}': HR,
  'POST /admin/trainings/{id}/cancel': HR,
  'GET /admin/plans': ANY_ROLE,
  'GET /admin/plans/{name}': ANY_ROLE,
  'GET /admin/webhooks': ['admin'],
  'POST /admin/webhooks': ['admin'],
  'GET /admin/webhooks/{id}': ['admin'],
  'POST /admin/webhooks/{id}': ['admin'],
  'POST /admin/webhooks/{id}/test': ['admin'],
  'POST /admin/webhooks/{id}/remove': ['admin'],
  'POST /admin/webhooks/{id}/deliveries/{delivery}/repeat': ['admin'],
  'GET /admin/audit': ['admin'],
  'GET /admin/security': ['admin'],
  'GET /inventory': ['hr', 'it', 'admin'],
  'GET /inventory/new': IT,
  'POST /inventory': IT,
  'GET /inventory/import': IT,
  'POST /inventory/import': IT,
  'GET /inventory/template': IT,
  'POST /inventory/{tag}/retire': IT,
  'POST /inventory/{tag}/restore': IT,
  'GET /account': ANY_ROLE,
  'POST /account/sessions/{id}/end': ANY_ROLE,
  'POST /account/sessions/end-others': ANY_ROLE,
} as const satisfies Record<string, readonly Role[] | 'public'>;

export type PageName = keyof typeof PAGE_ACCESS;

export const getAllowedRoles = (page: PageName): readonly Role[] | 'public' => PAGE_ACCESS[page];

export function canOpenPage(principal: AuthenticatedPrincipal, page: PageName): boolean {
  const roles = getAllowedRoles(page);
  return roles === 'public' || hasAnyRole(principal, roles);
}
