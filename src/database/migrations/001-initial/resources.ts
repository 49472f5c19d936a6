/** Accounts, items and seats that the built-in directory, inventory and training calendar assign to new hires. */
export const RESOURCE_TABLES = `
  create table usernames (
    username text primary key,
    onboarding_id uuid not null,
    effect_key text not null unique,
    display_name text not null,
    contact_email text not null,
    created_at timestamptz not null default now(),
    removed_at timestamptz
  );
  create table accounts (
    username text not null references usernames,
    system text not null,
    onboarding_id uuid not null,
    effect_key text not null unique,
    groups text[] not null default '{}',
    active boolean not null default false,
    ever_active boolean not null default false,
    activated_by text,
    -- Taken while the account is active.
    licence text check (licence is null or active),
    primary key (username, system)
  );
  create index accounts_licence on accounts (system, licence) where licence is not null;
  create index accounts_onboarding on accounts (onboarding_id);
  create index accounts_activated on accounts (activated_by);

  create table items (
    tag text primary key,
    model text not null,
    title text not null,
    price_cents int not null check (price_cents >= 0),
    currency text not null,
    location text,
    state text not null default 'free' check (state in ('free', 'reserved', 'retired')),
    onboarding_id uuid,
    effect_key text,
    sample boolean not null default false,
    check ((state = 'reserved') = (effect_key is not null))
  );
  create unique index items_tag on items (lower(tag));
  create index items_free on items (model, tag) where state = 'free';
  create index items_effect on items (effect_key);
  create index items_sample on items (tag) where sample;

  create table training_sessions (
    id text primary key,
    course text not null,
    title text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    time_zone text not null,
    place text not null,
    location text,
    capacity int not null check (capacity >= 0),
    cancelled_at timestamptz,
    sample boolean not null default false,
    check (ends_at > starts_at)
  );
  create index training_sessions_next on training_sessions (course, starts_at);
  create index training_sessions_sample on training_sessions (id) where sample;
  create table seats (
    session_id text not null references training_sessions,
    onboarding_id uuid not null,
    effect_key text not null,
    booked_at timestamptz not null default now(),
    primary key (session_id, effect_key)
  );
  create index seats_effect on seats (effect_key);
`;
