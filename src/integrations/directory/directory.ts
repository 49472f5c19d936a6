/** An application account of a new hire. */
export interface Account {
  application: string;
  username: string;
  active: boolean;
}

export interface NewAccounts {
  /** The effect's idempotency key: a second call with it gives the same accounts. */
  key: string;
  onboardingId: string;
  name: { given: string; family: string; preferred?: string };
  email: string;
  applications: string[];
}

/** Where accounts live. Accounts are created disabled and activated on day one. */
export interface Directory {
  /** Creates one username and an account for it in every application; the same key gives the same accounts. */
  create(accounts: NewAccounts): Promise<{ username: string; accounts: Account[] }>;
  /** Activates all accounts of this onboarding; idempotent. `key` names the activation, so that it can be undone. */
  activate(onboardingId: string, key: string): Promise<{ username: string; activated: string[] }>;
  /** Disables again what the activation `key` activated; nothing where nothing was activated. */
  deactivate(key: string): Promise<void>;
  /** Disables and removes what `create` with this key made; an account that was ever active stays, disabled. */
  remove(key: string): Promise<void>;
  listAccounts(onboardingId: string): Promise<Account[]>;
}
