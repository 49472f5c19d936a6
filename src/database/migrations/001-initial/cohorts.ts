/** Cohorts: hires submitted together in one file, with one row each. */
export const COHORT_TABLES = `
  create table cohorts (
    id uuid primary key,
    submitted_by text not null,
    submitter_name text not null,
    submitted_through text,
    submitted_at timestamptz not null default now(),
    options jsonb not null,
    command jsonb not null,
    command_sent_at timestamptz
  );
  create index cohorts_newest on cohorts (submitted_at desc, id desc);
  create index cohorts_unsent on cohorts (submitted_at) where command_sent_at is null;

  create table cohort_rows (
    cohort_id uuid not null references cohorts,
    row int not null,
    state text not null check (state in ('waiting', 'started', 'failed', 'cancelled', 'invalid')),
    request jsonb,
    onboarding_id uuid references onboardings,
    errors jsonb,
    primary key (cohort_id, row),
    check ((state = 'started') = (onboarding_id is not null)),
    check ((state in ('waiting', 'failed', 'cancelled')) = (request is not null))
  );
  create index cohort_rows_onboarding on cohort_rows (onboarding_id);
`;
