import { type Kysely, sql } from 'kysely';

/** Browser sessions, and links in mails that start one. Secrets are stored only as hashes. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table sessions (
      id uuid primary key,
      hash text not null unique,
      previous_hash text unique,
      rotated_at timestamptz not null default now(),
      email text not null,
      created_at timestamptz not null default now(),
      seen_at timestamptz not null default now(),
      expires_at timestamptz not null,
      revoked_at timestamptz,
      ip text,
      user_agent text
    );
    create index sessions_of on sessions (email);

    create table sign_in_links (
      hash text primary key,
      email text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index sign_in_links_of on sign_in_links (email, created_at);
  `.execute(database);
}
