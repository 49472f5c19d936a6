import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { recordAudit } from '../../src/database/audit';
import { eraseOldAuditEntries, listChainedEntries, readAuditHead } from '../../src/database/audit-chain';
import { openDatabase } from '../../src/database/client';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

let testDb: TestDatabase;
beforeEach(async () => void (testDb = await createTestDatabase()));
afterEach(() => testDb.close());

const record = (action: string) => recordAudit(testDb.database, { actor: 'ann@example.com', action });
const run = (statement: string) => sql.raw(statement).execute(testDb.database);

test('entries of concurrent transactions are linked in one order without gaps', async () => {
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      testDb.database.transaction().execute(async (transaction) => {
        await recordAudit(transaction, { actor: 'ann@example.com', action: `first-${index}` });
        await recordAudit(transaction, { actor: 'ann@example.com', action: `second-${index}` });
      }),
    ),
  );
  const head = await readAuditHead(testDb.database);
  expect(head.position).toBe('80');
  const links = await listChainedEntries(testDb.database, { after: '0', last: head.position, limit: 100 });
  expect(links.map(({ position }) => Number(position))).toEqual(Array.from({ length: 80 }, (_, index) => index + 1));
  expect(links.at(-1)?.hash).toEqual(head.hash);
});

test('a transaction that waits for its client does not hold up the log', async () => {
  const held = testDb.database.transaction().execute(async (transaction) => {
    await recordAudit(transaction, { actor: 'ann@example.com', action: 'slow' });
    await record('quick');
  });
  await held;
  const links = await listChainedEntries(testDb.database, { after: '0', last: '2', limit: 2 });
  expect(links.map(({ content }) => (JSON.parse(String(content)) as { action: string }).action)).toEqual([
    'quick',
    'slow',
  ]);
});

test.each([
  `update audit set actor = 'bob@example.com'`,
  'delete from audit',
  'truncate audit',
  'delete from audit_chain',
  `update audit_chain set hash = ''`,
  'truncate audit_chain',
  'delete from audit_head',
])('the tables reject: %s', async (statement) => {
  await record('one');
  await expect(run(statement)).rejects.toThrow('the audit log is append-only');
});

test.each([
  `update audit set actor = 'bob@example.com'`,
  `set firstday.erasing_audit = 'on'; delete from audit`,
  'alter table audit disable trigger all',
  `insert into audit_chain (position, audit_id, digest, hash) values (9, 9, '', '')`,
  'update audit_head set position = 0',
  'select erase_audit_entries(1, 1)',
  'select erase_old_audit_entries(364)',
  'update security_events set count = 0',
])('the role of the processes may append only: %s', async (statement) => {
  const password = 'only-of-this-test';
  await run(`do $$ begin create role firstday_app login password '${password}';
    exception when duplicate_object or unique_violation then null; end $$`);
  await run(readFileSync('deploy/database-role.sql', 'utf8'));
  const url = new URL(testDb.url);
  url.username = 'firstday_app';
  url.password = password;
  const { database } = openDatabase(url.href, 1);
  try {
    await recordAudit(database, { actor: 'ann@example.com', action: 'one' });
    expect((await readAuditHead(database)).position).toBe('1');
    await expect(sql.raw(statement).execute(database)).rejects.toThrow(/permission denied|must be owner|at least 365/);
    await eraseOldAuditEntries(database, 365);
  } finally {
    await database.destroy();
  }
});
