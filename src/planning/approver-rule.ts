import type { StaffMember } from './planning-facts';

/** Limits approvers to people whom HR cannot add alone: an administrator gives roles, the company creates mailboxes. */
export interface ApproverRule {
  /** False to accept anyone, and only to warn. */
  isStrict: boolean;
  /** E-mail domains whose mailboxes only the company creates. */
  domains: readonly string[];
}

export const ANY_APPROVER: ApproverRule = { isStrict: false, domains: [] };

/** True for a person with a role, or with an address of the company. */
export const isKnownApprover = (
  email: string,
  people: readonly StaffMember[],
  { domains }: Pick<ApproverRule, 'domains'>,
): boolean =>
  people.some((person) => person.email === email && person.roles.length > 0) ||
  domains.includes(email.slice(email.lastIndexOf('@') + 1));
