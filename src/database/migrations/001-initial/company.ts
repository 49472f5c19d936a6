/**
 * Versions of the company settings. None is ever changed or lost: onboardings name the version they were planned with. `json`
 * keeps the order of locations and profiles, which `jsonb` does not.
 */
export const COMPANY_TABLES = `
  create table company_versions (
    version integer primary key check (version > 0),
    settings json not null,
    note text,
    created_by text not null,
    created_at timestamptz(3) not null default now()
  );
  create function keep_company_versions() returns trigger language plpgsql as $$
  begin
    raise exception 'Versions of the company settings are never changed or deleted.';
  end $$;
  create trigger company_versions_stay before update or delete or truncate on company_versions
    execute function keep_company_versions();
  -- Keeps the settings until the transaction ends. A volatile function reads what was committed when it has the lock, not
  -- when its statement began.
  create function has_location(code text) returns boolean language plpgsql volatile as $$
  begin
    perform pg_advisory_xact_lock_shared(hashtext('company_versions'));
    return coalesce(
      (select settings -> 'locations' -> code is not null from company_versions order by version desc limit 1), false);
  end $$;
`;
