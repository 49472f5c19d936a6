import fc from 'fast-check';
import type { AccessConditions } from '../../src/company/access-schema';
import { resolveAccess } from '../../src/company/resolve-access';
import { type CompanySettingsInput, companySettingsSchema } from '../../src/company/settings';
import { parseInput } from '../../src/domain/field-errors/parse-input';
import { EMPLOYMENT_TYPES } from '../../src/domain/request';
import { createRequest } from '../support/requests';

const { job: JOB } = createRequest();
const DEPARTMENTS = ['Engineering', 'Sales', 'Finance'];
const LOCATIONS = ['berlin', 'paris'];
const MANAGERS = ['grace@example.com', 'carla@example.com'];
const MODELS = ['laptop', 'phone'];
const GRACE = { name: 'Grace Hopper', email: 'grace@example.com' };

const buildSettings = (profiles: CompanySettingsInput['profiles']): CompanySettingsInput => ({
  ...{ name: 'Acme', currency: 'EUR', departments: DEPARTMENTS },
  locations: Object.fromEntries(LOCATIONS.map((code) => [code, { title: code, timeZone: 'UTC', country: 'DE' }])),
  systems: {
    mail: { title: 'E-mail', owner: 'it', licences: { basic: { title: 'Basic', seats: 9 } } },
    code: { title: 'Source code', owner: 'it' },
    crm: { title: 'CRM', owner: 'carla@example.com' },
  },
  profiles,
});

const parse = (profiles: CompanySettingsInput['profiles']) => companySettingsSchema.parse(buildSettings(profiles));

const resolve = (profiles: CompanySettingsInput['profiles'], job: object = {}) =>
  resolveAccess(parse(profiles), createRequest({ job: { ...JOB, ...job } }));

const EVERYONE = { title: 'Everyone', accounts: [{ system: 'mail', groups: ['all'], licence: 'basic' }] };
const ENGINEERS = { title: 'Engineers', when: { department: ['Engineering'] }, accounts: [{ system: 'code' }] };

test('the profile with the most conditions counts, and no other', () => {
  const inBerlin = { ...ENGINEERS, when: { ...ENGINEERS.when, location: ['berlin'] }, accounts: [{ system: 'crm' }] };
  const profiles = { everyone: EVERYONE, engineers: ENGINEERS, inBerlin };
  expect(resolve(profiles, { location: 'paris' })).toMatchObject({ profiles: [{ code: 'engineers' }] });
  expect(resolve(profiles, { location: 'berlin' }).accounts).toEqual([{ system: 'crm', title: 'CRM', groups: [] }]);
  expect(resolve(profiles, { department: 'Sales' })).toMatchObject({ profiles: [{ code: 'everyone' }] });
});

test('additions add up: groups of one account, the licence of the last, equipment, each training once', () => {
  const access = resolve({
    everyone: { ...EVERYONE, equipment: ['laptop'], trainings: ['security'] },
    berlin: {
      ...{ title: 'Berlin', isAddition: true, when: { location: ['berlin'] } },
      ...{ accounts: [{ system: 'mail', groups: ['berlin', 'all'] }, { system: 'crm' }] },
      ...{ equipment: ['laptop', 'badge'], trainings: ['security', 'fire'] },
    },
  });
  expect(access).toEqual({
    profiles: [
      { code: 'everyone', title: 'Everyone' },
      { code: 'berlin', title: 'Berlin' },
    ],
    accounts: [
      { system: 'mail', title: 'E-mail', groups: ['all', 'berlin'], licence: 'basic', licenceTitle: 'Basic' },
      { system: 'crm', title: 'CRM', groups: [] },
    ],
    equipment: ['laptop', 'laptop', 'badge'],
    trainings: ['security', 'fire'],
    deviations: [],
  });
});

test('names are compared without regard to case', () => {
  expect(resolve({ engineers: ENGINEERS }, { department: 'ENGINEERING' }).profiles).toMatchObject([
    { code: 'engineers' },
  ]);
});

