import type { Generated, GeneratedAlways } from 'kysely';
import type { CohortCommand, RowState } from '../domain/cohort';
import type { OnboardingInput } from '../domain/plan/resolved-plan';
import type { Notification, ReplannedInput } from '../domain/onboarding/snapshot';
import type { OnboardingView } from '../domain/onboarding/view';
import type { OnboardingRequest } from '../domain/request';
import type { OnboardingStatus, Readiness, Role } from '../domain/status';
import type { FieldError } from '../lib/errors';
import type { DefaultedTimestamp, Json, Timestamp } from './column-types';
import type { WebhookDeliveriesTable, WebhooksTable } from './webhook-tables';

export interface OnboardingsTable {
  id: string;
  plan: string;
  status: OnboardingStatus;
  /** As the workflow last said; what time has made of it since: `readinessNow`. */
  readiness: Readiness;
  /** When it turns so if nothing moves until then. */
  at_risk_at: Timestamp | null;
  late_at: Timestamp | null;
  employee_name: string;
  department: string;
  location: string;
  manager_email: string;
  start_date: string;
  /** Hash of the person's normalised e-mail while the onboarding is open; null once it is final. Unique. */
  open_key: string | null;
  submitted_by: string;
  submitted_at: Timestamp;
  /** The workflow's input, kept until it is delivered and for the record. */
  input: Json<OnboardingInput>;
  /** What holds in its place by now, where it was planned anew. */
  replanned: Json<ReplannedInput> | null;
  view: Json<OnboardingView>;
  /** Temporal's id of the run that wrote last; writes of another run are taken where Temporal says that it is current. */
  run_id: string | null;
  /** Since when Temporal no longer runs this onboarding although it never ended. */
  lost_at: Timestamp | null;
  /** Since when its workflow task fails again and again, though Temporal says that it runs. */
  stuck_at: Timestamp | null;
  revision_run: number;
  revision_history: number;
  revision_changes: number;
  /** Length of the workflow's history when the reconciler last compared the row with it. */
  checked_history: Generated<string>;
  /** People the plan names: who may see it. */
  involved: string[];
  /** People for whom something waits now. */
  waiting_for: string[];
  /** Roles that the steps of `view` ask now. */
  asked_roles: GeneratedAlways<Role[]>;
  /** Orders what needs attention first, then what starts soonest, then what has ended. */
  urgency: GeneratedAlways<number>;
  /** When Temporal had the start. Null: the starter still owes it. */
  delivered_at: Timestamp | null;
  closed_at: Timestamp | null;
  updated_at: DefaultedTimestamp;
}

export interface TimelineTable {
  /** Order of arrival over all onboardings: what server-sent events follow. */
  id: Generated<string>;
  onboarding_id: string;
  /** Counted by the workflow. Negative: told from outside of it, or by a run that an administrator reset away. */
  seq: number;
  at: Timestamp;
  kind: string;
  step: string | null;
  by: string | null;
  via: string | null;
  note: string | null;
  decision_id: string | null;
}

export interface EffectsTable {
  onboarding_id: string;
  step: string;
  generation: number;
  activity: string;
  state: 'running' | 'done' | 'undoing' | 'undone';
  /** Until when a running attempt may still reach an outside system. */
  lease_until: Timestamp | null;
  result: Json<unknown> | null;
  updated_at: DefaultedTimestamp;
}

export interface OutboxTable {
  id: Generated<string>;
  onboarding_id: string;
  key: string;
  notice: Json<Notification>;
  sent_at: Timestamp | null;
  attempts: Generated<number>;
  next_try_at: DefaultedTimestamp;
  last_error: string | null;
}

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
}

export interface IdempotencyTable {
  caller: string;
  key: string;
  body_hash: string;
  onboarding_id: string;
  answer: Json<unknown>;
  created_at: DefaultedTimestamp;
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

/** A browser in which somebody is signed in. */
export interface SessionsTable {
  id: string;
  /** Of the secret in the cookie, and of the one before it, which holds a moment longer. */
  hash: string;
  previous_hash: string | null;
  rotated_at: DefaultedTimestamp;
  email: string;
  created_at: DefaultedTimestamp;
  seen_at: DefaultedTimestamp;
  expires_at: Timestamp;
  revoked_at: Timestamp | null;
  ip: string | null;
  user_agent: string | null;
}

export interface SignInLinksTable {
  hash: string;
  email: string;
  created_at: DefaultedTimestamp;
  expires_at: Timestamp;
  used_at: Timestamp | null;
}

export interface PeopleTable {
  email: string;
  name: string;
  roles: Role[];
  manager_email: string | null;
  sample: Generated<boolean>;
}

/** Somebody is away, both days included: what opens for them meanwhile is asked of the deputy, too. */
export interface AbsencesTable {
  id: string;
  email: string;
  from_date: string;
  to_date: string;
  deputy_email: string;
  set_by: string;
  created_at: DefaultedTimestamp;
}

export interface UsernamesTable {
  username: string;
  onboarding_id: string;
  effect_key: string;
  created_at: DefaultedTimestamp;
  removed_at: Timestamp | null;
}

export interface AccountsTable {
  username: string;
  application: string;
  onboarding_id: string;
  effect_key: string;
  active: boolean;
  ever_active: boolean;
  activated_by: string | null;
}

export interface ItemsTable {
  tag: string;
  model: string;
  title: string;
  price_cents: number;
  currency: string;
  state: 'free' | 'reserved' | 'retired';
  onboarding_id: string | null;
  effect_key: string | null;
  sample: Generated<boolean>;
}

export interface TrainingSessionsTable {
  id: string;
  course: string;
  title: string;
  starts_at: Timestamp;
  ends_at: Timestamp;
  time_zone: string;
  place: string;
  capacity: number;
  sample: Generated<boolean>;
}

export interface SeatsTable {
  session_id: string;
  onboarding_id: string;
  effect_key: string;
  booked_at: DefaultedTimestamp;
}

export interface CohortsTable {
  id: string;
  submitted_by: string;
  submitter_name: string;
  submitted_at: DefaultedTimestamp;
  /** Frozen into each of its onboardings. */
  options: Json<OnboardingInput['options']>;
  /** The last order that came through the API. */
  wanted: Json<CohortCommand>;
  /** When Temporal had that order. Null: the starter still owes it. */
  delivered_at: Timestamp | null;
}

export interface CohortRowsTable {
  cohort_id: string;
  /** As the one who wrote the file counts: for CSV, the line of the spreadsheet. */
  row: number;
  state: RowState;
  /** Until it is started: then the onboarding has it. */
  request: Json<OnboardingRequest> | null;
  onboarding_id: string | null;
  /** Why it is invalid, or could not start. */
  errors: Json<FieldError[]> | null;
}

export interface Schema {
  onboardings: OnboardingsTable;
  timeline: TimelineTable;
  effects: EffectsTable;
  outbox: OutboxTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  audit: AuditTable;
  idempotency: IdempotencyTable;
  tokens: TokensTable;
  sessions: SessionsTable;
  sign_in_links: SignInLinksTable;
  people: PeopleTable;
  absences: AbsencesTable;
  usernames: UsernamesTable;
  accounts: AccountsTable;
  items: ItemsTable;
  training_sessions: TrainingSessionsTable;
  seats: SeatsTable;
  cohorts: CohortsTable;
  cohort_rows: CohortRowsTable;
}
