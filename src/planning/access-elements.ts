import type { LicenceRef } from '../domain/demand';
import { createReason } from '../domain/reasons/reason';
import type { Condition, ElementList, OnboardingFacts } from './conditions';

/** False where no account is granted. */
export const hasAccounts: Condition = {
  reason: createReason('condition.has-accounts', {}),
  holds: ({ access }) => access.accounts.length > 0,
};

/** Holds if the request asks for more or less access than its profiles grant. */
export const asksBeyondProfile: Condition = {
  reason: createReason('condition.asks-beyond-profile', {}),
  holds: ({ access }) => access.deviations.length > 0,
};

/** The accounts that are granted, as settings of `createAccount`. */
export const grantedAccounts: ElementList = {
  reason: createReason('each.account', {}),
  list: ({ access }) =>
    access.accounts.map(({ system, title, groups }) => ({ code: system, title, settings: { system, title, groups } })),
};

/** Lists the licences of the accounts, as settings of `activateAccounts`. */
export const listLicences = ({ access }: OnboardingFacts): { licences: LicenceRef[] } => ({
  licences: access.accounts.flatMap(({ system, licence }) => (licence === undefined ? [] : [{ system, licence }])),
});
