/** The ledger of effects: one row per onboarding, step and generation, locked by the run and by the undo. */
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
`;
