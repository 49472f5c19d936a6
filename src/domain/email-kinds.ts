import type { NotificationKind } from './onboarding/kinds';

/** Kind of a mail, whatever its language: programs that read mails recognise it by this. */
export type EmailKind =
  | NotificationKind
  | 'welcome'
  | 'training-invitation'
  | 'invitation-cancellation'
  | 'preparations'
  | 'preparations-retraction'
  | 'token-created'
  | 'account-invitation'
  | 'sign-in-link'
  | 'new-hire-link';
