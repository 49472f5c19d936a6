import type { OnboardingResponse, StepResponse } from '../../../api/resources/onboardings/view-schema';
import type { AuthenticatedPrincipal } from '../../../api/http/route-access';
import { listAllowedChanges } from '../../../domain/onboarding/allowed-actions';
import { getReasonClass } from '../../../domain/reasons/reason';
import { canOpenPage } from '../../access';

export interface CauseLink {
  cause: 'trainings' | 'inventory' | 'request';
  href: string;
}

/** Lists the pages, of those that this person may open, on which the cause of a failed step can be fixed. */
export function listCauseLinks(
  view: OnboardingResponse,
  { status, error }: StepResponse,
  principal: AuthenticatedPrincipal,
): CauseLink[] {
  if (status !== 'failed' || error === undefined || view.termination !== undefined) return [];
  const links: CauseLink[] = [];
  const errorType = getReasonClass(error);
  if (errorType === 'NoSeat' && canOpenPage(principal, 'GET /admin/trainings'))
    links.push({ cause: 'trainings', href: '/admin/trainings' });
  if (errorType === 'OutOfStock' && canOpenPage(principal, 'GET /inventory')) {
    const { missing } = error.params;
    const models = Array.isArray(missing) ? [...new Set(missing)] : [];
    // The page shows one model, or all of them.
    const query = models.length === 1 ? `?model=${encodeURIComponent(String(models[0]))}` : '';
    links.push({ cause: 'inventory', href: `/inventory${query}` });
  }
  if (listAllowedChanges(view, principal).includes('amend'))
    links.push({ cause: 'request', href: `/onboardings/${view.id}/amend` });
  return links;
}
