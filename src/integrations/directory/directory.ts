export interface Account {
  application: string;
  username: string;
  active: boolean;
}

export interface NewAccounts {
  /** Idempotency key of the effect. */
  key: string;
  onboardingId: string;
  name: { givenName: string; familyName?: string; preferredName?: string };
  email: string;
  applications: string[];
}

/** Corrected data of the accounts of one onboarding. */
export type AccountChange = Omit<NewAccounts, 'key'>;

/** Accounts are created disabled and activated on day one. */
export interface Directory {
  /** Creates one username with an account per application. Idempotent: the same key returns the same accounts. */
  create(accounts: NewAccounts): Promise<{ username: string; accounts: Account[] }>;
  /**
   * Changes the displayed name, the contact address and the applications of the accounts; idempotent. The username follows
   * the name until an account was active for the first time. `remove` with the key of `create` still removes all.
   * @throws SystemError `NoAccounts` if there are none
   */
  update(change: AccountChange): Promise<{ username: string; accounts: Account[] }>;
  /** Activates all accounts of this onboarding; idempotent. `key` identifies the activation for `deactivate`. */
  activate(onboardingId: string, key: string): Promise<{ username: string; activated: string[] }>;
  /** Disables the accounts that were activated with this key; a no-op if there are none. */
  deactivate(key: string): Promise<void>;
  /** Disables and removes the accounts created with this key. An account that was ever active is kept, disabled. */
  remove(key: string): Promise<void>;
  listAccounts(onboardingId: string): Promise<Account[]>;
}
