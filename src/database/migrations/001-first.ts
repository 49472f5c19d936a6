import { type Kysely, sql } from 'kysely';

/** The first schema. A merged migration is never edited: add a new one. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table onboardings (
      id uuid primary key,
      plan text not null,
      status text not null,
      readiness text not null,
      employee_name text not null,
      department text not null,
      location text not null,
      manager_email text not null,
      start_date date not null,
      open_key text unique,
      submitted_by text not null,
      submitted_at timestamptz not null,
      input jsonb not null,
      view jsonb not null,
      run_id text,
      lost_at timestamptz,
      revision_run int not null default 0,
      revision_history int not null default 0,
      revision_changes int not null default 0,
      checked_history bigint not null default 0,
      involved text[] not null default '{}',
      waiting_for text[] not null default '{}',
      delivered_at timestamptz,
      closed_at timestamptz,
      updated_at timestamptz not null default now()
    );
    create index onboardings_newest on onboardings (submitted_at desc, id desc);
    create index onboardings_status on onboardings (status, submitted_at desc, id desc);
    create index onboardings_start on onboardings (start_date);
    create index onboardings_involved on onboardings using gin (involved);
    create index onboardings_waiting on onboardings using gin (waiting_for);
    create index onboardings_undelivered on onboardings (submitted_at) where delivered_at is null;
    create index onboardings_open on onboardings (updated_at) where closed_at is null;

    create table timeline (
      id bigint generated always as identity primary key,
      onboarding_id uuid not null references onboardings,
      seq int not null,
      at timestamptz not null,
      kind text not null,
      step text,
      by text,
      via text,
      note text,
      decision_id uuid,
      unique (onboarding_id, seq)
    );

    create table effects (
      onboarding_id uuid not null,
      step text not null,
      generation int not null,
      activity text not null,
      state text not null check (state in ('running', 'done', 'undoing', 'undone')),
      lease_until timestamptz,
      result jsonb,
      updated_at timestamptz not null default now(),
      primary key (onboarding_id, step, generation)
    );

    create table outbox (
      id bigint generated always as identity primary key,
      onboarding_id uuid not null,
      key text not null,
      notice jsonb not null,
      sent_at timestamptz,
      attempts int not null default 0,
      next_try_at timestamptz not null default now(),
      last_error text,
      unique (onboarding_id, key)
    );
    create index outbox_due on outbox (next_try_at) where sent_at is null;

    create table audit (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      actor text not null,
      action text not null,
      onboarding_id uuid,
      decision_id uuid,
      ip text,
      user_agent text,
      token_id text,
      detail jsonb
    );
    create index audit_onboarding on audit (onboarding_id, id);
    create function audit_is_append_only() returns trigger language plpgsql as
      $$ begin raise exception 'the audit table is append-only'; end $$;
    create trigger audit_append_only before update or delete or truncate on audit
      for each statement execute function audit_is_append_only();

    create table idempotency (
      caller text not null,
      key text not null,
      body_hash text not null,
      onboarding_id uuid not null,
      answer jsonb not null,
      created_at timestamptz not null default now(),
      primary key (caller, key)
    );
    create index idempotency_age on idempotency (created_at);

    create table tokens (
      id uuid primary key,
      hash text not null unique,
      email text not null,
      name text not null,
      roles text[] not null,
      created_by text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      revoked_at timestamptz
    );

    create table people (
      email text primary key,
      name text not null,
      roles text[] not null default '{}',
      manager_email text,
      sample boolean not null default false
    );

    create table usernames (
      username text primary key,
      onboarding_id uuid not null,
      effect_key text not null unique,
      created_at timestamptz not null default now(),
      removed_at timestamptz
    );
    create table accounts (
      username text not null references usernames,
      application text not null,
      onboarding_id uuid not null,
      effect_key text not null,
      active boolean not null default false,
      ever_active boolean not null default false,
      activated_by text,
      primary key (username, application)
    );
    create index accounts_effect on accounts (effect_key);
    create index accounts_onboarding on accounts (onboarding_id);
    create index accounts_activated on accounts (activated_by);

    create table items (
      tag text primary key,
      model text not null,
      title text not null,
      price_cents int not null check (price_cents >= 0),
      currency text not null,
      state text not null default 'free' check (state in ('free', 'reserved', 'retired')),
      onboarding_id uuid,
      effect_key text,
      sample boolean not null default false,
      check ((state = 'reserved') = (effect_key is not null))
    );
    create index items_free on items (model, tag) where state = 'free';
    create index items_effect on items (effect_key);

    create table training_sessions (
      id text primary key,
      course text not null,
      title text not null,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      time_zone text not null,
      place text not null,
      capacity int not null check (capacity >= 0),
      sample boolean not null default false,
      check (ends_at > starts_at)
    );
    create index training_sessions_next on training_sessions (course, starts_at);
    create table seats (
      session_id text not null references training_sessions,
      onboarding_id uuid not null,
      effect_key text not null,
      booked_at timestamptz not null default now(),
      primary key (session_id, effect_key)
    );
    create index seats_effect on seats (effect_key);
  `.execute(database);
}