test.each<[string, AccessConditions, object, boolean]>([
  ['its manager', { manager: ['Grace@Example.com'] }, { manager: GRACE }, true],
  ['another manager', { manager: ['grace@example.com'] }, { manager: { ...GRACE, email: 'g@example.com' } }, false],
  ['an end date', { hasEndDate: [true] }, { job: { ...JOB, endDate: '2028-01-31' } }, true],
  ['no end date', { hasEndDate: [true] }, {}, false],
  ['no end date, where none is expected', { hasEndDate: [false] }, {}, true],
  ['one of its models', { equipment: ['phone', 'tablet'] }, { equipment: ['laptop', 'phone'] }, true],
  ['other models', { equipment: ['phone'] }, { equipment: ['laptop'] }, false],
  ['models of profiles only', { equipment: ['laptop'] }, {}, false],
  ['one of its courses', { trainings: ['driving'] }, { trainings: ['driving'] }, true],
  ['no courses', { trainings: ['driving'] }, { trainings: [] }, false],
])('a request with %s', (_what, when, changes, isMet) => {
  const profiles = { everyone: { ...EVERYONE, equipment: ['laptop'] }, special: { ...ENGINEERS, when } };
  const { profiles: granting } = resolveAccess(parse(profiles), createRequest({ job: JOB, ...changes }));
  expect(granting.map(({ code }) => code)).toEqual([isMet ? 'special' : 'everyone']);
});

test('a profile for one model and one for another are ambiguous, since a request can name both', () => {
  const buildProfiles = (isAddition: boolean) => ({
    phone: { ...ENGINEERS, when: { equipment: ['phone'] } },
    laptop: { ...ENGINEERS, when: { equipment: ['laptop'] }, isAddition },
  });
  expect(listErrors(buildProfiles(false))).toEqual(['profiles.laptop.when profile.ambiguous']);
  expect(listErrors(buildProfiles(true))).toEqual([]);
});

test('without a profile there is no access', () => {
  expect(resolve({}, {})).toEqual({ profiles: [], accounts: [], equipment: [], trainings: [], deviations: [] });
});

const listErrors = (profiles: CompanySettingsInput['profiles']) =>
  (parseInput(companySettingsSchema, buildSettings(profiles)).fieldErrors ?? []).map(
    ({ field, code }) => `${field} ${code}`,
  );

test.each<[string, CompanySettingsInput['profiles'], string[]]>([
  [
    'an unknown system',
    { a: { title: 'A', accounts: [{ system: 'fax' }] } },
    ['profiles.a.accounts.0.system profile.unknown-system'],
  ],
  [
    'an unknown licence',
    { a: { title: 'A', accounts: [{ system: 'code', licence: 'gold' }] } },
    ['profiles.a.accounts.0.licence profile.unknown-licence'],
  ],
  [
    'an unknown department',
    { a: { title: 'A', when: { department: ['Sale'] } } },
    ['profiles.a.when.department profile.unknown-department'],
  ],
  [
    'an unknown location',
    { a: { title: 'A', when: { location: ['rome'] } } },
    ['profiles.a.when.location profile.unknown-location'],
  ],
  [
    'two accounts in one system',
    { a: { title: 'A', accounts: [{ system: 'mail' }, { system: 'mail' }] } },
    ['profiles.a.accounts repeated'],
  ],
  [
    'two profiles of which neither is more specific',
    { engineers: ENGINEERS, berlin: { title: 'B', when: { location: ['berlin'] } } },
    ['profiles.berlin.when profile.ambiguous'],
  ],
])('%s is refused', (_what, profiles, errors) => {
  expect(listErrors(profiles)).toEqual(errors);
});

