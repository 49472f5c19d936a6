/** People, their credentials and absences, and the security log. Secrets are stored only as hashes. */
export const ACCESS_TABLES = `
  create table people (
    email text primary key,
    name text not null,
    roles text[] not null default '{}',
    manager_email text,
    language text check (language in ('en', 'de')),
    state text not null default 'active' check (state in ('active', 'suspended', 'removed')),
    sample boolean not null default false
  );
  create index people_sample on people (email) where sample;

  create table invitations (
    email text primary key,
    invited_by text not null,
    created_at timestamptz(3) not null default now(),
    sent_at timestamptz,
    attempts int not null default 0,
    next_try_at timestamptz not null default now(),
    last_error text
  );
  create index invitations_due on invitations (next_try_at) where sent_at is null;

  create table identities (
    issuer text not null,
    subject text not null,
    email text not null,
    created_at timestamptz not null default now(),
    primary key (issuer, subject),
    unique (issuer, email)
  );
  create index identities_email on identities (email);

  create table absences (
    id uuid primary key,
    email text not null,
    from_date date not null,
    to_date date not null,
    deputy_email text not null references people,
    created_by text not null,
    created_at timestamptz not null default now(),
    check (to_date >= from_date),
    check (deputy_email <> email)
  );
  create index absences_person on absences (email, to_date);

  create table tokens (
    id uuid primary key,
    hash text not null unique,
    email text not null,
    name text not null,
    roles text[] not null,
    created_by text not null,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz
  );
  create index tokens_newest on tokens (created_at desc, id desc);

  create table sessions (
    id uuid primary key,
    hash text not null unique,
    previous_hash text unique,
    rotated_at timestamptz not null default now(),
    email text not null,
    created_at timestamptz not null default now(),
    authenticated_at timestamptz,
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    ip text,
    user_agent text
  );
  create index sessions_email on sessions (email);

  create table sign_in_links (
    hash text primary key,
    email text not null,
    next text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz
  );
  create index sign_in_links_email on sign_in_links (email, created_at);

  create table idempotency (
    caller text not null,
    key text not null,
    body_hash text not null,
    onboarding_id uuid not null,
    response jsonb not null,
    created_at timestamptz not null default now(),
    primary key (caller, key)
  );
  create index idempotency_age on idempotency (created_at);

  create table security_events (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    event text not null,
    actor text,
    token_id text,
    route text,
    onboarding_id uuid,
    ip text,
    user_agent text,
    count int not null default 1,
    read_key text unique
  );
  create index security_events_actor on security_events (actor text_pattern_ops, id);
  create index security_events_event on security_events (event, id);
  create index security_events_at on security_events (at);
`;
