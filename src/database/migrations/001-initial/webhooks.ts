/**
 * Webhooks and their pending deliveries. A trigger adds deliveries in the transaction that changes a status,
 * independently of the writing code. Without webhooks it costs one look into an empty table.
 */
export const WEBHOOK_TABLES = `
  create table webhooks (
    id uuid primary key,
    url text not null,
    events text[] not null,
    encrypted_secret text not null,
    created_by text not null,
    created_at timestamptz(3) not null default now(),
    paused_at timestamptz,
    pause_reason jsonb
  );
  create table webhook_deliveries (
    id uuid primary key default gen_random_uuid(),
    webhook_id uuid not null references webhooks on delete cascade,
    type text not null,
    data jsonb not null,
    occurred_at timestamptz not null default clock_timestamp(),
    attempts integer not null default 0,
    next_try_at timestamptz default now(),
    delivered_at timestamptz,
    last_status integer,
    last_error jsonb
  );
  create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_try_at) where next_try_at is not null;
  create index webhook_deliveries_newest on webhook_deliveries (webhook_id, occurred_at desc);
  create index webhook_deliveries_old on webhook_deliveries (occurred_at);

  create function enqueue_webhook_deliveries() returns trigger language plpgsql as $$
  begin
    insert into webhook_deliveries (webhook_id, type, data)
    select id, 'onboarding.' || new.status, jsonb_strip_nulls(jsonb_build_object(
      'id', new.id, 'status', new.status, 'statusBefore', case when tg_op = 'UPDATE' then old.status end,
      'readiness', new.readiness, 'plan', new.plan, 'startDate', new.start_date))
    from webhooks where paused_at is null and 'onboarding.' || new.status = any(events);
    return null;
  end $$;
  create trigger onboardings_webhooks_insert after insert on onboardings for each row execute function enqueue_webhook_deliveries();
  create trigger onboardings_webhooks_update after update of status on onboardings for each row
    when (old.status is distinct from new.status) execute function enqueue_webhook_deliveries();
`;
