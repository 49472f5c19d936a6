import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { CohortCommand, RowState } from '../domain/cohort';
import type { OnboardingInput } from '../domain/plan/resolved-plan';
import type { Notification, ReplannedInput } from '../domain/onboarding/snapshot';
import type { OnboardingView } from '../domain/onboarding/view';
import type { Reason } from '../domain/reasons/reason';
import type { OnboardingRequest } from '../domain/request';
import type { OnboardingStatus, Readiness, Role } from '../domain/status';
import type { FieldError } from '../domain/field-errors/field-error';
import type {
  AbsencesTable,
  AuditChainTable,
  AuditHeadTable,
  AuditTable,
  IdentitiesTable,
  InvitationsTable,
  PeopleTable,
  SecurityEventsTable,
  SessionsTable,
  SignInLinksTable,
  TokensTable,
} from './access-tables';
import type { DefaultedTimestamp, Json, Timestamp } from './column-types';
import type { CompanyVersionsTable } from './company-tables';
import type { WebhookDeliveriesTable, WebhooksTable } from './webhook-tables';

export interface OnboardingsTable {
  id: string;
  plan: string;
  status: OnboardingStatus;
  /** As last recorded by the workflow. Current value: `readinessNow`. */
  readiness: Readiness;
  /** Instants at which the onboarding becomes at risk or late without progress. */
  at_risk_at: Timestamp | null;
  late_at: Timestamp | null;
  employee_name: string;
  /** Hash of the person's normalised e-mail address. */
  person_key: string;
  /** Folded (`foldText`): the name; and the name, addresses, title and department, for searches. */
  sort_name: string;
  search_text: string;
  department: string;
  location: string;
  manager_email: string;
  start_date: string;
  /** Hash of the person's normalised e-mail address while the onboarding is open, null once it is final. Unique. */
  open_key: string | null;
  submitted_by: string;
  submitted_at: Timestamp;
  /** Input of the workflow, kept until its delivery to Temporal and for the record. */
  input: Json<OnboardingInput>;
  /** Replaces the request and plan of `input` after a reschedule or amendment. */
  replanned_input: Json<ReplannedInput> | null;
  view: Json<OnboardingView>;
  /**
   * Temporal's id of the run that wrote last. Writes of an earlier or unrelated run are accepted only if Temporal
   * reports it as the current one.
   */
  run_id: string | null;
  /** Instant since which Temporal no longer runs this onboarding although it has not ended: orphaned. */
  orphaned_at: Timestamp | null;
  /** Instant since which its workflow task fails repeatedly, although Temporal reports the workflow as running. */
  stuck_at: Timestamp | null;
  revision_run: number;
  revision_history: number;
  revision_changes: number;
  /** Length of the workflow's history when the reconciler last compared the row with it. */
  checked_history_length: Generated<string>;
  /** Addresses of the people named by the plan. They may see the onboarding. */
  involved_people: string[];
  /** Addresses of people with an open request. */
  pending_people: string[];
  /** Roles with an open request, computed from `view`. */
  pending_roles: GeneratedAlways<Role[]>;
  /** Sort key: needs attention first, then open by start date, then ended. */
  urgency: GeneratedAlways<number>;
  /** When Temporal accepted the start. Null: the starter has yet to deliver it. */
  workflow_started_at: Timestamp | null;
  closed_at: Timestamp | null;
  updated_at: DefaultedTimestamp;
}

export interface TimelineTable {
  /** Order of arrival over all onboardings, followed by server-sent events. */
  id: Generated<string>;
  onboarding_id: string;
  /** Counted by the workflow. Negative: from outside it, or from a run that an administrator's reset discarded. */
  seq: number;
  at: Timestamp;
  kind: string;
  step: string | null;
  by: string | null;
  via: string | null;
  reason: Json<Reason> | null;
  comment: string | null;
  decision_id: string | null;
  /** Acted on behalf of `by`. */
  agent: string | null;
}

