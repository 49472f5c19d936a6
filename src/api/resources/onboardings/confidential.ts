import type { OnboardingView, TimelineEntry } from '../../../domain/onboarding/view';
import { hasAnyRole, HR_ROLES } from '../../../domain/roles';
import type { AuthenticatedPrincipal } from '../../http/route-access';

/** Entries with the words that ended the onboarding. The reason for a declined approval is the approver's. */
const CONFIDENTIAL_KINDS: readonly string[] = ['cancel-requested', 'cancelled', 'rolled-back', 'recovered'];

/** Removes the details for HR alone: why an onboarding was cancelled or rolled back, in the words of a person. */
export function redactView(view: OnboardingView, principal: AuthenticatedPrincipal): OnboardingView {
  const { termination } = view;
  if (hasAnyRole(principal, HR_ROLES) || termination === undefined || termination.outcome === 'declined') return view;
  return { ...view, termination: { ...termination, comment: undefined } };
}

export const redactEntry = (entry: TimelineEntry, principal: AuthenticatedPrincipal): TimelineEntry =>
  hasAnyRole(principal, HR_ROLES) || !CONFIDENTIAL_KINDS.includes(entry.kind)
    ? entry
    : { ...entry, comment: undefined };
