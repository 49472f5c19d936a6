/**
 * The audit log and its hash chain (docs/decisions/010-chained-audit.md). The chain holds a digest of each entry and
 * outlives it, so an entry can be erased without breaking the links.
 *
 * The constraint trigger links an entry when its transaction commits. The lock of the head is then the last one that the
 * transaction takes: it cannot deadlock with another lock, and a client that hangs does not hold it. The functions run
 * with the rights of the schema's owner, so the role of the processes needs no right to write the chain.
 */
export const AUDIT_TABLES = `
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
    detail jsonb,
    salt uuid not null default gen_random_uuid()
  );
  create index audit_onboarding on audit (onboarding_id, id);
  create index audit_actor on audit (actor text_pattern_ops, id);
  create index audit_action on audit (action text_pattern_ops, id);
  create index audit_at on audit (at);

  create table audit_chain (
    position bigint primary key,
    audit_id bigint not null unique,
    digest bytea not null,
    hash bytea not null
  );
  create table audit_head (
    is_only boolean primary key default true check (is_only),
    position bigint not null,
    hash bytea not null
  );
  insert into audit_head (position, hash) values (0, '');

  create function format_audit_entry(entry audit) returns text language sql stable as $$
    select jsonb_build_object(
      'id', entry.id,
      'at', to_char(entry.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
      'actor', entry.actor,
      'action', entry.action,
      'onboardingId', entry.onboarding_id,
      'decisionId', entry.decision_id,
      'ip', entry.ip,
      'userAgent', entry.user_agent,
      'tokenId', entry.token_id,
      'detail', entry.detail)::text
  $$;

  create function link_audit_entry() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      head audit_head;
      digest bytea := sha256(convert_to(new.salt::text || format_audit_entry(new), 'UTF8'));
    begin
      select * into strict head from audit_head for update;
      head.position := head.position + 1;
      head.hash := sha256(head.hash || int8send(head.position) || digest);
      insert into audit_chain (position, audit_id, digest, hash) values (head.position, new.id, digest, head.hash);
      update audit_head set position = head.position, hash = head.hash;
      return null;
    end $$;
  create constraint trigger audit_linked after insert on audit deferrable initially deferred
    for each row execute function link_audit_entry();

  create function reject_audit_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and current_setting('firstday.erasing_audit', true) = 'on' then return null; end if;
      raise exception 'the audit log is append-only';
    end $$;
  create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function reject_audit_change();
  create trigger audit_chain_append_only before update or delete or truncate on audit_chain
    for each statement execute function reject_audit_change();
  create trigger audit_head_kept before delete or truncate on audit_head
    for each statement execute function reject_audit_change();

  create function erase_audit_entries(first bigint, last bigint) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
    begin
      perform set_config('firstday.erasing_audit', 'on', true);
      delete from audit using audit_chain where id = audit_id and position between first and last;
      perform set_config('firstday.erasing_audit', 'off', true);
      insert into audit (actor, action, detail)
        values (session_user, 'audit.erase', jsonb_build_object('first', first, 'last', last));
    end $$;
  revoke execute on function erase_audit_entries from public;

  create function erase_old_audit_entries(days int) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
    declare
      last bigint;
    begin
      if days < 365 then raise exception 'audit entries are kept for at least 365 days'; end if;
      select max(position) into last from audit join audit_chain on audit_id = id
        where at < date_trunc('day', now()) - make_interval(days => days);
      if last is not null then perform erase_audit_entries(1, last); end if;
    end $$;
`;
