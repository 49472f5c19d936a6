import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { EXIT } from '../../src/cli/exit';
import { recordAudit } from '../../src/database/audit';
import { eraseOldAuditEntries } from '../../src/database/audit-chain';
import { getToken, TestApi } from '../api/support/test-api';
import { runFirstday } from './support';

let api: TestApi;
let folder: string;
beforeEach(async () => {
  api = await TestApi.start();
  folder = mkdtempSync(join(tmpdir(), 'firstday-audit-'));
  for (const action of ['one', 'two', 'three', 'four'])
    await recordAudit(api.testDb.database, { actor: 'ann@example.com', action, detail: { text: 'Zoë “1.50”\n' } });
});
afterEach(() => api.close());

const runAudit = (...args: string[]) =>
  runFirstday(['audit', ...args], { url: api.url, token: getToken('admin'), language: 'en' });

/** Changes the tables as somebody with all rights in the database does. */
const tamper = (statement: string) =>
  sql
    .raw(
      `alter table audit disable trigger user; alter table audit_chain disable trigger user; ${statement};
       alter table audit enable trigger user; alter table audit_chain enable trigger user`,
    )
    .execute(api.testDb.database);

test('an untouched log is intact, from the platform and from a file', async () => {
  expect(await runAudit('verify')).toMatchObject({
    code: EXIT.ok,
    out: expect.stringMatching(/^The audit log is intact: 5 entries, 0 of them erased\.\nSigned .+ with the key MCow/),
  });
  const file = join(folder, 'audit.ndjson');
  writeFileSync(file, (await runAudit('export')).out);
  expect(await runAudit('verify', file)).toMatchObject({ code: EXIT.ok, err: '' });
});

test.each([
  ['a changed actor', `update audit set actor = 'bob@example.com' where id = 2`, 'Entry 2 was changed.\n'],
  ['a changed time', `update audit set at = at - interval '1 hour' where id = 3`, 'Entry 3 was changed.\n'],
  ['a deleted entry', 'delete from audit where id = 3', 'Entry 3 was deleted, and no entry says by whom.\n'],
  [
    'an entry deleted with its link',
    'delete from audit where id = 2; delete from audit_chain where position = 2',
    'Entry 2 and its link were deleted.\n',
  ],
  [
    'two links in another order',
    `update audit_chain set position = -1 where position = 2; update audit_chain set position = 2 where position = 3;
     update audit_chain set position = 3 where position = -1`,
    /^Link 2 does not follow .*\nLink 3 does not follow .*\nLink 4 does not follow /,
  ],
  [
    'an entry with a recomputed digest',
    `update audit set actor = 'bob@example.com' where id = 2;
     update audit_chain set digest = sha256(convert_to(salt::text || format_audit_entry(audit), 'UTF8')) from audit
       where audit_id = id and id = 2`,
    /^Link 2 does not follow the one before it/,
  ],
  [
    'an entry beside the chain',
    `insert into audit (actor, action) values ('eve@example.com', 'approve')`,
    /^The entry with id 5 was inserted outside of the chain\.\n/,
  ],
])('tampering is named: %s', async (_name, statement, fault) => {
  await tamper(statement);
  const { code, out, err } = await runAudit('verify');
  expect(code).toBe(EXIT.notCompleted);
  expect(out).toEqual(typeof fault === 'string' ? fault : expect.stringMatching(fault));
  expect(err).toMatch(/^The audit log was tampered with: \d faults?\.\n$/);
});

test('an export that was cut off is not taken for a whole one', async () => {
  const { out } = await runAudit('export');
  const file = join(folder, 'audit.ndjson');
  writeFileSync(file, out.slice(0, out.indexOf('{"head"') + 20));
  expect(await runAudit('verify', file)).toMatchObject({
    code: EXIT.notCompleted,
    out: 'The log was cut off after entry 5.\n',
  });
  const [head = ''] = out.split('\n').slice(-2);
  writeFileSync(file, [...out.split('\n').slice(0, 3), head].join('\n'));
  expect((await runAudit('verify', file)).out).toBe('The log was cut off after entry 3.\n');
});

test('a head that was kept elsewhere shows a truncated and a rewritten log', async () => {
  const file = join(folder, 'head.json');
  expect((await runAudit('verify', '--head', file)).code).toBe(EXIT.ok);
  expect((await runAudit('verify', '--head', file)).code).toBe(EXIT.ok);
  const kept = readFileSync(file, 'utf8');
  expect(JSON.parse(kept)).toMatchObject({ position: 6 });

  await tamper(`delete from audit where id > 2; delete from audit_chain where position > 2;
    update audit_head set (position, hash) = (select position, hash from audit_chain where position = 2)`);
  expect((await runAudit('verify')).code).toBe(EXIT.ok);
  expect(await runAudit('verify', '--head', file)).toMatchObject({
    code: EXIT.notCompleted,
    out: 'The log was cut off after entry 4.\n',
  });
  await runAudit('verify');
  expect((await runAudit('verify', '--head', file)).out).toMatch(/^The log was rewritten: entry 6 /);
  expect(readFileSync(file, 'utf8')).toBe(kept);
});

test('a head that another key signed, or nobody, is refused', async () => {
  const head = join(folder, 'head.json');
  await runAudit('verify', '--head', head);
  const lines = (await runAudit('export')).out.trimEnd().split('\n');
  const file = join(folder, 'audit.ndjson');
  const last = JSON.parse(lines.pop() ?? '') as { head: Record<string, string> };
  const verifyWith = async (changes: Record<string, string | undefined>) => {
    writeFileSync(file, [...lines, JSON.stringify({ head: { ...last.head, ...changes } })].join('\n'));
    return (await runAudit('verify', file, '--head', head)).out;
  };
  expect(await verifyWith({ signedAt: '2020-01-01T00:00:00.000Z' })).toMatch(/^The signature of the end/);
  expect(await verifyWith({ signature: undefined })).toMatch(/ is not signed, as it was before\.\n$/);
  expect((await runAudit('verify', '--key', 'MCowBQYDK2VwAyEA')).out).toMatch(/ was signed with another key\./);
});

test('erasing old entries leaves a verifiable chain without their content', async () => {
  await tamper(`update audit set at = at - interval '400 days' where id <= 2;
    update audit_chain set digest = sha256(convert_to(salt::text || format_audit_entry(audit), 'UTF8')) from audit
      where audit_id = id`);
  await relink();
  await eraseOldAuditEntries(api.testDb.database, 365);
  await eraseOldAuditEntries(api.testDb.database, 365);
  const { out } = await runAudit('export');
  expect(out).not.toContain('"action\\": \\"one');
  expect(out.match(/audit\.erase/g)).toHaveLength(1);
  expect((await runAudit('verify')).out).toMatch(/^The audit log is intact: 7 entries, 2 of them erased\./);
});

/** Recomputes the hashes, as if the entries had been old from the start. */
const relink = () =>
  tamper(`do $$ declare link record; previous bytea := ''; begin
    for link in select * from audit_chain order by position loop
      previous := sha256(previous || int8send(link.position) || link.digest);
      update audit_chain set hash = previous where position = link.position;
    end loop;
    update audit_head set hash = previous;
  end $$`);
