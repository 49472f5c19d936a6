import type { CompanySettings } from '../../src/company/settings';
import { SAMPLE_COMPANY } from '../support/sample-company';
import { createRequestFor, FUTURE_MONDAY, PEOPLE, TestApi } from './support/test-api';

let api: TestApi;
beforeEach(async () => void (api = await TestApi.start()));
afterEach(() => api.close());

interface CompanyBody {
  version: number;
  settings: CompanySettings;
}

async function getCompany(): Promise<CompanyBody> {
  return (await api.call('GET', '/company')).body as unknown as CompanyBody;
}

const put = (settings: object, version: number | undefined, body: object = {}) =>
  api.call('PUT', '/company', {
    body: { settings, ...body },
    headers: version === undefined ? {} : { 'If-Match': `"${String(version)}"` },
  });

const changeBerlin = ({ locations, ...settings }: CompanySettings, changes: object): object => ({
  ...settings,
  locations: { ...locations, berlin: { ...locations.berlin, ...changes } },
});

const preview = async (request: object = {}) => {
  const body = createRequestFor('ada@example.org', request);
  return (await api.call('POST', '/onboardings/preview', { body })).body as unknown as {
    steps: { id: string; startAt?: string }[];
    dayOne: { startsAt: string };
    warnings: { code: string }[];
  };
};

test('the settings are read in all languages, with their version as ETag', async () => {
  const { headers, body } = await api.call('GET', '/company', { headers: { 'Accept-Language': 'de' } });
  expect(headers.get('ETag')).toBe('"1"');
  const { version: _version, ...settings } = SAMPLE_COMPANY;
  expect(body).toEqual({ version: 1, settings });
});

test('a change makes a new version, which new requests are planned with, and the audit log names it', async () => {
  const { settings } = await getCompany();
  const before = await preview();
  const saved = await put(changeBerlin(settings, { startTime: '07:30' }), 1, { note: 'Summer hours' });
  expect(saved).toMatchObject({
    status: 200,
    body: { version: 2, differences: [{ path: 'locations.berlin.startTime', before: '09:00', after: '07:30' }] },
  });
  expect(saved.headers.get('ETag')).toBe('"2"');
  const after = await preview();
  expect(Date.parse(before.dayOne.startsAt) - Date.parse(after.dayOne.startsAt)).toBe(90 * 60_000);
  const audit = await api.testDb.database
    .selectFrom('audit')
    .select(['actor', 'detail'])
    .where('action', '=', 'company.change')
    .execute();
  expect(audit).toEqual([{ actor: PEOPLE.hr.email, detail: { version: 2, paths: ['locations.berlin.startTime'] } }]);
});

test('an open onboarding keeps its plan, which names its version', async () => {
  const id = await api.submit('ada@example.org');
  const read = () =>
    api.testDb.database.selectFrom('onboardings').select('input').where('id', '=', id).executeTakeFirstOrThrow();
  const before = await read();
  expect(before.input.plan.companyVersion).toBe(1);
  const { settings } = await getCompany();
  await put(changeBerlin(settings, { startTime: '07:30' }), 1);
  expect(await read()).toEqual(before);
});

test('own days off count as days off', async () => {
  const { settings } = await getCompany();
  expect((await preview()).warnings).toEqual([]);
  await put(changeBerlin(settings, { daysOff: [{ from: FUTURE_MONDAY, title: 'Foundation day' }] }), 1);
  expect((await preview()).warnings).toMatchObject([{ code: 'start-date.day-off' }]);
});

test('nothing different makes no version', async () => {
  const { settings } = await getCompany();
  expect(await put(settings, 1)).toMatchObject({ status: 200, body: { version: 1, differences: [] } });
  expect((await api.call('GET', '/company/versions')).body.items).toHaveLength(1);
});

test('two administrators save at once: one wins, the other is told, and no version is lost', async () => {
  const { settings } = await getCompany();
  const names = ['Acme', 'Bolt', 'Cargo', 'Delta', 'Echo', 'Foxtrot'];
  const responses = await Promise.all(names.map((name) => put({ ...settings, name }, 1)));
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  const winner = names[responses.findIndex(({ status }) => status === 200)];
  expect(responses.find(({ status }) => status === 412)?.body).toMatchObject({
    code: 'version-conflict',
    version: 2,
    reason: { code: 'version-conflict.company', params: { version: 2 } },
  });
  expect(await getCompany()).toMatchObject({ version: 2, settings: { name: winner } });
  expect((await api.call('GET', '/company/versions/1')).body.settings).toMatchObject({ name: 'Example Company' });
});

test('without a version, or with an old one, nothing is overwritten', async () => {
  const { settings } = await getCompany();
  expect(await put({ ...settings, name: 'Acme' }, undefined)).toMatchObject({
    status: 428,
    body: { code: 'version-required' },
  });
  await put({ ...settings, name: 'Acme' }, 1);
  expect((await put({ ...settings, name: 'Bolt' }, 1)).status).toBe(412);
  expect(await getCompany()).toMatchObject({ version: 2, settings: { name: 'Acme' } });
});

