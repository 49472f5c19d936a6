import type { Role } from '../../src/contract/status';
import { ERRORS, type ErrorCode } from '../../src/errors';
import { hashOfToken } from '../../src/api/auth';
import { PEOPLE, requestFor, tokenOf } from './support/api';
import { TestPlatform } from './support/engine';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const MEGABYTE = 1024 * 1024;
const VALID = requestFor('victim@example.org');
const JSON_TYPE = { 'Content-Type': 'application/json' };

type Body = Record<string, unknown>;
interface Attempt {
  what: string;
  is: ErrorCode;
  /** A field that the problem must name. */
  field?: string;
  method?: string;
  path?: string;
  as?: Role | { token: string } | 'nobody';
  body?: unknown;
  headers?: Record<string, string>;
}

const change = (part: keyof typeof VALID, values: Body): Body => ({
  ...VALID,
  [part]: { ...(VALID[part] as Body), ...values },
});
const employee = (values: Body) => change('employee', values);
const job = (values: Body) => change('job', values);
const without = (field: string): Body => Object.fromEntries(Object.entries(VALID).filter(([name]) => name !== field));
const raw = (insert: string): string => JSON.stringify(VALID).replace(/^\{/, `{${insert},`);
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const field = (what: string, name: string, body: unknown): Attempt => ({
  what,
  is: 'invalid-request',
  field: name,
  body,
});

const FIELDS: Attempt[] = [
  field('no field at all', 'employee', {}),
  field('no body', 'employee', undefined),
  field('an array for a body', '(body)', [VALID]),
  field('no employee', 'employee', without('employee')),
  field('no manager', 'manager', without('manager')),
  field('no start date', 'startDate', without('startDate')),
  field('null for the employee', 'employee', { ...VALID, employee: null }),
  field('a text for the employee', 'employee', { ...VALID, employee: 'Ada' }),
  field('a number for a name', 'employee.givenName', employee({ givenName: 7 })),
  field('an object for a name', 'employee.givenName', employee({ givenName: { toString: 'x' } })),
  field('an empty name', 'employee.givenName', employee({ givenName: '' })),
  field('a name of blanks', 'employee.familyName', employee({ familyName: ' \t ' })),
  field('a name with a null character', 'employee.givenName', employee({ givenName: 'A\u0000da' })),
  field('a name with an escape sequence', 'employee.givenName', employee({ givenName: '\u001b[31mAda' })),
  field(
    'a name with a line break (a header injected)',
    'employee.givenName',
    employee({ givenName: 'Ada\r\nBcc: x@y.z' }),
  ),
  field('a name written backwards', 'employee.familyName', employee({ familyName: 'Ada\u202egnp.exe' })),
  field('half a character in a name', 'employee.givenName', employee({ givenName: 'A\ud800da' })),
  field('half a character in a note', 'note', { ...VALID, note: 'x \udfff y' }),
  field('a null character in a note', 'note', { ...VALID, note: 'x\u0000' }),
  field('a name of 101 letters', 'employee.givenName', employee({ givenName: 'a'.repeat(101) })),
  field('a note of 900 kB', 'note', { ...VALID, note: 'a'.repeat(900_000) }),
  field('a phone number of 41 digits', 'employee.phone', employee({ phone: '1'.repeat(41) })),
  field('no e-mail address', 'employee.personalEmail', employee({ personalEmail: 'ada' })),
  field('two e-mail addresses in one', 'employee.personalEmail', employee({ personalEmail: 'a@b.org,c@d.org' })),
  field(
    'an e-mail address with a header',
    'employee.personalEmail',
    employee({ personalEmail: 'a@b.org\nBcc: c@d.org' }),
  ),
  field(
    'an e-mail address of 300 characters',
    'employee.personalEmail',
    employee({ personalEmail: `${'a'.repeat(290)}@b.org` }),
  ),
  field('the manager for the employee', 'manager.email', {
    ...VALID,
    manager: { name: 'Me', email: 'VICTIM@example.org ' },
  }),
  field('a manager without an address', 'manager.email', { ...VALID, manager: { name: 'Grace' } }),
  field('an unknown kind of employment', 'job.employmentType', job({ employmentType: 'robot' })),
  field('a text for a boolean', 'job.remote', job({ remote: 'yes' })),
  field('an unknown location', 'job.location', job({ location: 'atlantis' })),
  field('a location that every object has', 'job.location', job({ location: 'constructor' })),
  field('a path for a location', 'job.location', job({ location: '../../etc/passwd' })),
  field('an unknown plan', 'plan', { ...VALID, plan: 'does-not-exist' }),
  field('a plan that every object has', 'plan', { ...VALID, plan: '__proto__' }),
  field('unknown equipment', 'equipment.0', { ...VALID, equipment: ['hovercraft'] }),
  field('equipment that every object has', 'equipment.0', { ...VALID, equipment: ['constructor'] }),
  field('twenty-one laptops', 'equipment', { ...VALID, equipment: Array<string>(21).fill('laptop-14') }),
  field('a list in the list of equipment', 'equipment.0', { ...VALID, equipment: [['laptop-14']] }),
  field('an unknown training', 'trainings.0', { ...VALID, trainings: ['alchemy'] }),
  field('a start date in the past', 'startDate', { ...VALID, startDate: day(-3) }),
  field('a start date in a hundred years', 'startDate', { ...VALID, startDate: day(36_525) }),
  field('the 30th of February', 'startDate', { ...VALID, startDate: '2028-02-30' }),
  field('the 29th of February of no leap year', 'startDate', { ...VALID, startDate: '2027-02-29' }),
  field('an instant for a date', 'startDate', { ...VALID, startDate: '2027-03-01T00:00:00Z' }),
  field('a date with slashes', 'startDate', { ...VALID, startDate: '01/03/2027' }),
  field('a number for a date', 'startDate', { ...VALID, startDate: 20270301 }),
  field('a month 13', 'startDate', { ...VALID, startDate: '2027-13-01' }),
  field('an unknown field', 'salary', { ...VALID, salary: 100_000 }),
  field('an unknown field further in', 'employee.admin', employee({ admin: true })),
  field('the status of its choice', 'status', { ...VALID, status: 'completed' }),
  field('another’s name as submitter', 'submittedBy', { ...VALID, submittedBy: PEOPLE.manager }),
  field('a polluted prototype', '__proto__', raw('"__proto__":{"roles":["admin"]}')),
  field(
    'a polluted prototype further in',
    'employee.__proto__',
    JSON.stringify(VALID).replace('"employee":{', '"employee":{"__proto__":{"x":1},'),
  ),
  field('a polluted constructor', 'constructor', raw('"constructor":{"prototype":{"roles":["admin"]}}')),
  field(
    'nesting 50,000 deep',
    'note',
    raw(`"note":${'['.repeat(50_000)}${']'.repeat(50_000)}`).replace(/^\{/, '{"x":1,'),
  ),
  { ...field('an Idempotency-Key with a blank', 'Idempotency-Key', VALID), headers: { 'Idempotency-Key': 'a b' } },
  {
    ...field('an Idempotency-Key of 256 characters', 'Idempotency-Key', VALID),
    headers: { 'Idempotency-Key': 'k'.repeat(256) },
  },
  { ...field('an unknown query parameter', 'dryRun', VALID), path: '/onboardings?dryRun=true' },
];

const BODIES: Attempt[] = [
  { what: 'broken JSON', is: 'bad-json', body: '{"employee":', headers: JSON_TYPE },
  { what: 'JSON with a comment', is: 'bad-json', body: '{/* hi */}', headers: JSON_TYPE },
  { what: 'a bare text', is: 'bad-json', body: '"employee"', headers: JSON_TYPE },
  { what: 'NaN', is: 'bad-json', body: '{"startDate":NaN}', headers: JSON_TYPE },
  {
    what: 'bytes that are no gzip',
    is: 'bad-json',
    body: 'not gzip',
    headers: { ...JSON_TYPE, 'Content-Encoding': 'gzip' },
  },
  { what: 'an unknown encoding', is: 'unsupported-media-type', body: VALID, headers: { 'Content-Encoding': 'rot13' } },
  {
    what: 'an unknown charset',
    is: 'unsupported-media-type',
    body: VALID,
    headers: { 'Content-Type': 'application/json; charset=klingon' },
  },
  {
    what: 'a form',
    is: 'unsupported-media-type',
    body: 'a=b',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  },
  { what: 'JSON called text', is: 'unsupported-media-type', body: VALID, headers: { 'Content-Type': 'text/plain' } },
  { what: 'XML', is: 'unsupported-media-type', body: '<a/>', headers: { 'Content-Type': 'application/xml' } },
  { what: 'more than one megabyte', is: 'body-too-large', body: { ...VALID, note: 'a'.repeat(MEGABYTE) } },
  {
    what: 'more than one megabyte, named a small one',
    is: 'body-too-large',
    body: raw(`"x":"${'é'.repeat(MEGABYTE)}"`),
    headers: JSON_TYPE,
  },
];

const CALLERS: Attempt[] = [
  { what: 'no token', is: 'unauthorized', as: 'nobody', body: VALID },
  { what: 'a forged token', is: 'unauthorized', as: { token: `fd_${'A'.repeat(43)}` }, body: VALID },
  { what: 'an expired token', is: 'unauthorized', as: { token: 'expired' }, body: VALID },
  { what: 'a revoked token', is: 'unauthorized', as: { token: 'revoked' }, body: VALID },
  { what: 'the hash of a token', is: 'unauthorized', as: { token: hashOfToken(tokenOf('hr')) }, body: VALID },
  { what: 'a token and a bit', is: 'unauthorized', as: { token: `${tokenOf('hr')}x` }, body: VALID },
  { what: 'a token of 100 kB', is: 'unauthorized', as: { token: 'a'.repeat(10_000) }, body: VALID },
  { what: 'SQL for a token', is: 'unauthorized', as: { token: "' or 1=1 --" }, body: VALID },
  {
    what: 'another scheme',
    is: 'unauthorized',
    as: 'nobody',
    headers: { Authorization: `Basic ${btoa(`hr:${tokenOf('hr')}`)}` },
    body: VALID,
  },
  {
    what: 'a token in the address',
    is: 'unauthorized',
    as: 'nobody',
    path: `/onboardings?access_token=${tokenOf('hr')}`,
    body: VALID,
  },
  {
    what: 'roles in a header',
    is: 'forbidden',
    as: 'manager',
    headers: { 'X-Roles': 'admin', 'X-Forwarded-User': 'root' },
    body: VALID,
  },
  { what: 'a manager who submits', is: 'forbidden', as: 'manager', body: VALID },
  { what: 'IT that submits', is: 'forbidden', as: 'it', body: VALID },
  { what: 'finance that previews', is: 'forbidden', as: 'finance', path: '/onboardings/preview', body: VALID },
  {
    what: 'HR that makes a token',
    is: 'forbidden',
    path: '/tokens',
    body: { email: 'x@example.com', roles: ['admin'] },
  },
  {
    what: 'HR that makes itself finance',
    is: 'forbidden',
    method: 'PUT',
    path: `/people/${PEOPLE.hr.email}`,
    body: { name: 'H', roles: ['finance'] },
  },
  {
    what: 'a manager who cancels',
    is: 'forbidden',
    as: 'manager',
    path: `/onboardings/${UNKNOWN}/cancel`,
    body: { reason: 'x' },
  },
];

const ADDRESSES: Attempt[] = [
  { what: 'an unknown id', is: 'not-found', method: 'GET', path: `/onboardings/${UNKNOWN}` },
  { what: 'an id that is none', is: 'not-found', method: 'GET', path: '/onboardings/1' },
  { what: 'SQL for an id', is: 'not-found', method: 'GET', path: `/onboardings/${encodeURIComponent("1' or '1'='1")}` },
  { what: 'a way out of the folder', is: 'not-found', method: 'GET', path: '/onboardings/..%2f..%2f..%2fetc%2fpasswd' },
  { what: 'a null character in an id', is: 'not-found', method: 'GET', path: '/onboardings/%00' },
  { what: 'an id that cannot be decoded', is: 'not-found', method: 'GET', path: '/onboardings/%E0%A4%A' },
  { what: 'an unknown address', is: 'not-found', method: 'GET', path: '/salaries' },
  { what: 'another spelling of an address', is: 'not-found', method: 'POST', path: '/Onboardings', body: VALID },
  { what: 'a step with a path in it', is: 'not-found', path: `/onboardings/${UNKNOWN}/steps/..%2f..%2fcancel/approve` },
  { what: 'an unknown plan', is: 'not-found', method: 'GET', path: '/plans/constructor' },
  { what: 'a method that is none here', is: 'method-not-allowed', method: 'PUT', path: '/onboardings', body: VALID },
  { what: 'a deletion', is: 'method-not-allowed', method: 'DELETE', path: `/onboardings/${UNKNOWN}` },
  {
    what: 'a method given in a header',
    is: 'invalid-request',
    headers: { 'X-HTTP-Method-Override': 'DELETE' },
    body: {},
  },
  {
    what: 'a decision with somebody else’s name',
    is: 'invalid-request',
    field: 'by',
    path: `/onboardings/${UNKNOWN}/steps/managerApproval/approve`,
    body: { by: PEOPLE.manager.email },
  },
  {
    what: 'a decision with its own proof',
    is: 'invalid-request',
    field: 'proof',
    path: `/onboardings/${UNKNOWN}/steps/managerApproval/approve`,
    body: { proof: { roles: ['admin'] } },
  },
  {
    what: 'a cancellation without a reason',
    is: 'invalid-request',
    field: 'reason',
    path: `/onboardings/${UNKNOWN}/cancel`,
    body: {},
  },
];

const query = (what: string, name: string, parameters: string): Attempt => ({
  what,
  is: 'invalid-request',
  field: name,
  method: 'GET',
  path: `/onboardings?${parameters}`,
});
const cursor = (value: unknown) => `cursor=${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

const QUERIES: Attempt[] = [
  query('a limit of 201', 'limit', 'limit=201'),
  query('a limit of nothing', 'limit', 'limit='),
  query('a negative limit', 'limit', 'limit=-1'),
  query('two limits', 'limit', 'limit=1&limit=2'),
  query('an unknown status', 'status.0', 'status=happy'),
  query('an unknown status among others', 'status.1', 'status=completed,happy'),
  query('a date that is none', 'startsFrom', 'startsFrom=2027-02-30'),
  query('an unknown filter', 'salary', 'salary=1'),
  query('a filter with an operator', 'status[$ne]', 'status[$ne]=x'),
  query('a prototype for a filter', '__proto__', '__proto__=x'),
  query('a null character in a search', 'q', 'q=%00'),
  query('a cursor that is none', 'cursor', 'cursor=%21%21%21'),
  query('a cursor with another shape', 'cursor', cursor({ id: 1 })),
  query('a cursor with SQL', 'cursor', cursor({ submittedAt: "now()'; drop table tokens; --", id: UNKNOWN })),
  query(
    'a cursor with more in it',
    'cursor',
    cursor({ submittedAt: '2027-01-01T00:00:00Z', id: UNKNOWN, viewer: 'all' }),
  ),
  {
    ...query('a Last-Event-ID that is none', 'Last-Event-ID', ''),
    path: `/onboardings/${UNKNOWN}/events`,
    headers: { 'Last-Event-ID': '1; drop' },
  },
];

const ALL = [...FIELDS, ...BODIES, ...CALLERS, ...ADDRESSES, ...QUERIES];

let platform: TestPlatform;
beforeAll(async () => {
  platform = await TestPlatform.start();
  const token = { email: PEOPLE.hr.email, name: 'Hilda', roles: ['hr' as const], created_by: 'test' };
  await platform.api.test.database
    .insertInto('tokens')
    .values([
      { ...token, id: crypto.randomUUID(), hash: hashOfToken('expired'), expires_at: new Date(Date.now() - 1_000) },
      { ...token, id: crypto.randomUUID(), hash: hashOfToken('revoked'), revoked_at: new Date() },
    ])
    .execute();
});
afterAll(() => platform.close());

test('these are at least sixty', () => {
  expect(ALL.length).toBeGreaterThanOrEqual(60);
  expect(new Set(ALL.map(({ what }) => what)).size).toBeGreaterThan(ALL.length - 3);
});

test.each(ALL)('$what is $is', async ({ is, field: name, method = 'POST', path = '/onboardings', ...options }) => {
  const answer = await platform.api.call(method, path, options);
  expect(answer.body).toMatchObject({ code: is, type: `/problems/${is}`, status: ERRORS[is].status });
  expect(answer.status).toBe(ERRORS[is].status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  if (name !== undefined)
    expect(answer.body.errors).toContainEqual({ field: name, message: expect.any(String) as string });
  if (is === 'method-not-allowed') expect(answer.headers.get('allow')).toMatch(/GET|POST/);
  if (is === 'unauthorized') expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  expect(JSON.stringify(answer.body).length).toBeLessThan(20_000);
});

test('every invalid field of one request is named', async () => {
  const body = { ...VALID, startDate: 'soon', salary: 1, manager: { name: '', email: 'x' } };
  const { body: problem } = await platform.api.call('POST', '/onboardings', { body });
  const fields = (problem.errors as { field: string }[]).map(({ field: name }) => name).sort();
  expect(fields).toEqual(['manager.email', 'manager.name', 'salary', 'startDate']);
});

test('after all of this there is no onboarding, no workflow, and nothing was asked for', async () => {
  const { rows } = await platform.api.test.pool.query('select count(*)::int as n from onboardings');
  expect(rows).toEqual([{ n: 0 }]);
  expect(await platform.temporal.client.workflow.count()).toMatchObject({ count: 0 });
  expect(platform.api.woken).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  // The same request, unspoilt, is taken: so it was the faults that were refused.
  expect((await platform.api.call('POST', '/onboardings', { body: VALID })).status).toBe(202);
});
