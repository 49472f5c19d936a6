import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { KIND_HEADER } from '../../src/integrations/mail/smtp-mailer';
import type { BenchPlatform } from '../support/bench-platform';
import { SYSTEMS } from '../support/systems';

const END_TIMEOUT_MS = 5 * 60_000;

/** Of one completed onboarding of the benchmark plan, each exactly once. */
const EXPECTED = { usernames: 1, accounts: SYSTEMS.length, items: 1, seats: 1, effects: 4 + SYSTEMS.length };

/** Waits for the end of all onboardings, and lists each that is lost, not completed, or lacks or repeats an effect. */
export async function listLosses(platform: BenchPlatform, acceptedIds: readonly string[]): Promise<string[]> {
  const areAllClosed = 'not exists (select from onboardings where closed_at is null)';
  await platform.waitUntil(areAllClosed, [], END_TIMEOUT_MS).catch(() => undefined);
  return [
    ...(await listMissing(platform, acceptedIds)),
    ...(await listIncomplete(platform)),
    ...(await compareMails(platform)),
  ];
}

async function listMissing({ connections }: BenchPlatform, acceptedIds: readonly string[]): Promise<string[]> {
  const { rows } = await connections.pool.query<{ id: string }>(
    'select id from unnest($1::uuid[]) id where not exists (select from onboardings where onboardings.id = id.id)',
    [acceptedIds],
  );
  return rows.map(({ id }) => `${id} was accepted and is not in the database`);
}

async function listIncomplete({ connections }: BenchPlatform): Promise<string[]> {
  const tables = Object.keys(EXPECTED);
  const counts = tables.map((table) => `'${table}', coalesce(${table}.n, 0)`).join();
  const joins = tables.map(
    (table) =>
      `left join (select onboarding_id, count(*) n from ${table} group by 1) ${table} on ${table}.onboarding_id = id`,
  );
  const { rows } = await connections.pool.query<{ id: string; status: string; counts: object }>(
    `select * from (select id, status, jsonb_build_object(${counts}) counts from onboardings ${joins.join(' ')}) all_counts
     where status <> 'completed' or counts <> $1`,
    [JSON.stringify(EXPECTED)],
  );
  return rows.map(({ id, status, counts: found }) => `${id} is ${status} with ${JSON.stringify(found)}`);
}

/** A repetition of a mail after a kill has the same Message-ID, by which mail programs recognise it. */
async function compareMails({ connections, servers }: BenchPlatform): Promise<string[]> {
  const inbox = path.join(servers.dataDir, 'inbox');
  const mails = readdirSync(inbox).map((file) => readFileSync(path.join(inbox, file), 'utf8'));
  const preparations = mails.filter((mail) => mail.includes(`${KIND_HEADER}: preparations\r\n`));
  const sent = new Set(preparations.map((mail) => /^message-id: *(.*)$/im.exec(mail)?.[1])).size;
  const { rows } = await connections.pool.query<{ n: number }>('select count(*)::int as n from onboardings');
  return sent === rows[0]?.n ? [] : [`${sent} managers were informed, of ${rows[0]?.n ?? 0}`];
}
