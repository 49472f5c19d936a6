import { hashSecret } from '../../../src/auth/secrets';
import { PEOPLE, getToken } from '../support/test-api';
import { type HostileRequest, insertRawJson, UNKNOWN_ID, VALID_REQUEST } from './attempt';

const MEGABYTE = 1024 * 1024;
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Bodies that are not valid JSON, have the wrong encoding or type, or are too large. */
export const BODY_REQUESTS: HostileRequest[] = [
  { description: 'broken JSON', expectedCode: 'bad-json', body: '{"employee":', headers: JSON_TYPE },
  { description: 'JSON with a comment', expectedCode: 'bad-json', body: '{/* hi */}', headers: JSON_TYPE },
  { description: 'a bare string', expectedCode: 'bad-json', body: '"employee"', headers: JSON_TYPE },
  { description: 'NaN', expectedCode: 'bad-json', body: '{"startDate":NaN}', headers: JSON_TYPE },
  {
    description: 'a body that is not gzip',
    expectedCode: 'bad-json',
    body: 'not gzip',
    headers: { ...JSON_TYPE, 'Content-Encoding': 'gzip' },
  },
  {
    description: 'an unknown encoding',
    expectedCode: 'unsupported-media-type',
    body: VALID_REQUEST,
    headers: { 'Content-Encoding': 'rot13' },
  },
  {
    description: 'an unknown charset',
    expectedCode: 'unsupported-media-type',
    body: VALID_REQUEST,
    headers: { 'Content-Type': 'application/json; charset=klingon' },
  },
  {
    description: 'a form',
    expectedCode: 'unsupported-media-type',
    body: 'a=b',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  },
  {
    description: 'JSON declared as text',
    expectedCode: 'unsupported-media-type',
    body: VALID_REQUEST,
    headers: { 'Content-Type': 'text/plain' },
  },
  {
    description: 'XML',
    expectedCode: 'unsupported-media-type',
    body: '<a/>',
    headers: { 'Content-Type': 'application/xml' },
  },
  {
    description: 'more than one megabyte',
    expectedCode: 'body-too-large',
    body: { ...VALID_REQUEST, note: 'a'.repeat(MEGABYTE) },
  },
  {
    description: 'more than one megabyte in a raw body',
    expectedCode: 'body-too-large',
    body: insertRawJson(`"x":"${'é'.repeat(MEGABYTE)}"`),
    headers: JSON_TYPE,
  },
];

/** Callers without a valid token or without permission. */
export const UNAUTHORIZED_REQUESTS: HostileRequest[] = [
  { description: 'no token', expectedCode: 'unauthorized', as: 'nobody', body: VALID_REQUEST },
  {
    description: 'a forged token',
    expectedCode: 'unauthorized',
    as: { token: `fd_${'A'.repeat(43)}` },
    body: VALID_REQUEST,
  },
  { description: 'an expired token', expectedCode: 'unauthorized', as: { token: 'expired' }, body: VALID_REQUEST },
  { description: 'a revoked token', expectedCode: 'unauthorized', as: { token: 'revoked' }, body: VALID_REQUEST },
  {
    description: 'the hash of a token',
    expectedCode: 'unauthorized',
    as: { token: hashSecret(getToken('hr')) },
    body: VALID_REQUEST,
  },
  {
    description: 'a token with an extra character',
    expectedCode: 'unauthorized',
    as: { token: `${getToken('hr')}x` },
    body: VALID_REQUEST,
  },
  {
    description: 'a token of 10 kB',
    expectedCode: 'unauthorized',
    as: { token: 'a'.repeat(10_000) },
    body: VALID_REQUEST,
  },
  { description: 'SQL as a token', expectedCode: 'unauthorized', as: { token: "' or 1=1 --" }, body: VALID_REQUEST },
  {
    description: 'another scheme',
    expectedCode: 'unauthorized',
    as: 'nobody',
    headers: { Authorization: `Basic ${btoa(`hr:${getToken('hr')}`)}` },
    body: VALID_REQUEST,
  },
  {
    description: 'a token in the URL',
    expectedCode: 'unauthorized',
    as: 'nobody',
    path: `/onboardings?access_token=${getToken('hr')}`,
    body: VALID_REQUEST,
  },
  {
    description: 'roles in a header',
    expectedCode: 'forbidden',
    as: 'manager',
    headers: { 'X-Roles': 'admin', 'X-Forwarded-User': 'root' },
    body: VALID_REQUEST,
  },
  { description: 'a manager submitting', expectedCode: 'forbidden', as: 'manager', body: VALID_REQUEST },
  { description: 'IT submitting', expectedCode: 'forbidden', as: 'it', body: VALID_REQUEST },
  {
    description: 'finance previewing',
    expectedCode: 'forbidden',
    as: 'finance',
    path: '/onboardings/preview',
    body: VALID_REQUEST,
  },
  {
    description: 'HR creating a token',
    expectedCode: 'forbidden',
    path: '/tokens',
    body: { email: 'x@example.com', roles: ['admin'] },
  },
  {
    description: 'HR granting itself the finance role',
    expectedCode: 'forbidden',
    method: 'PUT',
    path: `/people/${PEOPLE.hr.email}`,
    body: { name: 'H', roles: ['finance'] },
  },
  {
    description: 'a manager cancelling',
    expectedCode: 'forbidden',
    as: 'manager',
    path: `/onboardings/${UNKNOWN_ID}/cancel`,
    body: { reason: 'x' },
  },
];

