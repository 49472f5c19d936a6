/**
 * The ledger of effects: one row per onboarding, step and generation, locked by the run and by the undo.
 * `failed_attempts` has the steps that are being retried, why, and since when: no other row. The workflow does not know it.
 */
export const EFFECT_TABLES = `
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
  create table failed_attempts (
    onboarding_id uuid not null,
    step text not null,
    is_undo boolean not null,
    attempt int not null,
    reason jsonb not null,
    first_failed_at timestamptz not null default now(),
    next_attempt_at timestamptz not null,
    primary key (onboarding_id, step, is_undo)
  );
`;
