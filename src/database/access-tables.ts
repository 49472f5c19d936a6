import type { Generated, GeneratedAlways } from 'kysely';
import type { Locale } from '../domain/locale';
import type { SecurityEventKind } from '../domain/security-events';
import type { AccountState, Role } from '../domain/status';
import type { DefaultedTimestamp, Json, Timestamp } from './column-types';

export interface AuditTable {
  id: Generated<string>;
  at: DefaultedTimestamp;
  actor: string;
  action: string;
  onboarding_id: string | null;
  decision_id: string | null;
  ip: string | null;
  user_agent: string | null;
  token_id: string | null;
  detail: Json<unknown> | null;
  /** Keeps the digest of an erased entry from being guessed. */
  salt: Generated<string>;
}

/** Written by a trigger: one link per entry, in the order of commits. */
export interface AuditChainTable {
  position: GeneratedAlways<string>;
  audit_id: GeneratedAlways<string>;
  digest: GeneratedAlways<Buffer>;
  hash: GeneratedAlways<Buffer>;
}

/** One row: the last link. */
export interface AuditHeadTable {
  position: GeneratedAlways<string>;
  hash: GeneratedAlways<Buffer>;
}

export interface SecurityEventsTable {
  id: Generated<string>;
  at: DefaultedTimestamp;
  event: SecurityEventKind;
  /** E-mail address, if the credential belongs to one. */
  actor: string | null;
  token_id: string | null;
  /** Name of the route or page, never the requested URL. */
  route: string | null;
  onboarding_id: string | null;
  ip: string | null;
  user_agent: string | null;
  /** Number of like events that this one stands for. */
  count: Generated<number>;
  /** Of reads: one event per reader, onboarding and hour. */
  read_key: string | null;
}

export interface TokensTable {
  id: string;
  hash: string;
  email: string;
  name: string;
  roles: Role[];
  created_by: string;
  created_at: DefaultedTimestamp;
  expires_at: Timestamp | null;
  revoked_at: Timestamp | null;
}

export interface SessionsTable {
  id: string;
  /** Hash of the secret in the cookie. `previous_hash`: of the one before it, which stays valid for another minute. */
  hash: string;
  previous_hash: string | null;
  rotated_at: DefaultedTimestamp;
  email: string;
  created_at: DefaultedTimestamp;
  /** When the person last entered credentials at the identity provider, as far as it says so. */
  authenticated_at: Timestamp | null;
  last_seen_at: DefaultedTimestamp;
  expires_at: Timestamp;
  revoked_at: Timestamp | null;
  ip: string | null;
  user_agent: string | null;
}

export interface SignInLinksTable {
  hash: string;
  email: string;
  /** Local path to open after the sign-in. */
  next: string;
  created_at: DefaultedTimestamp;
  expires_at: Timestamp;
  used_at: Timestamp | null;
}

export interface PeopleTable {
  email: string;
  name: string;
  roles: Role[];
  manager_email: string | null;
  /** Of pages and mails; null follows the company's language. */
  language: Generated<Locale | null>;
  /** Only an active person can use a credential of Firstday. */
  state: Generated<AccountState>;
  sample: Generated<boolean>;
}

/** Mails to added people, one for each. */
export interface InvitationsTable {
  email: string;
  invited_by: string;
  created_at: DefaultedTimestamp;
  sent_at: Timestamp | null;
  attempts: Generated<number>;
  next_try_at: DefaultedTimestamp;
  last_error: string | null;
}

/** Accounts at identity providers that sign in as a person. */
export interface IdentitiesTable {
  issuer: string;
  subject: string;
  email: string;
  created_at: DefaultedTimestamp;
}

/** Both dates are inclusive. Requests that open during an absence also go to the deputy. */
export interface AbsencesTable {
  id: string;
  email: string;
  from_date: string;
  to_date: string;
  deputy_email: string;
  created_by: string;
  created_at: DefaultedTimestamp;
}
