import { PEOPLE } from '../support/test-api';
import { type Attempt, raw, VALID } from './attempt';

type Body = Record<string, unknown>;

const change = (part: keyof typeof VALID, values: Body): Body => ({
  ...VALID,
  [part]: { ...(VALID[part] as Body), ...values },
});
const employee = (values: Body) => change('employee', values);
const job = (values: Body) => change('job', values);
const without = (field: string): Body => Object.fromEntries(Object.entries(VALID).filter(([name]) => name !== field));
const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const field = (what: string, name: string, body: unknown): Attempt => ({
  what,
  is: 'invalid-request',
  field: name,
  body,
});

/** Well-formed JSON with invalid fields. */
export const FIELDS: Attempt[] = [
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