const conditions = fc.record(
  {
    department: fc.subarray(DEPARTMENTS, { minLength: 1 }),
    location: fc.subarray(LOCATIONS, { minLength: 1 }),
    employmentType: fc.subarray([...EMPLOYMENT_TYPES], { minLength: 1 }),
    remote: fc.boolean().map((remote) => [remote]),
    hasEndDate: fc.boolean().map((hasEndDate) => [hasEndDate]),
    manager: fc.subarray(MANAGERS, { minLength: 1 }),
    equipment: fc.subarray(MODELS, { minLength: 1 }),
  },
  { requiredKeys: [] },
);
const grant = fc.record({ system: fc.constantFrom('mail', 'code', 'crm'), groups: fc.subarray(['a', 'b', 'c']) });
const profile = fc.record({
  title: fc.constant('P'),
  when: conditions,
  isAddition: fc.boolean(),
  accounts: fc.uniqueArray(grant, { selector: ({ system }) => system }),
});
const changes = fc.record({
  job: fc.record({
    title: fc.constant('Engineer'),
    department: fc.constantFrom(...DEPARTMENTS),
    location: fc.constantFrom(...LOCATIONS),
    employmentType: fc.constantFrom(...EMPLOYMENT_TYPES),
    remote: fc.boolean(),
    endDate: fc.constantFrom(undefined, '2028-01-31'),
  }),
  manager: fc.constantFrom(...MANAGERS).map((email) => ({ ...GRACE, email })),
  equipment: fc.option(fc.subarray(MODELS), { nil: undefined }),
});

test('for any valid profiles the order of their codes decides nothing about who has an account where', () => {
  const summarize = (settings: CompanySettingsInput['profiles'], request: Parameters<typeof createRequest>[0]) =>
    resolveAccess(parse(settings), createRequest(request))
      .accounts.map(({ system, groups }) => `${system}: ${[...groups].sort().join()}`)
      .sort();
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('p', 'q', 'r', 's'), profile), changes, (profiles, request) => {
      fc.pre(listErrors(profiles).length === 0);
      const reversed = Object.fromEntries(Object.entries(profiles).reverse());
      expect(summarize(reversed, request)).toEqual(summarize(profiles, request));
    }),
    { seed: 15, numRuns: 500 },
  );
});

test('every account of an access comes from one of its profiles, with exactly their groups', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('p', 'q', 'r', 's'), profile), changes, (profiles, request) => {
      fc.pre(listErrors(profiles).length === 0);
      const access = resolveAccess(parse(profiles), createRequest(request));
      for (const { system, groups } of access.accounts) {
        const grants = access.profiles
          .flatMap(({ code }) => profiles[code]?.accounts ?? [])
          .filter((one) => one.system === system);
        expect(grants).not.toEqual([]);
        expect(new Set(groups)).toEqual(new Set(grants.flatMap((one) => one.groups)));
      }
    }),
    { seed: 15, numRuns: 500 },
  );
});

describe('a request that asks for more or less than its profiles', () => {
  const PROFILES = { everyone: { ...EVERYONE, accounts: [...EVERYONE.accounts, { system: 'code' }] } };
  const ask = (access: object) => resolveAccess(parse(PROFILES), createRequest({ access }));

  test('gets the difference, about which the owner of the system decides', () => {
    const { accounts, deviations } = ask({ add: [{ system: 'crm', groups: ['sales'] }], remove: ['code'] });
    expect(accounts.map(({ system, groups }) => [system, groups])).toEqual([
      ['mail', ['all']],
      ['crm', ['sales']],
    ]);
    expect(deviations).toEqual([
      { system: 'crm', title: 'CRM', kind: 'added', owner: 'carla@example.com' },
      { system: 'code', title: 'Source code', kind: 'removed', owner: 'it' },
    ]);
  });

  test('keeps the groups of the profile beside the added ones', () => {
    const { accounts, deviations } = ask({ add: [{ system: 'mail', groups: ['press'] }] });
    expect(accounts[0]).toEqual({
      ...{ system: 'mail', title: 'E-mail', groups: ['all', 'press'] },
      ...{ licence: 'basic', licenceTitle: 'Basic' },
    });
    expect(deviations).toMatchObject([{ system: 'mail', kind: 'added' }]);
  });

  test('deviates in nothing that the profiles grant or withhold anyway', () => {
    const { accounts, deviations } = ask({ add: [{ system: 'code', groups: [] }], remove: ['crm'] });
    expect(deviations).toEqual([]);
    expect(accounts.map(({ system }) => system)).toEqual(['mail', 'code']);
  });
});