test('the database refuses to change or delete a version', async () => {
  const update = api.testDb.pool.query(`update company_versions set note = 'x'`);
  await expect(update).rejects.toThrow('never changed');
  await expect(api.testDb.pool.query('delete from company_versions')).rejects.toThrow('never changed');
});

test('a location with an open onboarding cannot vanish, and others can', async () => {
  await api.submit('ada@example.org');
  const { settings } = await getCompany();
  const { berlin, paris: _paris, ...locations } = settings.locations;
  const body = { ...settings, locations };
  const error = {
    field: 'locations.berlin',
    code: 'location.in-use',
    params: { location: 'berlin', onboardings: 1 },
  };
  expect(await put(body, 1)).toMatchObject({ status: 400, body: { errors: [error] } });
  expect((await api.call('POST', '/company/preview', { body })).body).toMatchObject({ errors: [error] });
  expect((await put({ ...settings, locations: { ...locations, berlin } }, 1)).status).toBe(200);
  const { items } = (await api.call('GET', '/locations')).body as unknown as { items: { code: string }[] };
  expect(items.map(({ code }) => code)).not.toContain('paris');
});

test('a preview shows the differences, and their effect on the newest request', async () => {
  await api.submit('ada@example.org', { equipment: ['laptop-14'] });
  const { settings } = await getCompany();
  const body = { ...changeBerlin(settings, { startTime: '10:00' }), currency: 'CHF', exchangeRates: { EUR: 0.95 } };
  const response = await api.call('POST', '/company/preview', { body });
  expect(response).toMatchObject({
    status: 200,
    body: {
      version: 1,
      differences: [{ path: 'currency' }, { path: 'exchangeRates.CHF' }, { path: 'exchangeRates.EUR' }, {}, {}],
      errors: [],
      example: {
        request: { job: { location: 'berlin' } },
        costBefore: { amountCents: 150_000, currency: 'EUR' },
        costAfter: { amountCents: 142_500, currency: 'CHF' },
        errors: [],
      },
    },
  });
  const { example } = response.body as unknown as { example: { moved: { step: string }[] } };
  expect(example.moved.map(({ step }) => step)).toContain('claimUsername');
  expect(await getCompany()).toMatchObject({ version: 1 });
});

test('the history lists the versions, newest first, each with its differences', async () => {
  const { settings } = await getCompany();
  await put({ ...settings, name: 'Acme' }, 1, { note: 'Our name' });
  const { body } = await api.call('GET', '/company/versions?limit=1');
  expect(body.items).toMatchObject([{ version: 2, note: 'Our name', createdBy: PEOPLE.hr.email }]);
  const next = await api.call('GET', `/company/versions?cursor=${String(body.nextCursor)}`);
  expect(next.body.items).toMatchObject([{ version: 1, createdBy: 'sample' }]);
  expect((await api.call('GET', '/company/versions/2')).body).toMatchObject({
    differences: [{ path: 'name', before: 'Example Company', after: 'Acme' }],
  });
  expect((await api.call('GET', '/company/versions/3')).status).toBe(404);
});

test('every invalid setting is named', async () => {
  const { settings } = await getCompany();
  const body = { ...changeBerlin(settings, { timeZone: 'Mars', state: 'NY' }), departments: ['HR', 'hr'] };
  const { status, body: problem } = await put(body, 1);
  expect(status).toBe(400);
  expect((problem.errors as { field: string }[]).map(({ field }) => field)).toEqual(
    expect.arrayContaining(['settings.departments', 'settings.locations.berlin.timeZone']),
  );
});

test('a calendar file gives days off', async () => {
  const year = new Date().getFullYear() + 1;
  const lines = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    `DTSTART;VALUE=DATE:${String(year)}1224`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  const headers = { 'Content-Type': 'text/calendar' };
  expect(await api.call('POST', '/company/days-off', { body: lines.join('\r\n'), headers })).toMatchObject({
    status: 200,
    body: { daysOff: [{ from: `${String(year)}-12-24` }] },
  });
  expect(await api.call('POST', '/company/days-off', { body: 'hello', headers })).toMatchObject({
    status: 400,
    body: { errors: [{ code: 'format.calendar' }] },
  });
});

test('before the first version there is no location, and the error says so', async () => {
  await api.testDb.pool.query('alter table company_versions disable trigger all; delete from company_versions');
  expect(await getCompany()).toMatchObject({ version: 0, settings: { locations: {} } });
  const response = await api.call('POST', '/onboardings', { body: createRequestFor('ada@example.org') });
  expect(response).toMatchObject({ status: 400, body: { errors: [{ field: 'job.location', code: 'location.none' }] } });
  expect(await put({ name: 'Acme', currency: 'EUR' }, 0)).toMatchObject({ status: 200, body: { version: 1 } });
});
