import { hashSecret } from '../../../src/auth/secrets';
import { PEOPLE, getToken } from '../support/test-api';
import { type Attempt, raw, UNKNOWN, VALID } from './attempt';

const MEGABYTE = 1024 * 1024;
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Bodies that are not valid JSON, have the wrong encoding or type, or are too large. */
export const BODIES: Attempt[] = [
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

/** Callers without a valid token or without permission. */
export const CALLERS: Attempt[] = [
  { what: 'no token', is: 'unauthorized', as: 'nobody', body: VALID },
  { what: 'a forged token', is: 'unauthorized', as: { token: `fd_${'A'.repeat(43)}` }, body: VALID },
  { what: 'an expired token', is: 'unauthorized', as: { token: 'expired' }, body: VALID },
  { what: 'a revoked token', is: 'unauthorized', as: { token: 'revoked' }, body: VALID },
  { what: 'the hash of a token', is: 'unauthorized', as: { token: hashSecret(getToken('hr')) }, body: VALID },
  { what: 'a token and a bit', is: 'unauthorized', as: { token: `${getToken('hr')}x` }, body: VALID },
  { what: 'a token of 100 kB', is: 'unauthorized', as: { token: 'a'.repeat(10_000) }, body: VALID },
  { what: 'SQL for a token', is: 'unauthorized', as: { token: "' or 1=1 --" }, body: VALID },
  {
    what: 'another scheme',
    is: 'unauthorized',
    as: 'nobody',
    headers: { Authorization: `Basic ${btoa(`hr:${getToken('hr')}`)}` },
    body: VALID,
  },
  {
    what: 'a token in the address',
    is: 'unauthorized',
    as: 'nobody',
    path: `/onboardings?access_token=${getToken('hr')}`,
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

/** Unknown addresses and methods, and decisions with forbidden or missing fields. */
export const ADDRESSES: Attempt[] = [
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

/** Invalid or unknown list parameters. */
export const QUERIES: Attempt[] = [
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
