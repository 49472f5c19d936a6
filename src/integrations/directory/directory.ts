import type { LicenceRef } from '../../domain/demand';

export interface Account {
  /** Code of the system in the settings of the company. */
  system: string;
  username: string;
  groups: string[];
  /** Code of the licence that an active account has taken. */
  licence?: string;
  active: boolean;
}

/** Owner of the accounts of one onboarding. */
export interface AccountOwner {
  onboardingId: string;
  name: { givenName: string; familyName?: string; preferredName?: string };
  email: string;
}

export interface NewAccount {
  onboardingId: string;
  username: string;
  system: string;
  groups: string[];
}

/** `key` is the idempotency key of an effect. */
interface Keyed {
  key: string;
}

/** Accounts are created disabled and activated on day one. */
export interface Directory {
  /** Claims a username that was never used. Idempotent: the same key returns the same username. */
  claimUsername(claim: AccountOwner & Keyed): Promise<string>;
  /**
   * Changes the displayed name and the contact address; idempotent. The username follows the name until an account was
   * active for the first time, and the accounts follow the username.
   * @throws SystemError `NoUsername` if none is claimed
   */
  updateOwner(owner: AccountOwner): Promise<string>;
  /** Frees the username claimed with this key, unless it has an account that was ever active. */
  releaseUsername(key: string): Promise<void>;
  /**
   * Creates the account of the username in one system; idempotent.
   * @throws SystemError `NoUsername` if the onboarding has not claimed the username
   */
  createAccount(account: NewAccount & Keyed): Promise<Account>;
  /**
   * Changes the groups of the account; idempotent. `removeAccount` with the key of `createAccount` still removes it.
   * @throws SystemError `NoAccounts` if there is none
   */
  updateAccount(account: NewAccount): Promise<Account>;
  /** Disables and removes the account created with this key. An account that was ever active is kept, disabled. */
  removeAccount(key: string): Promise<void>;
  /**
   * Takes the licences and activates all accounts of this onboarding, or changes nothing; idempotent. `key` identifies the
   * activation for `deactivate`. A licence for a system without an account is not taken.
   * @throws SystemError `NoAccounts`; `NoLicence` if all seats of a licence are taken
   */
  activate(
    activation: { onboardingId: string; licences: readonly LicenceRef[] } & Keyed,
  ): Promise<{ username: string; activated: string[] }>;
  /** Returns the licences and disables the accounts that were activated with this key; a no-op if there are none. */
  deactivate(key: string): Promise<void>;
  listAccounts(onboardingId: string): Promise<Account[]>;
}