export interface EffectsTable {
  onboarding_id: string;
  step: string;
  generation: number;
  activity: string;
  state: 'running' | 'done' | 'undoing' | 'undone';
  /** Instant until which a running attempt may still reach an outside system. */
  lease_until: Timestamp | null;
  result: Json<unknown> | null;
  updated_at: DefaultedTimestamp;
}

/** Latest failed attempt of an activity that Temporal will try again. */
export interface FailedAttemptsTable {
  onboarding_id: string;
  step: string;
  is_undo: boolean;
  attempt: number;
  reason: Json<Reason>;
  first_failed_at: DefaultedTimestamp;
  next_attempt_at: Timestamp;
}

/** One row per recipient: the mail server of one decides about no other. */
export interface OutboxTable {
  id: Generated<string>;
  onboarding_id: string;
  key: string;
  /** E-mail address. */
  recipient: string;
  /** With this recipient alone in `to`. */
  notification: Json<Notification>;
  sent_at: Timestamp | null;
  attempts: Generated<number>;
  next_try_at: DefaultedTimestamp;
  last_error: string | null;
}

export interface IdempotencyTable {
  caller: string;
  key: string;
  body_hash: string;
  onboarding_id: string;
  response: Json<unknown>;
  created_at: DefaultedTimestamp;
}

export interface UsernamesTable {
  username: string;
  onboarding_id: string;
  effect_key: string;
  display_name: string;
  contact_email: string;
  created_at: DefaultedTimestamp;
  removed_at: Timestamp | null;
}

export interface AccountsTable {
  username: string;
  system: string;
  onboarding_id: string;
  effect_key: string;
  groups: string[];
  active: Generated<boolean>;
  ever_active: Generated<boolean>;
  activated_by: string | null;
  /** Code of the licence that the account has taken; only while it is active. */
  licence: string | null;
}

export interface ItemsTable {
  tag: string;
  model: string;
  title: string;
  price_cents: number;
  currency: string;
  /** Location at which the item is kept, by code. */
  location: string | null;
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
  /** Code of the location whose people attend. Null: open to everyone. */
  location: ColumnType<string | null, string | null | undefined, string | null>;
  capacity: number;
  cancelled_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
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
  /** Submitted on behalf of `submitted_by`. */
  submitted_through: string | null;
  submitted_at: DefaultedTimestamp;
  /** Frozen into each onboarding of the cohort. */
  options: Json<OnboardingInput['options']>;
  /** Latest command received by the API. */
  command: Json<CohortCommand>;
  /** When Temporal accepted that command. Null: the starter has yet to deliver it. */
  command_sent_at: Timestamp | null;
}

export interface CohortRowsTable {
  cohort_id: string;
  /** Row number as the author of the file counts: for CSV, the line of the spreadsheet. */
  row: number;
  state: RowState;
  /** Null once started, when the onboarding holds it, and for invalid rows. */
  request: Json<OnboardingRequest> | null;
  onboarding_id: string | null;
  /** Reasons why the row is invalid or could not start. */
  errors: Json<FieldError[]> | null;
}

export interface Schema {
  onboardings: OnboardingsTable;
  timeline: TimelineTable;
  effects: EffectsTable;
  failed_attempts: FailedAttemptsTable;
  outbox: OutboxTable;
  company_versions: CompanyVersionsTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  audit: AuditTable;
  audit_chain: AuditChainTable;
  audit_head: AuditHeadTable;
  security_events: SecurityEventsTable;
  idempotency: IdempotencyTable;
  tokens: TokensTable;
  sessions: SessionsTable;
  sign_in_links: SignInLinksTable;
  people: PeopleTable;
  invitations: InvitationsTable;
  identities: IdentitiesTable;
  absences: AbsencesTable;
  usernames: UsernamesTable;
  accounts: AccountsTable;
  items: ItemsTable;
  training_sessions: TrainingSessionsTable;
  seats: SeatsTable;
  cohorts: CohortsTable;
  cohort_rows: CohortRowsTable;
}