/** Unknown addresses and methods, and decisions with forbidden or missing fields. */
export const PATH_REQUESTS: HostileRequest[] = [
  { description: 'an unknown id', expectedCode: 'not-found', method: 'GET', path: `/onboardings/${UNKNOWN_ID}` },
  { description: 'a malformed id', expectedCode: 'not-found', method: 'GET', path: '/onboardings/1' },
  {
    description: 'SQL as an id',
    expectedCode: 'not-found',
    method: 'GET',
    path: `/onboardings/${encodeURIComponent("1' or '1'='1")}`,
  },
  {
    description: 'a path traversal',
    expectedCode: 'not-found',
    method: 'GET',
    path: '/onboardings/..%2f..%2f..%2fetc%2fpasswd',
  },
  { description: 'a null character in an id', expectedCode: 'not-found', method: 'GET', path: '/onboardings/%00' },
  { description: 'an undecodable id', expectedCode: 'not-found', method: 'GET', path: '/onboardings/%E0%A4%A' },
  { description: 'an unknown path', expectedCode: 'not-found', method: 'GET', path: '/salaries' },
  {
    description: 'a path in another case',
    expectedCode: 'not-found',
    method: 'POST',
    path: '/Onboardings',
    body: VALID_REQUEST,
  },
  {
    description: 'a path traversal in a step',
    expectedCode: 'not-found',
    path: `/onboardings/${UNKNOWN_ID}/steps/..%2f..%2fcancel/approve`,
  },
  { description: 'an unknown plan', expectedCode: 'not-found', method: 'GET', path: '/plans/constructor' },
  {
    description: 'an unsupported method',
    expectedCode: 'method-not-allowed',
    method: 'PUT',
    path: '/onboardings',
    body: VALID_REQUEST,
  },
  {
    description: 'a deletion',
    expectedCode: 'method-not-allowed',
    method: 'DELETE',
    path: `/onboardings/${UNKNOWN_ID}`,
  },
  {
    description: 'a method override header',
    expectedCode: 'invalid-request',
    headers: { 'X-HTTP-Method-Override': 'DELETE' },
    body: {},
  },
  {
    description: 'a decision in another person’s name',
    expectedCode: 'invalid-request',
    field: 'by',
    path: `/onboardings/${UNKNOWN_ID}/steps/managerApproval/approve`,
    body: { by: PEOPLE.manager.email },
  },
  {
    description: 'a decision with its own proof',
    expectedCode: 'invalid-request',
    field: 'proof',
    path: `/onboardings/${UNKNOWN_ID}/steps/managerApproval/approve`,
    body: { proof: { roles: ['admin'] } },
  },
  {
    description: 'a cancellation without a reason',
    expectedCode: 'invalid-request',
    field: 'reason',
    path: `/onboardings/${UNKNOWN_ID}/cancel`,
    body: {},
  },
];

const createQueryRequest = (description: string, name: string, parameters: string): HostileRequest => ({
  description,
  expectedCode: 'invalid-request',
  field: name,
  method: 'GET',
  path: `/onboardings?${parameters}`,
});
const encodeCursorParameter = (value: unknown) => `cursor=${Buffer.from(JSON.stringify(value)).toString('base64url')}`;

/** Invalid or unknown list parameters. */
export const QUERY_REQUESTS: HostileRequest[] = [
  createQueryRequest('a limit of 201', 'limit', 'limit=201'),
  createQueryRequest('an empty limit', 'limit', 'limit='),
  createQueryRequest('a negative limit', 'limit', 'limit=-1'),
  createQueryRequest('two limits', 'limit', 'limit=1&limit=2'),
  createQueryRequest('an unknown status', 'status.0', 'status=happy'),
  createQueryRequest('an unknown status among others', 'status.1', 'status=completed,happy'),
  createQueryRequest('an invalid date', 'startsFrom', 'startsFrom=2027-02-30'),
  createQueryRequest('an unknown filter', 'salary', 'salary=1'),
  createQueryRequest('a filter with an operator', 'status[$ne]', 'status[$ne]=x'),
  createQueryRequest('__proto__ as a filter', '__proto__', '__proto__=x'),
  createQueryRequest('a null character in a search', 'q', 'q=%00'),
  createQueryRequest('a malformed cursor', 'cursor', 'cursor=%21%21%21'),
  createQueryRequest('a cursor with another shape', 'cursor', encodeCursorParameter({ id: 1 })),
  createQueryRequest(
    'a cursor with SQL',
    'cursor',
    encodeCursorParameter({ submittedAt: "now()'; drop table tokens; --", id: UNKNOWN_ID }),
  ),
  createQueryRequest(
    'a cursor with extra properties',
    'cursor',
    encodeCursorParameter({ submittedAt: '2027-01-01T00:00:00Z', id: UNKNOWN_ID, viewer: 'all' }),
  ),
  {
    ...createQueryRequest('a malformed Last-Event-ID', 'Last-Event-ID', ''),
    path: `/onboardings/${UNKNOWN_ID}/events`,
    headers: { 'Last-Event-ID': '1; drop' },
  },
];
