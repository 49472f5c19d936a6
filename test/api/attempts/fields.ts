import { PEOPLE } from '../support/test-api';
import { type HostileRequest, insertRawJson, VALID_REQUEST } from './attempt';

type Body = Record<string, unknown>;

const changeSection = (part: keyof typeof VALID_REQUEST, values: Body): Body => ({
  ...VALID_REQUEST,
  [part]: { ...(VALID_REQUEST[part] as Body), ...values },
});
const withEmployee = (values: Body) => changeSection('employee', values);
const withJob = (values: Body) => changeSection('job', values);
const omitField = (field: string): Body =>
  Object.fromEntries(Object.entries(VALID_REQUEST).filter(([name]) => name !== field));
const getIsoDate = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const createFieldRequest = (description: string, name: string, body: unknown): HostileRequest => ({
  description,
  expectedCode: 'invalid-request',
  field: name,
  body,
});

/** Well-formed JSON with invalid fields. */
export const FIELD_REQUESTS: HostileRequest[] = [
  createFieldRequest('no field at all', 'employee', {}),
  createFieldRequest('no body', 'employee', undefined),
  createFieldRequest('an array as the body', '(body)', [VALID_REQUEST]),
  createFieldRequest('no employee', 'employee', omitField('employee')),
  createFieldRequest('no manager', 'manager', omitField('manager')),
  createFieldRequest('no start date', 'startDate', omitField('startDate')),
  createFieldRequest('null as the employee', 'employee', { ...VALID_REQUEST, employee: null }),
  createFieldRequest('a string as the employee', 'employee', { ...VALID_REQUEST, employee: 'Ada' }),
  createFieldRequest('a number as a name', 'employee.givenName', withEmployee({ givenName: 7 })),
  createFieldRequest('an object as a name', 'employee.givenName', withEmployee({ givenName: { toString: 'x' } })),
  createFieldRequest('an empty name', 'employee.givenName', withEmployee({ givenName: '' })),
  createFieldRequest('a name of blanks', 'employee.familyName', withEmployee({ familyName: ' \t ' })),
  createFieldRequest('a name with a null character', 'employee.givenName', withEmployee({ givenName: 'A\u0000da' })),
  createFieldRequest(
    'a name with an escape sequence',
    'employee.givenName',
    withEmployee({ givenName: '\u001b[31mAda' }),
  ),
  createFieldRequest(
    'a name with a line break (header injection)',
    'employee.givenName',
    withEmployee({ givenName: 'Ada\r\nBcc: x@y.z' }),
  ),
  createFieldRequest(
    'a name with a direction override',
    'employee.familyName',
    withEmployee({ familyName: 'Ada\u202egnp.exe' }),
  ),
  createFieldRequest('a lone surrogate in a name', 'employee.givenName', withEmployee({ givenName: 'A\ud800da' })),
  createFieldRequest('a lone surrogate in a note', 'note', { ...VALID_REQUEST, note: 'x \udfff y' }),
  createFieldRequest('a null character in a note', 'note', { ...VALID_REQUEST, note: 'x\u0000' }),
  createFieldRequest('a name of 101 letters', 'employee.givenName', withEmployee({ givenName: 'a'.repeat(101) })),
  createFieldRequest('a note of 900 kB', 'note', { ...VALID_REQUEST, note: 'a'.repeat(900_000) }),
  createFieldRequest('a phone number of 41 digits', 'employee.phone', withEmployee({ phone: '1'.repeat(41) })),
  createFieldRequest('an invalid e-mail address', 'employee.personalEmail', withEmployee({ personalEmail: 'ada' })),
  createFieldRequest(
    'two e-mail addresses in one',
    'employee.personalEmail',
    withEmployee({ personalEmail: 'a@b.org,c@d.org' }),
  ),
  createFieldRequest(
    'an e-mail address with a header',
    'employee.personalEmail',
    withEmployee({ personalEmail: 'a@b.org\nBcc: c@d.org' }),
  ),
  createFieldRequest(
    'an e-mail address of 300 characters',
    'employee.personalEmail',
    withEmployee({ personalEmail: `${'a'.repeat(290)}@b.org` }),
  ),
  createFieldRequest('the manager as the employee', 'manager.email', {
    ...VALID_REQUEST,
    manager: { name: 'Me', email: 'VICTIM@example.org ' },
  }),
  createFieldRequest('a manager without an address', 'manager.email', { ...VALID_REQUEST, manager: { name: 'Grace' } }),
  createFieldRequest('an unknown employment type', 'job.employmentType', withJob({ employmentType: 'robot' })),
  createFieldRequest('a string for a boolean', 'job.remote', withJob({ remote: 'yes' })),
  createFieldRequest('an unknown location', 'job.location', withJob({ location: 'atlantis' })),
  createFieldRequest('an inherited property as a location', 'job.location', withJob({ location: 'constructor' })),
  createFieldRequest('a path as a location', 'job.location', withJob({ location: '../../etc/passwd' })),
  createFieldRequest('an unknown plan', 'plan', { ...VALID_REQUEST, plan: 'does-not-exist' }),
  createFieldRequest('__proto__ as a plan', 'plan', { ...VALID_REQUEST, plan: '__proto__' }),
  createFieldRequest('unknown equipment', 'equipment.0', { ...VALID_REQUEST, equipment: ['hovercraft'] }),
  createFieldRequest('an inherited property as equipment', 'equipment.0', {
    ...VALID_REQUEST,
    equipment: ['constructor'],
  }),
  createFieldRequest('twenty-one laptops', 'equipment', {
    ...VALID_REQUEST,
    equipment: Array<string>(21).fill('laptop-14'),
  }),
  createFieldRequest('a nested list of equipment', 'equipment.0', { ...VALID_REQUEST, equipment: [['laptop-14']] }),
  createFieldRequest('an unknown training', 'trainings.0', { ...VALID_REQUEST, trainings: ['alchemy'] }),
  createFieldRequest('a start date in the past', 'startDate', { ...VALID_REQUEST, startDate: getIsoDate(-3) }),
  createFieldRequest('a start date in a hundred years', 'startDate', {
    ...VALID_REQUEST,
    startDate: getIsoDate(36_525),
  }),
  createFieldRequest('the 30th of February', 'startDate', { ...VALID_REQUEST, startDate: '2028-02-30' }),
  createFieldRequest('the 29th of February in a common year', 'startDate', {
    ...VALID_REQUEST,
    startDate: '2027-02-29',
  }),
  createFieldRequest('an instant as a date', 'startDate', { ...VALID_REQUEST, startDate: '2027-03-01T00:00:00Z' }),
  createFieldRequest('a date with slashes', 'startDate', { ...VALID_REQUEST, startDate: '01/03/2027' }),
  createFieldRequest('a number as a date', 'startDate', { ...VALID_REQUEST, startDate: 20270301 }),
  createFieldRequest('month 13', 'startDate', { ...VALID_REQUEST, startDate: '2027-13-01' }),
  createFieldRequest('an unknown field', 'salary', { ...VALID_REQUEST, salary: 100_000 }),
  createFieldRequest('an unknown nested field', 'employee.admin', withEmployee({ admin: true })),
  createFieldRequest('a chosen status', 'status', { ...VALID_REQUEST, status: 'completed' }),
  createFieldRequest('another person as submitter', 'submittedBy', { ...VALID_REQUEST, submittedBy: PEOPLE.manager }),
  createFieldRequest('a polluted prototype', '__proto__', insertRawJson('"__proto__":{"roles":["admin"]}')),
  createFieldRequest(
    'a nested polluted prototype',
    'employee.__proto__',
    JSON.stringify(VALID_REQUEST).replace('"employee":{', '"employee":{"__proto__":{"x":1},'),
  ),
  createFieldRequest(
    'a polluted constructor',
    'constructor',
    insertRawJson('"constructor":{"prototype":{"roles":["admin"]}}'),
  ),
  createFieldRequest(
    'nesting 50,000 deep',
    'note',
    insertRawJson(`"note":${'['.repeat(50_000)}${']'.repeat(50_000)}`).replace(/^\{/, '{"x":1,'),
  ),
  {
    ...createFieldRequest('an Idempotency-Key with a blank', 'Idempotency-Key', VALID_REQUEST),
    headers: { 'Idempotency-Key': 'a b' },
  },
  {
    ...createFieldRequest('an Idempotency-Key of 256 characters', 'Idempotency-Key', VALID_REQUEST),
    headers: { 'Idempotency-Key': 'k'.repeat(256) },
  },
  { ...createFieldRequest('an unknown query parameter', 'dryRun', VALID_REQUEST), path: '/onboardings?dryRun=true' },
];
