/**
 * Onboardings as the workflows report them. `input` stays as submitted; `replanned_input` is the request and plan after a
 * reschedule or an amendment. `pending_roles` follows the view: holders of a role with an open request may see the onboarding,
 * and a terminating onboarding has open requests only for undo steps. `urgency` orders by need of attention first, then open
 * onboardings by start date, then ended ones, latest start first.
 *
 * No index holds a column that every write of a view changes (`updated_at`, the revision), and pages have room for the new
 * version of a row: a write that changes nothing by which lists filter or sort leaves all indexes alone.
 */
export const ONBOARDING_TABLES = `
  create table onboardings (
    id uuid primary key,
    plan text not null,
    status text not null,
    readiness text not null,
    at_risk_at timestamptz,
    late_at timestamptz,
    employee_name text not null,
    person_key text not null,
    sort_name text not null,
    search_text text not null,
    department text not null,
    location text not null,
    manager_email text not null,
    start_date date not null,
    open_key text unique,
    submitted_by text not null,
    submitted_at timestamptz not null,
    workflow_started_at timestamptz,
    input jsonb not null,
    replanned_input jsonb,
    view jsonb not null,
    run_id text,
    orphaned_at timestamptz,
    stuck_at timestamptz,
    revision_run int not null default 0,
    revision_history int not null default 0,
    revision_changes int not null default 0,
    checked_history_length bigint not null default 0,
    involved_people text[] not null default '{}',
    pending_people text[] not null default '{}',
    pending_roles jsonb not null generated always as (
      jsonb_path_query_array(view, '$.steps[*] ? (
        @.status == "undoing" || @.status == "undo-failed"
        || ((@.status == "waiting" || @.status == "failed") && !exists($.termination))
      ).roles[*]')
    ) stored,
    closed_at timestamptz,
    updated_at timestamptz not null default now(),
    urgency int not null generated always as (
      case
        when status = 'needs-attention' then start_date - date '2000-01-01'
        when closed_at is null then 1000000 + (start_date - date '2000-01-01')
        else 2000000 - (start_date - date '2000-01-01')
      end
    ) stored
  ) with (fillfactor = 60);
  create index onboardings_newest on onboardings (submitted_at desc, id desc);
  create index onboardings_urgency on onboardings (urgency, id);
  create index onboardings_start on onboardings (start_date, id);
  create index onboardings_person on onboardings (person_key);
  create index onboardings_name on onboardings (sort_name, id);
  create index onboardings_status on onboardings (status, submitted_at desc, id desc);
  create index onboardings_status_urgency on onboardings (status, urgency, id);
  create index onboardings_readiness on onboardings (readiness, urgency, id);
  create index onboardings_department on onboardings (lower(department), urgency, id);
  create index onboardings_location on onboardings (location, urgency, id);
  create index onboardings_manager on onboardings (manager_email, urgency, id);
  create index onboardings_involved_people on onboardings using gin (involved_people);
  create index onboardings_pending_people on onboardings using gin (pending_people);
  create index onboardings_named_people on onboardings
    using gin (jsonb_path_query_array(coalesce(replanned_input, input), '$.**.email')) where closed_at is null;
  create index onboardings_pending_roles on onboardings using gin (pending_roles);
  create index onboardings_not_started on onboardings (submitted_at) where workflow_started_at is null;
  create index onboardings_open on onboardings (id) where closed_at is null;
  create index onboardings_late on onboardings (late_at, at_risk_at, readiness) where closed_at is null;
  create index onboardings_at_risk on onboardings (at_risk_at) where closed_at is null;
  create index onboardings_counted on onboardings (status, readiness, late_at, at_risk_at) include (id) where closed_at is null;

  create table timeline (
    id bigint generated always as identity primary key,
    onboarding_id uuid not null references onboardings,
    seq int not null,
    at timestamptz not null,
    kind text not null,
    step text,
    by text,
    via text,
    reason jsonb,
    comment text,
    decision_id uuid,
    agent text,
    unique (onboarding_id, seq)
  );

  create table outbox (
    id bigint generated always as identity primary key,
    onboarding_id uuid not null,
    key text not null,
    recipient text not null,
    notification jsonb not null,
    sent_at timestamptz,
    attempts int not null default 0,
    next_try_at timestamptz not null default now(),
    last_error text,
    unique (onboarding_id, key, recipient)
  );
  create index outbox_due on outbox (next_try_at) where sent_at is null;
`;

/** Indexes parts of the searched texts. Where the extension is not available, a search reads all of them. */
export const NAME_SEARCH_INDEX = `
  do $$ begin
    create extension if not exists pg_trgm;
    create index onboardings_search on onboardings using gin (search_text gin_trgm_ops);
  exception when insufficient_privilege or undefined_file or feature_not_supported then
    raise notice 'pg_trgm is not available: searching names is slower';
  end $$
`;
