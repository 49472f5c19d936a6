/**
 * Facts for reports in one narrow row per onboarding: reading whole views would take seconds. Each write of a view only
 * notes them as owed, in rows of their own, so that no writer waits for another or for the process that works facts out.
 * Ready means that every step due on or before the first day is done or skipped (docs/reports.md).
 * A view that cannot be evaluated (a time zone unknown to this server) must not hold up the facts of others.
 */
export const REPORT_TABLES = `
  create function build_report_facts(view jsonb) returns jsonb language plpgsql immutable parallel safe as $$
  begin
    return (with step as (
      select place, one ->> 'id' id, one -> 'title' title, one ->> 'kind' kind, one ->> 'status' status,
        (one ->> 'dueAt')::timestamptz due, (one ->> 'startedAt')::timestamptz started, (one ->> 'endedAt')::timestamptz ended,
        coalesce((one ->> 'onlyAsBranch')::boolean, false) branch, split_part(one #>> '{error,code}', '.', 1) error,
        one #>> '{decision,outcome}' outcome
      from jsonb_array_elements(view -> 'steps') with ordinality steps (one, place)
    ), needed as (
      select * from step
      where (due at time zone (view ->> 'timeZone'))::date <= (view ->> 'startDate')::date
        and not (branch and status = 'pending')
    ), readiness as (
      select bool_and(status in ('done', 'skipped')) and bool_or(status = 'done') is_ready,
        (view ->> 'submittedAt')::timestamptz submitted, max(ended) ready,
        max(due) filter (where status <> 'skipped' or ended is not null) due
      from needed
    ), completed as (
      select place, id, title, kind, tstzrange(started, ended) span, extract(epoch from ended - started) seconds
      from step where status = 'done' and started <= ended
    ), spans as (
      select tstzmultirange(tstzrange(submitted, ready)) whole,
        coalesce(range_agg(span) filter (where kind = 'approval'), '{}') approvals,
        coalesce(range_agg(span) filter (where kind = 'task'), '{}') tasks,
        coalesce(range_agg(span) filter (where kind = 'activity'), '{}') activities
      from readiness left join completed on true
      where is_ready and submitted <= ready group by submitted, ready
    ), spent as (
      select jsonb_object_agg(name, (select coalesce(round(sum(extract(epoch from upper(part) - lower(part)))), 0)
        from unnest(whole * span) part)) seconds
      from spans, lateral (values ('approvals', approvals), ('tasks', tasks - approvals),
        ('activities', activities - tasks - approvals), ('dates', whole - activities - tasks - approvals)) parts (name, span)
    ), termination as (
      select view ->> 'status' outcome, view #>> '{termination,reason,code}' code,
        view #>> '{termination,reason,params,step}' step
      where view ->> 'status' in ('declined', 'cancelled', 'rolled-back')
    ), blamed as (
      select step.id, coalesce(error, step.outcome) cause from termination, step
      where step.id = termination.step
        or termination.outcome = 'rolled-back' and code is distinct from 'deadline-missed' and error is not null
      order by step.id = termination.step desc nulls last, place limit 1
    )
    select jsonb_strip_nulls(jsonb_build_object(
      'readyAfter', (select extract(epoch from ready - submitted) from readiness where is_ready and submitted <= ready),
      'isInTime', (select ready <= due from readiness where is_ready),
      'dueAt', (select extract(epoch from due) from readiness),
      'steps', (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'title', title, 'kind', kind, 'seconds', seconds)
        order by place), '[]') from completed),
      'timeSpent', (select seconds from spent),
      'termination', (select jsonb_build_object('outcome', outcome, 'step', id, 'cause', left(coalesce(cause,
        case code when 'deadline-missed' then 'deadline' else 'person' end), 100))
        from termination left join blamed on true))));
  exception when others then return '{"steps": []}';
  end $$;

  create table report_facts (
    onboarding_id uuid primary key references onboardings on delete cascade,
    start_date date not null,
    plan text not null,
    department text not null,
    ready_after float8,
    is_in_time boolean,
    due_at timestamptz,
    outcome text,
    cause text,
    blamed_step text,
    approvals float8 not null default 0,
    tasks float8 not null default 0,
    activities float8 not null default 0,
    dates float8 not null default 0,
    step_ids text[] not null default '{}',
    step_kinds text[] not null default '{}',
    step_titles jsonb[] not null default '{}',
    step_seconds float8[] not null default '{}'
  );
  create index report_facts_start on report_facts (start_date);

  create table report_facts_owed (
    id bigint generated always as identity primary key,
    onboarding_id uuid not null
  );
  create function owe_report_facts() returns trigger language plpgsql as
    $$ begin insert into report_facts_owed (onboarding_id) values (new.id); return null; end $$;
  create trigger onboardings_report_facts after insert or update of view on onboardings
    for each row execute function owe_report_facts();

  -- One process at a time: two would overwrite newer facts with older ones. Each statement after the lock has a new
  -- snapshot, in which a view is at least as new as the notes of it that were claimed.
  create function work_out_report_facts(max_owed int, waits boolean) returns int language plpgsql as $$
  declare
    lock_id constant bigint := hashtextextended('report_facts', 0);
    claimed int;
    ids uuid[];
  begin
    if waits then perform pg_advisory_xact_lock(lock_id);
    elsif not pg_try_advisory_xact_lock(lock_id) then return 0;
    end if;
    with owed as (
      delete from report_facts_owed where id in (select id from report_facts_owed order by id limit max_owed)
      returning onboarding_id
    )
    select count(*), array_agg(distinct onboarding_id) into claimed, ids from owed;
    insert into report_facts as known
    select of.id, of.start_date, of.plan, of.department, (r ->> 'readyAfter')::float8, (r ->> 'isInTime')::boolean,
      to_timestamp((r ->> 'dueAt')::float8), r #>> '{termination,outcome}', r #>> '{termination,cause}', r #>> '{termination,step}',
      coalesce((r #>> '{timeSpent,approvals}')::float8, 0), coalesce((r #>> '{timeSpent,tasks}')::float8, 0),
      coalesce((r #>> '{timeSpent,activities}')::float8, 0), coalesce((r #>> '{timeSpent,dates}')::float8, 0),
      array(select one ->> 'id' from jsonb_array_elements(r -> 'steps') one),
      array(select one ->> 'kind' from jsonb_array_elements(r -> 'steps') one),
      array(select one -> 'title' from jsonb_array_elements(r -> 'steps') one),
      array(select (one ->> 'seconds')::float8 from jsonb_array_elements(r -> 'steps') one)
    from onboardings of, build_report_facts(of.view) r where of.id = any(ids)
    on conflict (onboarding_id) do update set (start_date, plan, department, ready_after, is_in_time, due_at, outcome, cause,
        blamed_step, approvals, tasks, activities, dates, step_ids, step_kinds, step_titles, step_seconds)
      = (excluded.start_date, excluded.plan, excluded.department, excluded.ready_after, excluded.is_in_time, excluded.due_at,
        excluded.outcome, excluded.cause, excluded.blamed_step, excluded.approvals, excluded.tasks, excluded.activities,
        excluded.dates, excluded.step_ids, excluded.step_kinds, excluded.step_titles, excluded.step_seconds)
      where known is distinct from excluded;
    return claimed;
  end $$;
`;
